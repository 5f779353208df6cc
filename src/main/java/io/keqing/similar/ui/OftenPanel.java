package io.keqing.similar.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import io.keqing.similar.Occurrences.Often;
import io.keqing.ui.Chart;
import io.keqing.ui.Values;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How often the same issue came up, by month.
final class OftenPanel extends Div {
    OftenPanel(Often often, Values values) {
        addClassName("insight");
        setId("often");
        String total = values.number(often.total(), getLocale());
        Paragraph count = new Paragraph(
                getTranslation(often.complete() ? "similar.often.count" : "similar.often.atLeast", total));
        Paragraph trend = new Paragraph(getTranslation(
                "similar.often.trend",
                values.number(often.lately(), getLocale()),
                values.number(often.before(), getLocale())));
        Paragraph how =
                new Paragraph(getTranslation("similar.often.how", values.number(100 * often.likeness(), getLocale())));
        how.addClassName("dim");
        Chart chart = new Chart(getTranslation("similar.often") + ": " + count.getText());
        chart.addClassName("often-chart");
        chart.setOption(option(often));
        add(new H3(getTranslation("similar.often")), count, trend, chart, how);
    }

    private ObjectNode option(Often often) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("tooltip").put("trigger", "axis");
        option.putObject("grid")
                .put("left", 8)
                .put("right", 8)
                .put("top", 12)
                .put("bottom", 4)
                .put("containLabel", true);
        ObjectNode axis = option.putObject("xAxis").put("type", "category");
        axis.putObject("axisLabel").put("hideOverlap", true);
        var names = axis.putArray("data");
        option.putObject("yAxis").put("type", "value").put("minInterval", 1).put("splitNumber", 3);
        ObjectNode series =
                option.putArray("series").addObject().put("type", "bar").put("name", getTranslation("similar.count"));
        var data = series.putArray("data");
        often.months().forEach((month, count) -> {
            names.add(month.toString());
            data.add(count);
        });
        return option;
    }
}
