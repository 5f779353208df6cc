package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.Survey;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.NonResponse.Reached;
import io.keqing.satisfaction.ResponseReport.Weighted;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Measured;
import io.keqing.search.Tallies.Split;
import io.keqing.search.Tallies.Told;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Score;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares those who answered with those who were reached and did not.
@Singleton
public final class Response {
    private final Tallies tallies;
    private final Satisfaction satisfaction;

    Response(Tallies tallies, Satisfaction satisfaction) {
        this.tallies = tallies;
        this.satisfaction = satisfaction;
    }

    /// @param by a facet that is known of both
    /// @throws io.keqing.search.InvalidQueryException where the question breaks a rule
    public ResponseReport of(Measure.Kind kind, SearchQuery answers, String by, Viewer viewer) {
        List<Survey> named = satisfaction.open(answers);
        Measure measure = satisfaction.measure(kind, answers, named, viewer);
        List<Told> told = tallies.tally(
                answers,
                List.of(
                        new Tallies.Asked(
                                new Measured.Classes(FeedbackFields.STATE.name(), false), List.of(new Split(by, null))),
                        new Tallies.Asked(measure.measured(), List.of(new Split(by, null)))),
                viewer);
        Map<String, Cell> scores = new HashMap<>();
        told.get(1).splits().getFirst().forEach(cell -> scores.put(String.valueOf(cell.value()), cell));
        LinkedHashMap<String, Reached> reached = new LinkedHashMap<>();
        Map<String, Label> labels = new HashMap<>();
        long answered = 0;
        long silent = 0;
        for (Cell cell : told.getFirst().splits().getFirst()) {
            String group = String.valueOf(cell.value());
            Reached both = new Reached(cell.count(Satisfaction.ANSWERED), cell.count(Satisfaction.DELIVERED));
            if (both.answered() + both.silent() > 0) {
                reached.put(group, both);
                labels.put(group, Satisfaction.label(by, group));
                answered += both.answered();
                silent += both.silent();
            }
        }
        Cell all = told.get(1).all();
        Score score = all.people() < Question.FEWEST ? null : measure.score(all);
        NonResponse comparison = answered == 0 || silent == 0 ? null : NonResponse.of(reached);
        return new ResponseReport(
                kind,
                comparison,
                labels,
                score == null ? null : score.value(),
                score == null ? null : score.interval(),
                comparison == null || score == null ? null : weighted(measure, comparison, scores));
    }

    /// Σ Wₕ sₕ with the variance Σ Wₕ² vₕ ÷ nₕ, where Wₕ is the group's part of all who were asked (Cochran
    /// 1977, chapter 5A.2). Groups without enough people to have a score cannot stand for those they were
    /// asked for.
    private static @Nullable Weighted weighted(Measure measure, NonResponse comparison, Map<String, Cell> scores) {
        double asked = comparison.groups().stream()
                .mapToDouble(group -> group.answered() + group.silent())
                .sum();
        double value = 0;
        double variance = 0;
        double weights = 0;
        double squares = 0;
        for (NonResponse.Group group : comparison.groups()) {
            Cell cell = scores.get(group.key());
            Score score = cell == null || cell.people() < Question.FEWEST ? null : measure.score(cell);
            if (score == null) {
                return null;
            }
            double part = (group.answered() + group.silent()) / asked;
            value += part * score.value();
            variance += part * part * score.variance() / score.n();
            double weight = part / score.n();
            weights += weight * score.n();
            squares += weight * weight * score.n();
        }
        double reach = Interval.Z * Math.sqrt(variance);
        return new Weighted(value, new Interval(value - reach, value + reach), weights * weights / squares);
    }
}
