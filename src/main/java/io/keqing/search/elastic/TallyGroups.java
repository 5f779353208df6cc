package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.search.SearchResult;
import io.keqing.search.Tallies;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// The groups that records are divided into by a field: its most frequent values, or the ranges of numbers
/// and days that a search lists as its facet.
sealed interface TallyGroups {
    /// Of the field.
    String path();

    /// An aggregation with `within` in each group.
    Map<String, Object> buckets(Map<String, Object> within);

    /// The bucket of each group by its value, as a filter takes it.
    Map<String, JsonNode> read(JsonNode answer);

    /// The records of the group of a value, or without a value.
    Map<String, Object> query(String value);

    /// @param listed a search that lists the field as a facet
    /// @param query the records of a value
    static TallyGroups of(Place place, Supplier<SearchResult> listed, Function<String, Map<String, Object>> query) {
        return FilterTranslator.hasRange(place.field().kind())
                ? Ranges.of(place, listed.get(), query)
                : new Values(place.path());
    }

    /// Values as they are.
    record Values(String path) implements TallyGroups {
        @Override
        public Map<String, Object> buckets(Map<String, Object> within) {
            return Json.of("terms", Json.of("field", path, "size", Tallies.MOST_GROUPS), "aggs", within);
        }

        @Override
        public Map<String, JsonNode> read(JsonNode answer) {
            Map<String, JsonNode> read = new LinkedHashMap<>();
            for (JsonNode bucket : answer.path("buckets")) {
                read.put(bucket.path("key_as_string").asText(bucket.path("key").asText()), bucket);
            }
            return read;
        }

        @Override
        public Map<String, Object> query(String value) {
            return value.isEmpty() ? Json.not(Json.exists(path)) : Json.term(path, value);
        }
    }

    /// @param queries by value
    record Ranges(String path, Map<String, Map<String, Object>> queries) implements TallyGroups {
        static Ranges of(Place place, SearchResult listed, Function<String, Map<String, Object>> query) {
            Map<String, Map<String, Object>> queries = new LinkedHashMap<>();
            listed.facets().getFirst().values().stream()
                    .map(SearchResult.Value::value)
                    .filter(value -> !value.isEmpty())
                    .forEach(value -> queries.put(value, query.apply(value)));
            return new Ranges(place.path(), queries);
        }

        @Override
        public Map<String, Object> buckets(Map<String, Object> within) {
            return Json.of("filters", Json.of("filters", queries), "aggs", within);
        }

        @Override
        public Map<String, JsonNode> read(JsonNode answer) {
            Map<String, JsonNode> read = new LinkedHashMap<>();
            answer.path("buckets").properties().forEach(entry -> read.put(entry.getKey(), entry.getValue()));
            return read;
        }

        @Override
        public Map<String, Object> query(String value) {
            Map<String, Object> query = queries.get(value);
            return query == null ? Json.not(Json.exists(path)) : query;
        }
    }
}
