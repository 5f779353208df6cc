package io.keqing.search;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A question to the index: the one noun that the URL, a saved search, a segment, an alert, a report and REST
/// share.
///
/// @param type the records asked for: customers, interactions, feedback
/// @param words what a person typed; empty asks for everything
/// @param filters all must hold; the choices of a facet are filters like any other
/// @param order empty = best first when there are words, else newest first
/// @param size hits wanted, 0 to 1,000
/// @param cursor `next` of the answer before, or null for the start
/// @param facets names of the fields to count; null = the type's own, empty = none
/// @param zone cuts days and months in conditions, facets and series; null = the portal's own
public record SearchQuery(
        String type,
        String words,
        List<Filter> filters,
        List<Order> order,
        int size,
        @Nullable String cursor,
        @Nullable List<String> facets,
        @Nullable ZoneId zone) {
    public static final int MAX_SIZE = 1_000;
    public static final int MAX_WORDS = 512;

    public SearchQuery {
        filters = List.copyOf(filters);
        order = List.copyOf(order);
        facets = facets == null ? null : List.copyOf(facets);
        if (size < 0 || size > MAX_SIZE) {
            throw new InvalidQueryException("size must be 0 to " + MAX_SIZE + ", was " + size);
        }
        if (words.length() > MAX_WORDS) {
            throw new InvalidQueryException("q must have at most " + MAX_WORDS + " characters, had " + words.length());
        }
    }

    /// A question in the portal's own zone.
    public SearchQuery(
            String type,
            String words,
            List<Filter> filters,
            List<Order> order,
            int size,
            @Nullable String cursor,
            @Nullable List<String> facets) {
        this(type, words, filters, order, size, cursor, facets, null);
    }

    public static SearchQuery all(String type) {
        return new SearchQuery(type, "", List.of(), List.of(), 50, null, null);
    }

    public SearchQuery withWords(String newWords) {
        return new SearchQuery(type, newWords, filters, order, size, null, facets, zone);
    }

    public SearchQuery withFilters(List<Filter> newFilters) {
        return new SearchQuery(type, words, newFilters, order, size, null, facets, zone);
    }

    public SearchQuery withOrder(List<Order> newOrder) {
        return new SearchQuery(type, words, filters, newOrder, size, null, facets, zone);
    }

    public SearchQuery page(int newSize, @Nullable String newCursor) {
        return new SearchQuery(type, words, filters, order, newSize, newCursor, facets, zone);
    }

    public SearchQuery withFacets(@Nullable List<String> newFacets) {
        return new SearchQuery(type, words, filters, order, size, cursor, newFacets, zone);
    }

    public SearchQuery in(@Nullable ZoneId newZone) {
        return new SearchQuery(type, words, filters, order, size, cursor, facets, newZone);
    }

    /// The same question of somebody who reads that language: names are listed in the order they know.
    public SearchQuery in(Locale language) {
        List<Order> read = order.stream()
                .map(each -> new Order(each.field, each.descending, language))
                .toList();
        return new SearchQuery(type, words, filters, read, size, cursor, facets, zone);
    }

    /// @param descending highest, latest or last first; records without a value always come last
    /// @param language whose order of names it is; null = Latin letters first. It is no part of an address
    public record Order(
            String field, boolean descending, @Nullable Locale language) {
        public Order(String field, boolean descending) {
            this(field, descending, null);
        }
    }
}
