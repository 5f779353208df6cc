package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.ValueKind;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.search.Filter;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.TextIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Vectors in the index `texts`; words where the records are.
final class ElasticTextIndex implements TextIndex {
    static final String NAME = "texts";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// So many of each part of the index are put in order by eight bits, from which the nearest are taken.
    private static final int CANDIDATES = 2;

    private static final int LEAST_CANDIDATES = 100;
    private static final int MOST_CANDIDATES = 10_000;
    /// Of so many times the neighbours wanted the true distance is taken.
    private static final double OVERSAMPLE = 2;

    private final Engine engine;
    private final Asking asking;
    private final Indices indices;
    private final Catalogue catalogue;
    private final Dates dates;
    private final ContactForms contactForms;

    ElasticTextIndex(Engine engine, Catalogue catalogue, Dates dates, ContactForms contactForms) {
        this.contactForms = contactForms;
        this.engine = engine;
        this.asking = new Asking(engine);
        this.indices = new Indices(engine);
        this.catalogue = catalogue;
        this.dates = dates;
    }

    @Override
    public boolean prepare() {
        return indices.createCurrent(NAME);
    }

    @Override
    public void put(long version, List<Entry> found, Collection<Address> gone) {
        if (found.isEmpty() && gone.isEmpty()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream(4_096 * (found.size() + 1));
        for (Entry entry : found) {
            Document document = entry.document();
            lines.writeBytes(action("index", document.fields().type(), document.key(), version));
            try (JsonGenerator json = FACTORY.createGenerator(lines)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                write(entry, json);
            } catch (IOException e) {
                throw new UncheckedIOException(document + " must be writable as JSON", e);
            }
            lines.write('\n');
        }
        for (Address address : gone) {
            lines.writeBytes(action("delete", address.type(), address.key(), version));
        }
        Engine.Answer answer = engine.call(
                "POST", "/" + Indices.serving(NAME) + "/_bulk?require_alias=true", lines.toByteArray(), PATIENCE);
        for (JsonNode item : Json.tree(Indices.expectOk(answer).body()).path("items")) {
            JsonNode result = item.iterator().next();
            String type = result.path("error").path("type").asText("");
            int status = result.path("status").asInt();
            boolean done = status < 300 || status == 409 || status == 404 && type.isEmpty();
            if (!done) {
                throw new IndexUnavailableException("Elasticsearch took no vector: " + status + " " + type, null);
            }
        }
    }

    private static byte[] action(String action, String type, int key, long version) {
        return ("{\"" + action + "\":{\"_id\":\"" + type + "/" + key + "\",\"version\":" + version
                        + ",\"version_type\":\"external_gte\"}}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Entry entry, JsonGenerator json) throws IOException {
        Document document = entry.document();
        json.writeStartObject();
        json.writeStringField("type", document.fields().type());
        json.writeNumberField("key", document.key());
        json.writeStringField("text", entry.hash());
        json.writeStringField("source", document.id().source());
        json.writeStringField("id", document.id().id());
        for (Field<?> field : document.fields().fields()) {
            Object value = FILTERS.contains(field.name()) ? document.value(field) : null;
            if (value != null) {
                json.writeStringField(Place.path(field), value.toString());
            }
            if (value != null && field.kind() instanceof ValueKind.Reference) {
                Integer key = document.referenceKey(field);
                if (key != null) {
                    json.writeNumberField(Place.keyPath(field), key);
                }
            }
        }
        String language = Script.languageOf(List.of(entry.text()));
        if (language != null) {
            json.writeStringField("language", language);
        }
        json.writeArrayFieldStart(entry.space());
        for (float part : entry.vector()) {
            json.writeNumber(part);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void refresh() {
        Indices.expectOk(engine.call("POST", "/" + Indices.serving(NAME) + "/_refresh"));
    }

    @Override
    public long count() {
        return Json.tree(Indices.expectOk(engine.call("GET", "/" + Indices.serving(NAME) + "/_count"))
                        .body())
                .path("count")
                .asLong();
    }

    @Override
    public List<Scored> nearest(String space, float[] vector, Question question) {
        List<Map<String, Object>> types = new ArrayList<>();
        question.filters().keySet().forEach(type -> {
            List<Map<String, Object>> each = filters(catalogue.type(type), question);
            each.add(Json.term("type", type));
            types.add(Json.filtered(each));
        });
        List<Map<String, Object>> not = new ArrayList<>();
        if (question.but() != null) {
            Address but = question.but();
            not.add(Json.of("ids", Json.of("values", List.of(but.type() + "/" + but.key()))));
        }
        if (!question.butHashes().isEmpty()) {
            not.add(Json.of("terms", Json.of("text", question.butHashes())));
        }
        int size = question.size();
        Map<String, Object> knn = Json.of(
                "field",
                space,
                "query_vector",
                vector,
                "k",
                size,
                "num_candidates",
                Math.clamp((long) size * CANDIDATES, LEAST_CANDIDATES, MOST_CANDIDATES),
                "rescore_vector",
                Json.of("oversample", OVERSAMPLE),
                "filter",
                Json.of("bool", Json.of("filter", List.of(Json.any(types)), "must_not", not)));
        Map<String, Object> body = Json.of(
                "size",
                size,
                "track_total_hits",
                false,
                "_source",
                false,
                "docvalue_fields",
                List.of("type", "key"),
                "knn",
                knn);
        List<Scored> found = new ArrayList<>();
        for (JsonNode hit :
                Json.tree(asking.ask(search(NAME), Json.bytes(body))).at("/hits/hits")) {
            Address address = new Address(
                    hit.at("/fields/type/0").asText(), hit.at("/fields/key/0").asInt());
            found.add(new Scored(address, 2 * hit.path("_score").asDouble() - 1, false));
        }
        return found;
    }

    private List<Map<String, Object>> filters(FieldSet type, Question question) {
        FilterTranslator translator =
                new FilterTranslator(question.viewer(), dates, Clock.systemUTC().instant(), contactForms);
        List<Map<String, Object>> filters = new ArrayList<>();
        for (Filter filter : question.filters().getOrDefault(type.type(), List.of())) {
            filters.add(translator.query(catalogue.place(type, filter.field()), filter.anyOf()));
        }
        return filters;
    }

    @Override
    public List<Scored> worded(String text, Question question) {
        if (text.isBlank()) {
            return List.of();
        }
        Several several = new Several();
        List<String> types = List.copyOf(question.filters().keySet());
        types.forEach(type -> several.add(Indices.serving(type), alike(type, text, question)));
        List<byte[]> answers = several.ask(asking);
        List<Scored> found = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String type = types.get(i);
            for (JsonNode hit : Json.tree(answers.get(i)).at("/hits/hits")) {
                Address address = new Address(type, hit.at("/fields/key/0").asInt());
                boolean whole = !hit.path("matched_queries").isEmpty();
                found.add(new Scored(address, hit.path("_score").asDouble(), whole));
            }
        }
        found.sort(Comparator.comparingDouble(Scored::score).reversed());
        return List.copyOf(found.subList(0, Math.min(found.size(), question.size())));
    }

    private Map<String, Object> alike(String type, String text, Question question) {
        FieldSet fields = catalogue.type(type);
        Map<String, Object> bool = Json.of(
                "must",
                List.of(new TextTranslator(fields, question.viewer()).alike(text)),
                "filter",
                filters(fields, question));
        exclude(question, type, bool);
        return Json.of(
                "size",
                question.size(),
                "track_total_hits",
                false,
                "_source",
                false,
                "docvalue_fields",
                List.of("key"),
                "query",
                Json.of("bool", bool));
    }

    @Override
    public List<Holders> holders(List<String> codes, Question question) {
        Several several = new Several();
        List<String> types = List.copyOf(question.filters().keySet());
        for (String code : codes) {
            types.forEach(type -> several.add(Indices.serving(type), holding(type, code, question)));
        }
        if (codes.isEmpty() || types.isEmpty()) {
            return List.of();
        }
        List<byte[]> answers = several.ask(asking);
        List<Holders> holders = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            List<Address> records = new ArrayList<>();
            long total = 0;
            for (int j = 0; j < types.size(); j++) {
                JsonNode hits = Json.tree(answers.get(i * types.size() + j)).path("hits");
                total += hits.at("/total/value").asLong();
                for (JsonNode hit : hits.path("hits")) {
                    records.add(
                            new Address(types.get(j), hit.at("/fields/key/0").asInt()));
                }
            }
            holders.add(new Holders(codes.get(i), records, total));
        }
        return holders;
    }

    private Map<String, Object> holding(String type, String code, Question question) {
        FieldSet fields = catalogue.type(type);
        List<Map<String, Object>> filters = filters(fields, question);
        filters.add(new TextTranslator(fields, question.viewer()).holding(code));
        Map<String, Object> bool = Json.of("filter", filters);
        exclude(question, type, bool);
        return Json.of(
                "size",
                question.size(),
                "track_total_hits",
                question.size() + 1,
                "_source",
                false,
                "docvalue_fields",
                List.of("key"),
                "query",
                Json.of("bool", bool));
    }

    private static void exclude(Question question, String type, Map<String, Object> bool) {
        Address but = question.but();
        if (but != null && but.type().equals(type)) {
            bool.put("must_not", List.of(Json.term("key", but.key())));
        }
    }

    @Override
    public List<Hit> hits(Collection<Address> records, String text, Viewer viewer) {
        Map<String, List<Integer>> byType = new LinkedHashMap<>();
        records.forEach(address -> byType.computeIfAbsent(address.type(), type -> new ArrayList<>())
                .add(address.key()));
        if (byType.isEmpty()) {
            return List.of();
        }
        Several several = new Several();
        List<ResultReader> readers = new ArrayList<>();
        byType.forEach((type, keys) -> {
            FieldSet fields = catalogue.type(type);
            TextTranslator translator = new TextTranslator(fields, viewer);
            readers.add(new ResultReader(fields, List.of(), viewer, translator.matches(viewer)));
            several.add(
                    Indices.serving(type),
                    Json.of(
                            "size",
                            keys.size(),
                            "track_total_hits",
                            false,
                            "query",
                            Json.filtered(List.of(Json.of("terms", Json.of("key", keys)))),
                            "highlight",
                            translator.highlight(text)));
        });
        List<byte[]> answers = several.ask(asking);
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            hits.addAll(readers.get(i).read(answers.get(i)).hits());
        }
        return hits;
    }

    private static String search(String type) {
        return "/" + Indices.serving(type) + "/_search?allow_partial_search_results=false";
    }
}
