package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.report.Figures.Block;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Table;
import io.keqing.search.FacetLabel;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts the values of some fields while records go by, so that the summary says of them what they say
/// themselves.
final class ValueCounts {
    private static final Label SUMMARY = new Label("概览", "Summary");
    private static final Label TOTAL = new Label("合计", "Total");
    private static final Label OTHERS = new Label("（其他值）", "(other values)");
    private static final Head NUMBER = Head.of("记录数", "Records", Form.COUNT);
    private static final Head SHARE = Head.of("占比", "Share", Form.PERCENT);
    private static final int MOST_TOLD = 15;
    /// Of a field with more values than these the later ones are counted together.
    private static final int MOST_VALUES = 50_000;

    private final Label what;
    private final Map<Field<?>, Map<String, Long>> counts = new LinkedHashMap<>();
    private long total;

    /// @param names fields; those that the viewer may not see are left out
    ValueCounts(FieldSet fields, List<String> names, Viewer viewer) {
        this.what = fields.label();
        for (String name : names) {
            fields.named(name)
                    .filter(field -> Masking.shows(field, viewer))
                    .ifPresent(field -> counts.put(field, new HashMap<>()));
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /// What is read along with the records though no column shows it.
    List<String> fields() {
        return counts.keySet().stream().map(Field::name).toList();
    }

    void add(Hit hit) {
        total++;
        counts.forEach((field, values) -> {
            Object value = hit.fields().get(field.name());
            if (value instanceof List<?> several) {
                several.forEach(each -> count(values, each.toString()));
            } else {
                count(values, value == null ? "" : value.toString());
            }
        });
    }

    private static void count(Map<String, Long> values, String value) {
        values.merge(values.size() < MOST_VALUES || values.containsKey(value) ? value : OTHERS.en(), 1L, Long::sum);
    }

    Figures figures() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(what, List.of(Head.text("", ""), NUMBER), List.of(FacetTables.cells(TOTAL, total))));
        counts.forEach((field, values) -> {
            if (!values.isEmpty()) {
                Table table = table(field, values);
                blocks.add(table);
                blocks.add(new Chart(Kind.BAR, table.title(), table, 0, 1));
            }
        });
        return new Figures(SUMMARY, blocks);
    }

    private Table table(Field<?> field, Map<String, Long> values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Map.Entry<String, Long>> sorted = values.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        long others = 0;
        for (Map.Entry<String, Long> value : sorted) {
            if (rows.size() < MOST_TOLD && !value.getKey().equals(OTHERS.en())) {
                rows.add(FacetTables.cells(
                        label(field, value), value.getValue(), FacetTables.share(value.getValue(), total)));
            } else {
                others += value.getValue();
            }
        }
        if (others > 0) {
            rows.add(FacetTables.cells(OTHERS, others, FacetTables.share(others, total)));
        }
        return new Table(field.label(), List.of(new Head(field.label(), Form.TEXT), NUMBER, SHARE), rows);
    }

    private static Label label(Field<?> field, Map.Entry<String, Long> value) {
        SearchResult.Value facet = new SearchResult.Value(value.getKey(), value.getKey(), value.getValue(), false);
        return new Label(
                FacetLabel.of(Optional.of(field), facet, Locale.CHINESE),
                FacetLabel.of(Optional.of(field), facet, Locale.ENGLISH));
    }
}
