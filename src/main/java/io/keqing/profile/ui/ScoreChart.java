package io.keqing.profile.ui;

import io.keqing.profile.ScoreHistory.Answer;
import io.keqing.profile.ScoreHistory.Scored;
import io.keqing.ui.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The option of the chart of one person's scores: NPS on its scale at the left, CSAT on its own at the right.
/// No line of a mean: a handful of answers has none worth drawing.
final class ScoreChart {
    private static final double NPS_MOST = 10;
    private static final double CSAT_MOST = 5;

    private ScoreChart() {}

    static ObjectNode option(Scored scored) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("tooltip").put("trigger", "axis");
        option.putObject("legend");
        option.putObject("grid")
                .put("left", 8)
                .put("right", 8)
                .put("top", 28)
                .put("bottom", 4)
                .put("containLabel", true);
        ObjectNode time = option.putObject("xAxis").put("type", "time").put("splitNumber", 3);
        time.putObject("axisLabel").put("formatter", "{yyyy}-{MM}").put("hideOverlap", true);
        var axes = option.putArray("yAxis");
        var series = option.putArray("series");
        List<Answer> answers = scored.answers().reversed();
        add(axes.addObject(), series.addObject(), "NPS", answers, Answer::nps, NPS_MOST, 0);
        double most = answers.stream()
                .map(Answer::csat)
                .filter(java.util.Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        add(axes.addObject(), series.addObject(), "CSAT", answers, Answer::csat, Math.max(CSAT_MOST, most), 1);
        return option;
    }

    private static void add(
            ObjectNode axis,
            ObjectNode series,
            String name,
            List<Answer> answers,
            Function<Answer, @Nullable Double> score,
            double most,
            int number) {
        axis.put("type", "value").put("min", 0).put("max", most).put("interval", most / (number == 0 ? 2 : 1));
        axis.putObject("splitLine").put("show", number == 0);
        series.put("type", "line").put("name", name).put("yAxisIndex", number);
        series.put("symbol", number == 0 ? "circle" : "diamond").put("symbolSize", 5);
        series.putObject("lineStyle").put("width", 1).put("opacity", 0.4).put("type", number == 0 ? "solid" : "dashed");
        var data = series.putArray("data");
        boolean any = false;
        for (Answer answer : answers) {
            Instant at = answer.at();
            Double value = score.apply(answer);
            if (at != null && value != null) {
                data.addArray().add(at.toString()).add(value);
                any = true;
            }
        }
        axis.put("show", any);
    }

    /// The same numbers, newest first.
    static List<List<String>> numbers(Scored scored, Values values, Locale locale, List<String> header) {
        List<List<String>> numbers = new ArrayList<>();
        numbers.add(header);
        for (Answer answer : scored.answers()) {
            numbers.add(List.of(
                    answer.at() == null ? "—" : values.moment(answer.at(), locale),
                    answer.survey(),
                    text(answer.nps(), values, locale),
                    text(answer.csat(), values, locale),
                    text(answer.ces(), values, locale)));
        }
        return numbers;
    }

    private static String text(@Nullable Double score, Values values, Locale locale) {
        return score == null ? "" : values.number(score, locale);
    }
}
