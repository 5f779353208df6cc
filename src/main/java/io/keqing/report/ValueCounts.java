package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts the values of some fields while records go by, so that the summary says of them what they say
/// themselves.
final class ValueCounts {
    private static final Label SUMMARY = new Label("概览", "Summary");
    /// Of a field with more values than these the later ones are counted together.
    private static final int MOST_VALUES = 50_000;
    /// Under what they are counted.
    private static final String LATER = "\u0000later";

    private final FieldSet fields;
    private final Map<Field<?>, Map<String, Long>> counts = new LinkedHashMap<>();
    private long total;

    /// @param names fields; those that the viewer may not see are left out
    ValueCounts(FieldSet fields, List<String> names, Viewer viewer) {
        this.fields = fields;
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
    List<String> read() {
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
        values.merge(values.size() < MOST_VALUES || values.containsKey(value) ? value : LATER, 1L, Long::sum);
    }

    Figures figures() {
        List<SearchResult.Facet> facets = new ArrayList<>();
        counts.forEach((field, values) -> facets.add(facet(field, values)));
        return new Figures(SUMMARY, FacetTables.of(fields, total, facets));
    }

    /// The most frequent values first.
    private SearchResult.Facet facet(Field<?> field, Map<String, Long> values) {
        List<SearchResult.Value> sorted = values.entrySet().stream()
                .filter(value -> !value.getKey().equals(LATER))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(value -> new SearchResult.Value(value.getKey(), value.getKey(), value.getValue(), false))
                .toList();
        return new SearchResult.Facet(field.name(), sorted, values.getOrDefault(LATER, 0L), total, 0);
    }
}
