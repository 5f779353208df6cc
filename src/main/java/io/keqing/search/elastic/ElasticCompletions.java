package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.Completions;
import io.keqing.search.SearchResult.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Completes from what the index has anyway: names by their prefix, values by their facets.
final class ElasticCompletions implements Completions {
    /// The rest of a facet is found by searching inside it.
    static final int VALUES = 1_000;

    /// Bounds the buckets of one answer, of which the engine allows 65,536.
    private static final int FIELDS_AT_ONCE = 50;

    /// A suggestion that comes later than this comes too late.
    private static final Duration PATIENCE_WHILE_TYPING = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// The beginning of an id that is completed: fewer characters begin too many.
    private static final int SHORTEST_ID = 4;

    private final Engine engine;
    private final Catalogue catalogue;

    ElasticCompletions(Engine engine, Catalogue catalogue) {
        this.engine = engine;
        this.catalogue = catalogue;
    }

    @Override
    public List<Hit> named(String type, Field<?> name, String typed, int size, Viewer viewer) {
        if (!Masking.searches(name, viewer)) {
            return List.of();
        }
        FieldSet fields = catalogue.type(type);
        Place place = Place.of(name);
        Map<String, Object> body = Json.of(
                "size",
                size,
                "track_total_hits",
                false,
                "query",
                named(fields, place, typed),
                "sort",
                List.of("_score", Json.of(place.order(NameOrder.BY_LETTER), "asc"), Json.of("key", "asc")),
                "_source",
                source(fields, place));
        byte[] answer = ask("/" + Indices.serving(type) + "/_search", body, PATIENCE_WHILE_TYPING);
        return new ResultReader(fields, List.of(), viewer, new Matches(fields, viewer, List.of()))
                .read(answer)
                .hits();
    }

    /// Whoever is called so by an id comes first, then whose whole name begins with it, then who has a word of it
    /// that does, then names by their Pinyin and ids that begin so. Everything that finds somebody while it is
    /// typed is here.
    private static Map<String, Object> named(FieldSet type, Place place, String typed) {
        List<Map<String, Object>> ways = new ArrayList<>();
        ways.add(scored(KnownIds.whole(type, typed), 3));
        ways.add(scored(Json.of("prefix", Json.of(place.whole(), typed)), 2));
        ways.add(scored(Json.of("match_phrase_prefix", Json.of(place.path(), typed)), 1));
        TypedPinyin.names(Place.pinyinPath(place.field()), typed).forEach(way -> ways.add(scored(way, 0.5)));
        for (Place former : otherNames(type, place)) {
            ways.add(scored(Json.of("match_phrase_prefix", Json.of(former.path(), typed)), 0.5));
        }
        if (typed.length() >= SHORTEST_ID) {
            ways.add(scored(KnownIds.beginning(type, typed), 0.5));
        }
        return Json.of("dis_max", Json.of("queries", ways));
    }

    /// What somebody was called before, which nobody searches who may not search the name.
    private static List<Place> otherNames(FieldSet type, Place name) {
        return type.fields().stream()
                .filter(field -> field.kind() instanceof ValueKind.Text
                        && field.sensitivity() == name.field().sensitivity()
                        && !field.equals(name.field())
                        && !Place.isRunning(field))
                .map(Place::of)
                .toList();
    }

    private static Map<String, Object> scored(Map<String, Object> query, double score) {
        return Json.of("constant_score", Json.of("filter", query, "boost", score));
    }

    private static List<String> source(FieldSet fields, Place name) {
        return Stream.concat(
                        Stream.of("key", "source", "id", "stub", name.path()),
                        fields.fields().stream()
                                .filter(field -> field.has(Use.COLUMN))
                                .map(Place::path))
                .distinct()
                .toList();
    }

    @Override
    public List<String> spelled(String value) {
        return TypedPinyin.spelled(value);
    }

    @Override
    public Map<Field<?>, Map<String, Long>> values(String type) {
        List<Place> places = catalogue.facets(catalogue.type(type)).stream()
                .filter(place -> isOfWords(place.field().kind()))
                .toList();
        Map<Field<?>, Map<String, Long>> values = new LinkedHashMap<>();
        for (int from = 0; from < places.size(); from += FIELDS_AT_ONCE) {
            values.putAll(values(type, places.subList(from, Math.min(places.size(), from + FIELDS_AT_ONCE))));
        }
        return values;
    }

    private Map<Field<?>, Map<String, Long>> values(String type, List<Place> places) {
        Map<String, Object> facets = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            facets.put("" + i, Json.of("terms", Json.of("field", places.get(i).path(), "size", VALUES)));
        }
        Map<String, Object> body = Json.of("size", 0, "track_total_hits", false, "aggs", facets);
        JsonNode answer = Json.tree(ask("/" + Indices.serving(type) + "/_search", body, PATIENCE))
                .path("aggregations");
        Map<Field<?>, Map<String, Long>> values = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (JsonNode bucket : answer.path("" + i).path("buckets")) {
                String key = bucket.has("key_as_string") ? "key_as_string" : "key";
                counts.put(bucket.path(key).asText(), bucket.path("doc_count").asLong());
            }
            values.put(places.get(i).field(), counts);
        }
        return values;
    }

    private static boolean isOfWords(ValueKind<?> kind) {
        return switch (kind) {
            case ValueKind.Keyword k -> true;
            case ValueKind.Keywords k -> true;
            case ValueKind.Choice k -> true;
            case ValueKind.Flag k -> true;
            case ValueKind.Text k -> false;
            case ValueKind.Day k -> false;
            case ValueKind.Moment k -> false;
            case ValueKind.Money k -> false;
            case ValueKind.Number k -> false;
            case ValueKind.Reference k -> false;
            case ValueKind.RunTime k -> false;
        };
    }

    private byte[] ask(String path, Map<String, Object> body, Duration patience) {
        return Indices.expectOk(engine.call("POST", path, Json.bytes(body), patience))
                .body();
    }
}
