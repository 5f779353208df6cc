package io.keqing.ui;

import io.keqing.search.SearchResult;
import java.util.function.Consumer;

/// Looks through the values of one facet under the question that stands in the view, beside the screen.
@FunctionalInterface
public interface FacetValues {
    /// @param text what the values hold
    /// @param found hears the answer, on the screen; never where another question came first
    void find(String field, String text, Consumer<SearchResult.Facet> found);
}
