package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Half-open ranges between edges, one below the first edge and one from the last on: no value falls between
/// two.
final class RangeCounts extends FacetCounts {
    private final List<Double> edges;

    /// @param edges ascending, at least one
    RangeCounts(Place place, Chosen chosen, List<Double> edges) {
        super(place, chosen);
        this.edges = edges;
    }

    List<Double> edges() {
        return edges;
    }

    @Override
    Map<String, Object> counting(String name) {
        List<Map<String, Object>> ranges = new ArrayList<>();
        for (int i = 0; i <= edges.size(); i++) {
            Map<String, Object> range = Json.of("key", between(i));
            if (i > 0) {
                range.put("from", edges.get(i - 1));
            }
            if (i < edges.size()) {
                range.put("to", edges.get(i));
            }
            ranges.add(range);
        }
        return Json.of(name, Json.of("range", Json.of("field", place.path(), "ranges", ranges, "keyed", true)));
    }

    private String between(int i) {
        if (i == edges.size()) {
            return plain(edges.get(i - 1)) + "..";
        }
        return (i == 0 ? "" : plain(edges.get(i - 1))) + "..<" + plain(edges.get(i));
    }

    @Override
    Listing list(String name, JsonNode scope, long under) {
        JsonNode buckets = scope.path(name).path("buckets");
        Map<String, Long> counts = new LinkedHashMap<>();
        long counted = 0;
        for (int i = 0; i <= edges.size(); i++) {
            long count = count(buckets.path(between(i)));
            counts.put(between(i), count);
            counted += count;
        }
        return new Listing(counts, 0, missing(name, scope, under, counted), 0);
    }
}
