package io.keqing.search.ui;

import io.keqing.privacy.Viewer;
import io.keqing.search.SearchCounts;
import io.keqing.search.SearchResult.Hit;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;

/// Counts what the index in memory finds.
@Singleton
@Replaces(SearchCounts.class)
@Requires(property = "test.canned", value = "true")
final class CannedCounts implements SearchCounts {
    private final CannedIndex index;

    CannedCounts(CannedIndex index) {
        this.index = index;
    }

    @Override
    public List<Counted> count(List<Asked> questions, Viewer viewer) {
        return questions.stream().map(question -> count(question, viewer)).toList();
    }

    private Counted count(Asked question, Viewer viewer) {
        List<Hit> hits = index.search(question.query().page(1_000, null).withFacets(List.of()), viewer)
                .hits();
        Integer after = question.after();
        return new Counted.Found(
                hits.size(),
                after == null
                        ? null
                        : hits.stream().filter(hit -> hit.key() > after).count());
    }

    @Override
    public int highestKey(String type) {
        return index.hits.size();
    }
}
