package io.keqing.search.ui;

import io.keqing.privacy.Viewer;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.ui.Catalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many records of each type the typed words find, asked in one request.
final class TypeTotals {
    private final SearchIndex index;
    private final SearchLimit limit;
    private final Catalogue catalogue;

    TypeTotals(SearchIndex index, SearchLimit limit, Catalogue catalogue) {
        this.index = index;
        this.limit = limit;
        this.catalogue = catalogue;
    }

    /// By type, and all of them under [TypeTabs#ALL].
    Map<String, Long> of(String words, Viewer viewer) {
        List<SearchQuery> queries = catalogue.types().stream()
                .map(type -> SearchQuery.all(type.name())
                        .withWords(words)
                        .withFacets(List.of())
                        .page(0, null))
                .toList();
        Map<String, Long> totals = new LinkedHashMap<>();
        var results = limit.run(viewer, () -> index.searchTogether(queries, viewer));
        for (int i = 0; i < queries.size(); i++) {
            totals.put(queries.get(i).type(), results.get(i).total());
        }
        totals.put(
                TypeTabs.ALL,
                totals.values().stream().mapToLong(Long::longValue).sum());
        return totals;
    }
}
