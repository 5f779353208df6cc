package io.keqing.search;

import io.keqing.privacy.Viewer;
import java.util.List;
import java.util.function.Consumer;

/// Reads the index. The answer to a viewer holds only what the viewer may see, found only by what the viewer
/// may search.
public interface SearchIndex {
    /// @throws InvalidQueryException where the question breaks a rule
    /// @throws IndexUnavailableException where the engine does not answer
    SearchResult search(SearchQuery query, Viewer viewer);

    /// Several questions in one request, of one moment, each of another type. A field that only some of the
    /// types have matches nothing in the others, whose mistakes say so.
    ///
    /// @return the answers in the order of the questions
    List<SearchResult> searchTogether(List<SearchQuery> queries, Viewer viewer);

    /// Every record that matches, in the query's order, as of one moment, in pages of at most `pageSize`. Size,
    /// cursor
    /// and facets of the query do not count here. Memory stays at one page.
    ///
    /// @return the number of records handed over
    long stream(SearchQuery query, Viewer viewer, int pageSize, Consumer<List<SearchResult.Hit>> page);

    /// The question as the engine is asked it, for ADMIN and for benchmarks. It holds the searched words: show
    /// it to whom it belongs, log it never.
    String translated(SearchQuery query, Viewer viewer);
}
