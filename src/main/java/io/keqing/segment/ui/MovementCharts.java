package io.keqing.segment.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.keqing.field.Option;
import io.keqing.segment.Churn.Rate;
import io.keqing.segment.Churn.Reason;
import io.keqing.segment.Churn.Report;
import io.keqing.segment.ClassMigration.Cell;
import io.keqing.segment.Purchases;
import io.keqing.segment.Retention.Cohort;
import io.keqing.segment.Scheme;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Score.Share;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Movements as charts and, with the same numbers, as tables.
final class MovementCharts {
    private static final double PER_CENT = 100;

    private final Values values;
    private final Locale locale;
    private final Texts texts;

    /// Translates.
    @FunctionalInterface
    interface Texts {
        String of(String key, Object... words);
    }

    MovementCharts(Values values, Locale locale, Texts texts) {
        this.values = values;
        this.locale = locale;
        this.texts = texts;
    }

    /// Classes of the first day left, of the second right; a Sankey may not have a name on both sides.
    ObjectNode sankey(Scheme scheme, List<Cell> cells) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("tooltip").put("trigger", "item");
        ObjectNode series = option.putArray("series").addObject().put("type", "sankey");
        series.put("left", 8).put("right", 140).put("top", 8).put("bottom", 8);
        series.put("nodeGap", 12).put("draggable", false).put("layoutIterations", 0);
        series.putObject("lineStyle").put("color", "gradient").put("opacity", 0.35);
        ArrayNode nodes = series.putArray("data");
        Map<String, Integer> depths = new LinkedHashMap<>();
        // the order of the classes, on both sides
        for (Option each : scheme.classes()) {
            String name = each.label().in(locale);
            if (cells.stream().anyMatch(cell -> cell.from().equals(each.value()))) {
                depths.put(name, 0);
            }
            if (cells.stream().anyMatch(cell -> cell.to().equals(each.value()))) {
                depths.put(name + " ", 1);
            }
        }
        ArrayNode links = series.putArray("links");
        for (Cell cell : cells) {
            String left = name(scheme, cell.from());
            String right = name(scheme, cell.to()) + " ";
            links.addObject().put("source", left).put("target", right).put("value", cell.customers());
        }
        depths.forEach((name, depth) -> nodes.addObject().put("name", name).put("depth", depth));
        return option;
    }

    private String name(Scheme scheme, String key) {
        return scheme.labelOf(key).in(locale);
    }

    List<List<String>> pairs(Scheme scheme, List<Cell> cells) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                texts.of("segment.movements.from"), texts.of("segment.movements.to"), texts.of("segment.members")));
        cells.forEach(cell -> rows.add(
                List.of(name(scheme, cell.from()), name(scheme, cell.to()), values.number(cell.customers(), locale))));
        return rows;
    }

    /// Rows are classes of the first day, columns those of the second.
    Div matrix(Scheme scheme, List<Cell> cells) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        cells.forEach(cell -> counts.computeIfAbsent(cell.from(), any -> new TreeMap<>())
                .merge(cell.to(), cell.customers(), Long::sum));
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(texts.of("segment.movements.fromTo")));
        scheme.classes().forEach(option -> header.add(option.label().in(locale)));
        rows.add(header);
        for (Option from : scheme.classes()) {
            List<String> row = new ArrayList<>(List.of(from.label().in(locale)));
            for (Option to : scheme.classes()) {
                row.add(values.number(
                        counts.getOrDefault(from.value(), Map.of()).getOrDefault(to.value(), 0L), locale));
            }
            rows.add(row);
        }
        return table("movement-matrix", rows);
    }

    static Div table(String id, List<List<String>> rows) {
        NativeTable table = new NativeTable();
        NativeTableRow head = table.getHead().addRow();
        rows.getFirst().forEach(text -> head.add(new NativeTableHeaderCell(text)));
        for (List<String> row : rows.subList(1, rows.size())) {
            NativeTableRow line = table.getBody().addRow();
            line.add(new NativeTableHeaderCell(row.getFirst()));
            row.subList(1, row.size()).forEach(text -> line.add(new NativeTableCell(text)));
        }
        Div box = new Div(table);
        box.setId(id);
        box.addClassName("matrix");
        return box;
    }

    /// The share of each month's newcomers who ordered again, month by month.
    ObjectNode heat(List<Cohort> cohorts) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("grid")
                .put("left", 8)
                .put("right", 16)
                .put("top", 8)
                .put("bottom", 60)
                .put("containLabel", true);
        option.putObject("tooltip").put("trigger", "item");
        int longest = cohorts.stream()
                .mapToInt(cohort -> cohort.ordered().size())
                .max()
                .orElse(1);
        ObjectNode x = option.putObject("xAxis").put("type", "category");
        ArrayNode months = x.putArray("data");
        for (int month = 1; month < longest; month++) {
            months.add("+" + month);
        }
        ObjectNode y = option.putObject("yAxis").put("type", "category").put("inverse", true);
        ArrayNode names = y.putArray("data");
        ObjectNode map =
                option.putObject("visualMap").put("min", 0).put("max", 50).put("calculable", false);
        map.put("orient", "horizontal").put("left", "center").put("bottom", 4);
        ArrayNode text = map.putArray("text");
        text.add("50 %").add("0 %");
        ObjectNode series = option.putArray("series").addObject().put("type", "heatmap");
        series.putObject("label").put("show", true).put("formatter", "{@[2]}");
        ArrayNode data = series.putArray("data");
        for (int i = 0; i < cohorts.size(); i++) {
            Cohort cohort = cohorts.get(i);
            names.add(cohort.month() + " (" + values.number(cohort.ordered().getFirst(), locale) + ")");
            for (int month = 1; month < cohort.ordered().size(); month++) {
                data.addArray()
                        .add(month - 1)
                        .add(i)
                        .add(Math.round(PER_CENT
                                * cohort.ordered().get(month)
                                / Math.max(1, cohort.ordered().getFirst())));
            }
        }
        return option;
    }

    List<List<String>> cohorts(List<Cohort> cohorts) {
        List<List<String>> rows = new ArrayList<>();
        int longest = cohorts.stream()
                .mapToInt(cohort -> cohort.ordered().size())
                .max()
                .orElse(1);
        List<String> header = new ArrayList<>(List.of(texts.of("segment.movements.month")));
        for (int month = 0; month < longest; month++) {
            header.add("+" + month);
        }
        rows.add(header);
        for (Cohort cohort : cohorts) {
            List<String> row = new ArrayList<>(List.of(cohort.month().toString()));
            for (int month = 0; month < longest; month++) {
                row.add(
                        month < cohort.ordered().size()
                                ? values.number(cohort.ordered().get(month), locale)
                                        + (month == 0 ? "" : " · " + share(cohort.share(month)))
                                : "");
            }
            rows.add(row);
        }
        return rows;
    }

    Div churn(Report report) {
        Rate rate = report.rate();
        Div line = new Div();
        line.setId("churn-rate");
        line.addClassName("classes-part");
        line.add(
                new H2(texts.of("segment.movements.churnRate", share(rate))),
                new Span(texts.of(
                        "segment.movements.churnOf",
                        values.number(rate.lost(), locale),
                        values.number(rate.active(), locale),
                        rate.limit().silentDays(),
                        rate.limit().gaps(),
                        values.number(rate.contracts(), locale))),
                new Span(Purchases.ACTIVE_AND_LOST.in(locale)));
        return line;
    }

    private static String share(Rate rate) {
        if (rate.active() == 0) {
            return "–";
        }
        return share(new Share(rate.active(), rate.lost()));
    }

    private static String share(Share share) {
        Interval interval = share.interval();
        return String.format(
                Locale.ROOT,
                "%.1f %% (%.1f – %.1f)",
                PER_CENT * share.value(),
                PER_CENT * interval.low(),
                PER_CENT * interval.high());
    }

    /// The rate by other limits: days down, gaps across.
    Div sensitivity(Report report) {
        Map<Integer, Map<Double, Rate>> by = new TreeMap<>();
        report.sensitivity()
                .forEach(rate -> by.computeIfAbsent(rate.limit().silentDays(), any -> new TreeMap<>())
                        .put(rate.limit().gaps(), rate));
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(texts.of("segment.movements.limits")));
        by.values().stream()
                .findFirst()
                .ifPresent(first -> first.keySet().forEach(gaps -> header.add("× " + values.number(gaps, locale))));
        rows.add(header);
        by.forEach((days, rates) -> {
            List<String> row = new ArrayList<>(List.of(Integer.toString(days)));
            rates.values().forEach(rate -> row.add(share(rate)));
            rows.add(row);
        });
        Div part = new Div(new H2(texts.of("segment.movements.sensitivity")), table("churn-sensitivity", rows));
        part.addClassName("classes-part");
        return part;
    }

    Div reasons(Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                texts.of("segment.movements.reason"),
                texts.of("segment.movements.lost"),
                texts.of("segment.movements.stayed"),
                texts.of("segment.movements.difference"),
                ""));
        for (Reason reason : report.reasons()) {
            Interval interval = reason.difference().interval();
            rows.add(List.of(
                    reason.name(),
                    values.number(reason.lost(), locale),
                    values.number(reason.stayed(), locale),
                    String.format(
                            Locale.ROOT,
                            "%+.1f (%+.1f – %+.1f)",
                            PER_CENT * reason.difference().value(),
                            PER_CENT * interval.low(),
                            PER_CENT * interval.high()),
                    reason.adjusted() < FalseDiscoveries.RATE
                            ? reason.difference().value() > 0 ? "▲" : "▼"
                            : ""));
        }
        Div part = new Div(
                new H2(texts.of("segment.movements.reasons")),
                new Span(texts.of("segment.movements.reasons.why")),
                table("churn-reasons", rows));
        if (!report.words().isEmpty()) {
            part.add(new Span(texts.of("segment.movements.words", String.join("  ", report.words()))));
        }
        part.addClassName("classes-part");
        return part;
    }
}
