package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.FieldSet;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordFields;
import io.keqing.search.AnswersByPerson;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Period;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies.Measured;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One composite aggregation over person, group, period and value, page by page. A field that may hold
/// several values, or is divided into ranges, is counted within each part instead.
final class ElasticAnswersByPerson implements AnswersByPerson {
    /// The engine's own bound on buckets is 65,536.
    private static final int PAGE = 30_000;

    private static final int PAGE_OF_PARTS = 500;

    /// Parts of the numbers of customers, of which every second, third, … is read where people are
    /// many.
    private static final int PARTS = 256;

    private static final String PERSON = "p";
    private static final String GROUP = "g";
    private static final String AT = "t";
    private static final String VALUE = "v";
    private static final String READ =
            "/_search?allow_partial_search_results=false&filter_path=timed_out,_shards.failed,"
                    + "aggregations.people.after_key,aggregations.people.buckets.key,aggregations.people.buckets.doc_count,"
                    + "aggregations.people.buckets." + GROUP + ",aggregations.people.buckets.none.doc_count";

    private final Asking asking;
    private final QueryTranslator translator;
    private final Catalogue catalogue;
    private final ElasticSearchIndex index;

    ElasticAnswersByPerson(Asking asking, QueryTranslator translator, Catalogue catalogue, ElasticSearchIndex index) {
        this.asking = asking;
        this.translator = translator;
        this.catalogue = catalogue;
        this.index = index;
    }

    @Override
    public Read read(
            SearchQuery query,
            long answers,
            Measured measured,
            @Nullable String by,
            @Nullable Period over,
            Viewer viewer) {
        FieldSet type = catalogue.type(query.type());
        SearchQuery all = query.page(0, null).withFacets(List.of());
        QueryTranslator.Together together = translator.new Together(viewer, List.of());
        Translated translated = translator.translate(all, together, false);
        String people = catalogue
                .keyPath(type, catalogue.subject())
                .orElseThrow(() -> new InvalidQueryException(type + " belong to nobody"));
        Place place = catalogue.place(type, measured.field());
        Facets.allow(place.field(), viewer);
        List<Map<String, Object>> asked = new ArrayList<>();
        asked.add(query(translated));
        asked.add(ElasticTallies.counted(place, measured));
        int oneIn = Math.toIntExact(Math.max(1, (answers + MOST - 1) / MOST));
        if (oneIn > 1) {
            asked.add(someOf(people, oneIn, type, asked));
        }
        List<Object> sources = new ArrayList<>();
        sources.add(source(PERSON, Json.of("field", people, "missing_bucket", true)));
        TallyGroups parts = null;
        if (by != null) {
            Place group = catalogue.place(type, by);
            Facets.allow(group.field(), viewer);
            if (isSingle(type, by, group)) {
                sources.add(source(GROUP, Json.of("field", group.path(), "missing_bucket", true)));
            } else {
                parts = TallyGroups.of(
                        group,
                        () -> index.search(all.withFacets(List.of(by)), viewer),
                        value -> together.filter(group, value));
            }
        }
        if (over != null) {
            sources.add(Json.of(AT, translator.periods(type, all, over).source()));
        }
        sources.add(source(VALUE, Json.of("field", place.path())));
        List<Given> given = pages(type, asked, sources, parts);
        return new Read(given, parts != null, oneIn);
    }

    private static Map<String, Object> source(String name, Map<String, Object> terms) {
        return Json.of(name, Json.of("terms", terms));
    }

    private static Map<String, Object> query(Translated translated) {
        return Json.of(
                "bool",
                Json.of("filter", Objects.requireNonNull(translated.body().get("query"))));
    }

    /// Whether a record has one value of it at most.
    private static boolean isSingle(FieldSet type, String by, Place group) {
        boolean declared = type.named(by).or(() -> RecordFields.named(by)).isPresent();
        return declared
                && switch (group.field().kind()) {
                    case ValueKind.Keyword keyword -> true;
                    case ValueKind.Choice choice -> true;
                    case ValueKind.Flag flag -> true;
                    case ValueKind.Text text -> false;
                    case ValueKind.Keywords keywords -> false;
                    case ValueKind.Day day -> false;
                    case ValueKind.Moment moment -> false;
                    case ValueKind.Money money -> false;
                    case ValueKind.Number number -> false;
                    case ValueKind.Reference reference -> false;
                    case ValueKind.RunTime runTime -> false;
                };
    }

    /// Records of every so manieth part of the customers' numbers, and those of nobody known.
    private Map<String, Object> someOf(String people, int oneIn, FieldSet type, List<Map<String, Object>> asked) {
        Map<String, Object> body = Json.of("size", 0, "track_total_hits", false, "query", Json.filtered(asked));
        body.put("aggs", Json.of("keys", Json.of("stats", Json.of("field", people))));
        JsonNode keys = Json.tree(asking.ask("/" + Indices.serving(type.type()) + "/_search", Json.bytes(body)))
                .path("aggregations")
                .path("keys");
        long first = keys.path("min").asLong();
        long last = keys.path("max").asLong();
        long width = Math.max(1, (last - first) / ((long) PARTS * oneIn));
        List<Map<String, Object>> some = new ArrayList<>();
        some.add(Json.not(Json.exists(people)));
        for (long from = first; from <= last; from += width * oneIn) {
            some.add(Json.of("range", Json.of(people, Json.of("gte", from, "lt", from + width))));
        }
        return Json.any(some);
    }

    private List<Given> pages(
            FieldSet type, List<Map<String, Object>> asked, List<Object> sources, @Nullable TallyGroups parts) {
        int size = parts == null ? PAGE : PAGE_OF_PARTS;
        Map<String, Object> composite = Json.of("size", size, "sources", sources);
        Map<String, Object> aggregation = Json.of("composite", composite);
        if (parts != null) {
            aggregation.put(
                    "aggs",
                    Json.of(
                            GROUP,
                            parts.buckets(Map.of()),
                            "none",
                            Json.of("missing", Json.of("field", parts.path()))));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("size", 0);
        body.put("track_total_hits", false);
        body.put("query", Json.filtered(asked));
        body.put("aggs", Json.of("people", aggregation));
        List<Given> given = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        int count;
        do {
            JsonNode answer = Json.tree(asking.ask("/" + Indices.serving(type.type()) + READ, Json.bytes(body)));
            if (answer.path("timed_out").asBoolean()
                    || answer.path("_shards").path("failed").asInt() > 0) {
                throw new IndexUnavailableException("Elasticsearch answered for a part of its records only", null);
            }
            JsonNode people = answer.path("aggregations").path("people");
            count = 0;
            for (JsonNode bucket : people.path("buckets")) {
                add(bucket, parts, texts, given);
                count++;
            }
            composite.put("after", people.path("after_key"));
        } while (count == size);
        return given;
    }

    /// @param texts each value once, however many have it
    private static void add(
            JsonNode bucket, @Nullable TallyGroups parts, Map<String, String> texts, List<Given> given) {
        JsonNode key = bucket.path("key");
        int person = key.path(PERSON).isNull() ? NAMELESS : key.path(PERSON).asInt();
        LocalDate at = key.hasNonNull(AT) ? LocalDate.parse(key.path(AT).asText()) : null;
        String value = key.path(VALUE).isNumber()
                ? FacetCounts.plain(key.path(VALUE).asDouble())
                : key.path(VALUE).asText();
        String shared = same(value, texts);
        String group = !key.has(GROUP)
                ? null
                : key.path(GROUP).isNull() ? "" : same(key.path(GROUP).asText(), texts);
        given.add(new Given(person, group, at, shared, bucket.path("doc_count").asLong()));
        if (parts != null) {
            parts.read(bucket.path(GROUP)).forEach((part, within) -> {
                long count = within.path("doc_count").asLong();
                if (count > 0) {
                    given.add(new Given(person, same(part, texts), at, shared, count));
                }
            });
            long none = bucket.path("none").path("doc_count").asLong();
            if (none > 0) {
                given.add(new Given(person, "", at, shared, none));
            }
        }
    }

    private static String same(String text, Map<String, String> texts) {
        return Objects.requireNonNullElse(texts.putIfAbsent(text, text), text);
    }
}
