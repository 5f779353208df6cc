package io.keqing.search.elastic;

import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordFields;
import io.keqing.search.Neighbours;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The record is asked for among the hits of the question, which gives the values it is sorted by; from there
/// one step on, and one step on in the opposite order. Three small questions, whatever the depth.
final class ElasticNeighbours implements Neighbours {
    private final ElasticSearchIndex index;

    ElasticNeighbours(ElasticSearchIndex index) {
        this.index = index;
    }

    @Override
    public Optional<Beside> of(SearchQuery query, RecordId record, Viewer viewer) {
        Translated asked = index.settled(query.withFacets(List.of()).page(1, null), viewer);
        String path = "/" + Indices.serving(query.type()) + "/_search";
        ResultReader reader = new ResultReader(asked.type(), List.of(), viewer, asked.matches());

        Map<String, Object> own = body(asked);
        own.put(
                "query",
                Json.of(
                        "bool",
                        Json.of(
                                "must",
                                List.of(Objects.requireNonNull(own.get("query"))),
                                "filter",
                                List.of(
                                        Json.term(RecordFields.SOURCE.name(), record.source()),
                                        Json.term(RecordFields.ID.name(), record.id())))));
        ResultReader.Answer found = reader.read(index.ask(path, Json.bytes(own)));
        if (found.hits().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> on = body(asked);
        on.put("search_after", found.lastSort());
        on.put("track_total_hits", true);
        ResultReader.Answer next = reader.read(index.ask(path, Json.bytes(on)));
        Map<String, Object> back = body(asked);
        back.put("search_after", found.lastSort());
        back.put("sort", reversed((List<?>) Objects.requireNonNull(back.get("sort"))));
        ResultReader.Answer previous = reader.read(index.ask(path, Json.bytes(back)));
        return Optional.of(new Beside(first(previous), first(next), next.total()));
    }

    private static @Nullable Hit first(ResultReader.Answer answer) {
        return answer.hits().isEmpty() ? null : answer.hits().getFirst();
    }

    private static Map<String, Object> body(Translated asked) {
        Map<String, Object> body = new LinkedHashMap<>(asked.body());
        body.remove("highlight");
        body.remove("aggs");
        body.put("track_total_hits", false);
        return body;
    }

    /// The same order read from its end; those without a value then come first.
    static List<Object> reversed(List<?> sort) {
        List<Object> reversed = new ArrayList<>();
        for (Object each : sort) {
            Map<String, Object> turned = new LinkedHashMap<>();
            ((Map<?, ?>) each).forEach((field, how) -> turned.put((String) field, turned(how)));
            reversed.add(turned);
        }
        return reversed;
    }

    private static Object turned(Object how) {
        if (how instanceof Map<?, ?> many) {
            Map<String, Object> turned = new LinkedHashMap<>();
            many.forEach((name, value) -> turned.put((String) name, turned(value)));
            return turned;
        }
        return switch (String.valueOf(how)) {
            case "asc" -> "desc";
            case "desc" -> "asc";
            case "_last" -> "_first";
            case "_first" -> "_last";
            default -> how;
        };
    }
}
