package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordTypes;
import io.keqing.report.Figures.Block;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Table;
import io.keqing.search.FacetLabel;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How many records of a question have which value: a table and a chart for each facet.
@Singleton
final class FacetTables {
    private static final Label TOTAL = new Label("合计", "Total");
    private static final Label NUMBER = new Label("记录数", "Records");
    private static final Label OTHERS = new Label("（其他值）", "(other values)");
    private static final int MOST_VALUES = 15;

    private final SearchIndex index;
    private final RecordTypes types;

    FacetTables(SearchIndex index, RecordTypes types) {
        this.index = index;
        this.types = types;
    }

    /// @param facets those that the viewer may not search are left out
    List<Block> of(SearchQuery query, List<String> facets, Viewer viewer) {
        FieldSet fields = types.get(query.type()).fields();
        List<String> allowed = facets.stream()
                .filter(name -> fields.named(name)
                        .filter(field -> Masking.searches(field, viewer))
                        .isPresent())
                .toList();
        SearchResult answer = index.searchWithin(query.page(0, null).withFacets(allowed), viewer);
        return of(fields, answer.total(), answer.facets());
    }

    /// The total, and a table and a chart for each of `facets` that has any value.
    static List<Block> of(FieldSet fields, long total, List<SearchResult.Facet> facets) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                fields.label(),
                List.of(Head.text("", ""), new Head(NUMBER, Form.COUNT)),
                List.of(cells(TOTAL, total))));
        for (SearchResult.Facet facet : facets) {
            if (!facet.values().isEmpty()) {
                Table table = table(fields.named(facet.field()), facet, total);
                blocks.add(table);
                blocks.add(new Chart(Kind.BAR, table.title(), table, 0, 1));
            }
        }
        return blocks;
    }

    private static Table table(Optional<Field<?>> field, SearchResult.Facet facet, long total) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long others = facet.others();
        for (SearchResult.Value value : facet.values()) {
            if (rows.size() < MOST_VALUES) {
                rows.add(cells(
                        new Label(
                                FacetLabel.of(field, value, Locale.CHINESE),
                                FacetLabel.of(field, value, Locale.ENGLISH)),
                        value.count(),
                        share(value.count(), total)));
            } else {
                others += value.count();
            }
        }
        if (others > 0) {
            rows.add(cells(OTHERS, others, share(others, total)));
        }
        Label label = field.map(Field::label).orElse(new Label(facet.field(), facet.field()));
        return new Table(
                label,
                List.of(new Head(label, Form.TEXT), new Head(NUMBER, Form.COUNT), Head.of("占比", "Share", Form.PERCENT)),
                rows);
    }

    static @Nullable Double share(long count, long of) {
        return of == 0 ? null : (double) count / of;
    }

    /// A row of a table.
    static List<@Nullable Object> cells(@Nullable Object... cells) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell);
        }
        return row;
    }
}
