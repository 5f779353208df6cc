package io.keqing.report;

import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds the same records whatever is asked.
final class CannedIndex implements SearchIndex {
    private final List<Hit> hits;
    boolean failAfterwards;

    @Nullable
    CountDownLatch reached;

    @Nullable
    CountDownLatch gate;

    CannedIndex(List<Hit> hits) {
        this.hits = hits;
    }

    @Override
    public SearchResult search(SearchQuery query, Viewer viewer) {
        return new SearchResult(hits.size(), true, 1, hits, List.of(), null);
    }

    @Override
    public List<SearchResult> searchTogether(List<SearchQuery> queries, Viewer viewer) {
        return queries.stream().map(query -> search(query, viewer)).toList();
    }

    @Override
    public SearchResult.Facet values(SearchQuery query, String field, String containing, int size, Viewer viewer) {
        return new SearchResult.Facet(field, List.of(), 0, hits.size(), 0);
    }

    @Override
    public String cursorAt(SearchQuery query, String value, Viewer viewer) {
        return value;
    }

    @Override
    public String translated(SearchQuery query, Viewer viewer) {
        return "{}";
    }

    @Override
    public long stream(SearchQuery query, Viewer viewer, int pageSize, Consumer<List<Hit>> page) {
        if (reached != null && gate != null) {
            reached.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the test ended", e);
            }
        }
        for (int from = 0; from < hits.size(); from += pageSize) {
            page.accept(hits.subList(from, Math.min(hits.size(), from + pageSize)));
        }
        if (failAfterwards) {
            throw new IndexUnavailableException("the engine does not answer", new ConnectException("refused"));
        }
        return hits.size();
    }
}
