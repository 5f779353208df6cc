package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question as the engine is asked it.
///
/// @param body the question for the hits, under every filter
/// @param unchosen what selects, but for the choices in facets
/// @param order what a cursor of the answer is bound to
/// @param matches tells why a record was found
/// @param tolerable whether a tolerant translation would find more
/// @param mistakes parts of the words that could not be asked; none where the question was translated strictly
/// @param reading how the words were read, null where they are nothing but words
record Translated(
        FieldSet type,
        Map<String, Object> body,
        Map<String, Object> unchosen,
        Facets facets,
        String order,
        Matches matches,
        boolean tolerable,
        List<Mistake> mistakes,
        @Nullable Label reading) {
    /// The same, where it is all of the question.
    ///
    /// @param words that it was translated from
    /// @throws InvalidQueryException where a part of them is wrong
    Translated requireWhole(String words) {
        if (!mistakes.isEmpty()) {
            throw InvalidQueryException.of(words, mistakes);
        }
        return this;
    }

    /// The question for one chosen facet.
    Map<String, Object> body(Facets.Apart facet) {
        List<Map<String, Object>> selecting = new ArrayList<>(facet.others());
        selecting.add(unchosen);
        return Json.of(
                "track_total_hits", true, "size", 0, "query", Json.filtered(selecting), "aggs", facet.aggregations());
    }

    /// The same question with other facets and without hits.
    Translated counting(Facets other) {
        Map<String, Object> counted = Json.of("track_total_hits", true, "size", 0);
        counted.put("query", body.getOrDefault("query", Json.of("match_all", Map.of())));
        if (!other.aggregations().isEmpty()) {
            counted.put("aggs", other.aggregations());
        }
        return new Translated(type, counted, unchosen, other, order, matches, false, mistakes, reading);
    }
}
