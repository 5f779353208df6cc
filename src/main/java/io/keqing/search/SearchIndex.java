package io.keqing.search;

import io.keqing.privacy.Viewer;
import java.util.List;
import java.util.function.Consumer;

/// Reads the index. The answer to a viewer holds only what the viewer may see, found only by what the
/// viewer may search.
///
/// A part of the words may be wrong: misspelt, unknown, hidden from the viewer. [#search] and
/// [#searchTogether] ask the rest and tell the part in [SearchResult#mistakes]. Everything else, here and
/// in the other interfaces to the index, refuses such a question: half of it is another question.
public interface SearchIndex {
    /// @throws InvalidQueryException where the question breaks a rule
    /// @throws IndexUnavailableException where the engine does not answer
    SearchResult search(SearchQuery query, Viewer viewer);

    /// The same, with facets that count what matches: a facet that the question chooses from is counted under its own
    /// choice too. What is shown as a part of a whole is counted so.
    SearchResult searchWithin(SearchQuery query, Viewer viewer);

    /// Several questions in one request, of one moment, each of another type. A field that only some of
    /// the types have matches nothing in the others, whose mistakes say so.
    ///
    /// @return the answers in the order of the questions
    List<SearchResult> searchTogether(List<SearchQuery> queries, Viewer viewer);

    /// Whether the viewer may ask all of a question. What keeps one to act on it later calls this first, as the
    /// person with whose rights it will be asked. Costs what its conditions across types cost.
    ///
    /// @throws InvalidQueryException where a part of it is wrong or hidden from the viewer, or it is too long
    /// @throws IndexUnavailableException where the engine does not answer
    void check(SearchQuery query, Viewer viewer);

    /// Values of one facet that hold a text, however it is written (Traditional or Simplified, wide or
    /// narrow, any case): the most frequent first, each counted exactly as [#search] counts it.
    ///
    /// @param containing empty for the most frequent of all
    /// @param size values wanted, 1 to 1,000
    /// @throws InvalidQueryException where the field has no values to look through, as numbers and
    ///     days have
    ///     none
    SearchResult.Facet values(SearchQuery query, String field, String containing, int size, Viewer viewer);

    /// Where to begin in order to begin at a value: a cursor of the query's pages before the first
    /// record whose value of the field they are ordered by is `value`, or lies behind it.
    ///
    /// @param value as a filter takes it (`500`, `2025-03`), or the start of a word
    /// @throws InvalidQueryException where the query is ordered by words or by several fields
    String cursorAt(SearchQuery query, String value, Viewer viewer);

    /// Every record that matches, in the query's order, as of one moment, in pages of at most
    /// `pageSize`. Size, cursor and facets of the query do not count here. Memory stays at one page.
    ///
    /// @return the number of records handed over
    long stream(SearchQuery query, Viewer viewer, int pageSize, Consumer<List<SearchResult.Hit>> page);

    /// The house's own numbers of the records that match, in the query's order, as of one moment, in
    /// pages of at most `pageSize`: what [#stream] hands over, without what is in the records.
    ///
    /// @return how many
    long streamKeys(SearchQuery query, Viewer viewer, int pageSize, Consumer<int[]> page);

    /// The question as the engine is asked it, as the lines of `_msearch` (where there are but two, the
    /// second alone is sent to `_search`), for ADMIN and for benchmarks. It holds the searched words:
    /// show it to whom it belongs, log it never.
    String translated(SearchQuery query, Viewer viewer);
}
