package io.keqing.satisfaction.ui;

import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.KeyDrivers;
import io.keqing.satisfaction.KeyDrivers.Driver;
import io.keqing.satisfaction.Measure.Unit;
import io.keqing.search.Period;
import io.keqing.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The options of the dashboard's charts, and the same numbers as tables.
final class ScoreCharts {
    private ScoreCharts() {}

    private static ObjectNode plain() {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("grid")
                .put("left", 8)
                .put("right", 16)
                .put("top", 12)
                .put("bottom", 4)
                .put("containLabel", true);
        return option;
    }

    /// The score over time in the band of its interval. A period without a score is a gap.
    static ObjectNode trend(List<Group> series, Period interval, ScoreTexts texts, String score, String band) {
        ObjectNode option = plain();
        option.putObject("tooltip").put("trigger", "axis");
        ObjectNode axis = option.putObject("xAxis").put("type", "category").put("boundaryGap", false);
        axis.putObject("axisLabel").put("hideOverlap", true);
        ArrayNode names = axis.putArray("data");
        ObjectNode y = option.putObject("yAxis").put("type", "value").put("scale", true);
        y.putObject("axisLabel").put("formatter", texts.unit() == Unit.PERCENT ? "{value} %" : "{value}");
        ArrayNode all = option.putArray("series");
        ArrayNode low = band(all, band + " ↓", 0);
        ArrayNode wide = band(all, band + " ↔", 0.18);
        ObjectNode line = all.addObject().put("type", "line").put("name", score).put("symbolSize", 7);
        line.put("connectNulls", false);
        ArrayNode values = line.putArray("data");
        for (Group group : series) {
            names.add(group.at() == null ? "" : interval.text(group.at()));
            Interval told = group.interval();
            if (group.value() == null || told == null) {
                low.addNull();
                wide.addNull();
                values.addNull();
            } else {
                low.add(texts.drawn(told.low()));
                wide.add(Math.round(100 * (texts.drawn(told.high()) - texts.drawn(told.low()))) / 100.0);
                values.add(texts.drawn(group.value()));
            }
        }
        return option;
    }

    /// The band is the space between two lines that lie on each other.
    private static ArrayNode band(ArrayNode all, String name, double opacity) {
        ObjectNode series =
                all.addObject().put("type", "line").put("name", name).put("stack", "band");
        series.put("stackStrategy", "all").put("symbol", "none").put("silent", true);
        series.putObject("lineStyle").put("opacity", 0);
        series.putObject("areaStyle").put("opacity", opacity);
        series.putObject("tooltip").put("show", false);
        return series.putArray("data");
    }

    static List<List<String>> table(List<Group> groups, Period interval, ScoreTexts texts, List<String> header) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header);
        for (Group group : groups) {
            Interval told = group.interval();
            rows.add(List.of(
                    name(group, interval, texts),
                    texts.score(group),
                    told == null ? "" : texts.interval(told),
                    texts.counted(group),
                    texts.mark(group.versus())));
        }
        return rows;
    }

    private static String name(Group group, Period interval, ScoreTexts texts) {
        String at = group.at() == null ? "" : interval.text(group.at());
        String label = group.label() == null ? "" : group.label().in(texts.locale());
        return label.isEmpty() ? at : at.isEmpty() ? label : label + " · " + at;
    }

    static ObjectNode distribution(Analysis analysis, String answers) {
        ObjectNode option = plain();
        option.putObject("tooltip").put("trigger", "axis");
        ArrayNode names = option.putObject("xAxis").put("type", "category").putArray("data");
        option.putObject("yAxis").put("type", "value").put("minInterval", 1).put("splitNumber", 3);
        ObjectNode bars =
                option.putArray("series").addObject().put("type", "bar").put("name", answers);
        ArrayNode data = bars.putArray("data");
        analysis.distribution().forEach((value, count) -> {
            names.add(value);
            data.add(count);
        });
        return option;
    }

    /// Groups downwards, periods to the right; a cell without a score is left open.
    static ObjectNode heatMap(List<Group> grid, Period interval, ScoreTexts texts) {
        Set<String> periods = new LinkedHashSet<>();
        grid.stream().map(Group::at).filter(Objects::nonNull).sorted().forEach(at -> periods.add(interval.text(at)));
        List<String> columns = List.copyOf(periods);
        List<String> rows = rows(grid, texts);
        ObjectNode option = plain();
        option.withObject("/grid").put("bottom", 40);
        option.putObject("tooltip").put("position", "top");
        ObjectNode x = option.putObject("xAxis").put("type", "category");
        x.putObject("axisLabel").put("hideOverlap", true);
        columns.forEach(x.putArray("data")::add);
        ObjectNode y = option.putObject("yAxis").put("type", "category").put("inverse", true);
        rows.forEach(y.putArray("data")::add);
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        ObjectNode series = option.putArray("series").addObject().put("type", "heatmap");
        ArrayNode data = series.putArray("data");
        for (Group group : grid) {
            if (group.value() != null && group.at() != null && group.label() != null) {
                double value = texts.drawn(group.value());
                least = Math.min(least, value);
                most = Math.max(most, value);
                data.addArray()
                        .add(columns.indexOf(interval.text(group.at())))
                        .add(rows.indexOf(group.label().in(texts.locale())))
                        .add(value);
            }
        }
        ObjectNode map = option.putObject("visualMap").put("calculable", false);
        map.put("orient", "horizontal").put("left", "center").put("bottom", 0).put("itemHeight", 120);
        map.put("min", least > most ? 0 : least).put("max", least > most ? 1 : most);
        map.putObject("inRange").putArray("color").add("#d9730d").add("#f3e9d8").add("#2563c9");
        return option;
    }

    static List<String> rows(List<Group> grid, ScoreTexts texts) {
        Set<String> rows = new LinkedHashSet<>();
        grid.forEach(
                group -> rows.add(group.label() == null ? "" : group.label().in(texts.locale())));
        return List.copyOf(rows);
    }

    /// Cells in the order that the heat map's points are in.
    static List<Group> drawn(List<Group> grid) {
        return grid.stream()
                .filter(group -> group.value() != null && group.at() != null && group.label() != null)
                .toList();
    }

    /// How much each driver weighs against how well it does.
    static ObjectNode importance(KeyDrivers drivers, Locale locale, String importance, String performance) {
        ObjectNode option = plain();
        option.withObject("/grid").put("top", 28).put("bottom", 24);
        option.putObject("tooltip").put("trigger", "item");
        option.putObject("xAxis")
                .put("type", "value")
                .put("name", performance)
                .put("nameLocation", "middle")
                .put("nameGap", 24)
                .put("scale", true);
        option.putObject("yAxis").put("type", "value").put("name", importance);
        ArrayNode series = option.putArray("series");
        for (Driver driver : drivers.drivers()) {
            ObjectNode point = series.addObject().put("type", "scatter").put("symbolSize", 12);
            point.put("name", driver.asked().label().in(locale));
            point.putArray("data")
                    .addArray()
                    .add(Math.round(driver.performance() * 100) / 100.0)
                    .add(Math.round(driver.weight() * 1_000) / 1_000.0);
        }
        return option;
    }
}
