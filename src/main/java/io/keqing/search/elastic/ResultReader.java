package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.Match;
import io.keqing.search.SearchResult.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the engine's answer as it streams by, each value masked for the viewer at once.
final class ResultReader {
    private static final JsonFactory FACTORY = Json.MAPPER.getFactory();

    private final FieldSet type;
    private final Viewer viewer;
    private final Matches matches;
    private final String idsPath;
    private final Map<String, Field<?>> byPath = new HashMap<>();
    private final Map<String, Field<?>> bornByPath = new HashMap<>();
    private final Set<String> bornBelow = new HashSet<>();

    /// @param born fields born at run time that are read too; the others stay in the index
    /// @param matches tells why each was found
    ResultReader(FieldSet type, List<Place> born, Viewer viewer, Matches matches) {
        this.type = type;
        this.viewer = viewer;
        this.matches = matches;
        this.idsPath = KnownIds.path(type);
        type.fields().forEach(field -> byPath.put(Place.path(field), field));
        for (Place place : born) {
            bornByPath.put(place.path(), place.field());
            bornBelow.add(place.path().substring(0, place.path().indexOf('.')));
        }
    }

    /// @param lastSort sort values of the last hit
    record Answer(
            long total,
            boolean complete,
            long tookMillis,
            List<Hit> hits,
            List<@Nullable Object> lastSort,
            JsonNode aggregations,
            @Nullable String pit) {

        /// With what another question counted, of which `answer` is the whole answer.
        Answer with(String name, JsonNode answer) {
            ObjectNode all = Json.MAPPER.createObjectNode();
            if (aggregations instanceof ObjectNode own) {
                all.setAll(own);
            }
            ObjectNode counted = all.putObject(name);
            counted.set("doc_count", answer.at("/hits/total/value"));
            counted.setAll((ObjectNode) answer.path("aggregations"));
            return new Answer(
                    total,
                    complete && !answer.path("timed_out").asBoolean(),
                    Math.max(tookMillis, answer.path("took").asLong()),
                    hits,
                    lastSort,
                    all,
                    pit);
        }
    }

    Answer read(byte[] answer) {
        try (JsonParser json = FACTORY.createParser(answer)) {
            return read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Elasticsearch must answer in JSON", e);
        }
    }

    private Answer read(JsonParser json) throws IOException {
        long took = 0;
        boolean timedOut = false;
        Hits hits = new Hits();
        JsonNode aggregations = MissingNode.getInstance();
        String pit = null;
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "took" -> took = json.getLongValue();
                case "timed_out" -> timedOut = json.getBooleanValue();
                case "pit_id" -> pit = json.getText();
                case "hits" -> readHits(json, hits);
                case "aggregations" -> aggregations = json.readValueAsTree();
                default -> json.skipChildren();
            }
        }
        return new Answer(
                hits.total, !timedOut && hits.exact, took, List.copyOf(hits.hits), hits.lastSort, aggregations, pit);
    }

    private static final class Hits {
        long total;
        boolean exact = true;
        final List<Hit> hits = new ArrayList<>();
        List<@Nullable Object> lastSort = List.of();
    }

    private void readHits(JsonParser json, Hits into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("total")) {
                JsonNode total = json.readValueAsTree();
                into.total = total.path("value").asLong();
                into.exact = total.path("relation").asText("eq").equals("eq");
            } else if (name.equals("hits")) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readHit(json, into);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void readHit(JsonParser json, Hits into) throws IOException {
        Source source = new Source();
        double score = 0;
        Map<String, List<List<Piece>>> highlights = new LinkedHashMap<>();
        List<String> named = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "_score" -> score = json.currentToken() == JsonToken.VALUE_NULL ? 0 : json.getDoubleValue();
                case "_source" -> readSource(json, source);
                case "sort" -> into.lastSort = readSort(json);
                case "highlight" -> readHighlights(json, highlights);
                case "matched_queries" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        named.add(json.getText());
                    }
                }
                default -> json.skipChildren();
            }
        }
        List<Match> found = matches.of(source.id, source.fields, highlights, named, source.ids);
        Set<String> why = new LinkedHashSet<>();
        found.forEach(match -> why.add(match.field()));
        why.addAll(highlights.keySet());
        into.hits.add(new Hit(
                type.type(),
                source.key,
                new RecordId(source.source, source.id),
                score,
                source.fields,
                highlights,
                List.copyOf(why),
                found));
    }

    private static final class Source {
        int key;
        String source = "";
        String id = "";
        final Map<String, Object> fields = new LinkedHashMap<>();
        List<String> ids = List.of();
    }

    private void readSource(JsonParser json, Source into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "key" -> into.key = json.getIntValue();
                case "source" -> into.source = json.getText();
                case "id" -> into.id = json.getText();
                case "stub" -> {
                    if (json.getBooleanValue()) {
                        into.fields.put(name, true);
                    }
                }
                default -> {
                    Field<?> field = byPath.get(name);
                    if (name.equals(idsPath)) {
                        into.ids = texts(json);
                    } else if (bornBelow.contains(name) && json.currentToken() == JsonToken.START_OBJECT) {
                        readBorn(name, json, into);
                    } else if (field == null) {
                        json.skipChildren();
                    } else {
                        see(field, value(field, json), into);
                    }
                }
            }
        }
    }

    private void see(Field<?> field, @Nullable Object value, Source into) {
        Object seen = Masking.seen(field, value, viewer);
        if (seen != null) {
            into.fields.put(field.name(), seen);
        }
    }

    private void readBorn(String below, JsonParser json, Source into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Field<?> field = bornByPath.get(below + "." + json.currentName());
            json.nextToken();
            if (field == null) {
                json.skipChildren();
            } else {
                see(field, several(field, json), into);
            }
        }
    }

    /// The index keeps a list even of one. One number or day is that number or day; words stay a list.
    private static @Nullable Object several(Field<?> field, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY || field.kind() instanceof ValueKind.Keywords) {
            return value(field, json);
        }
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(field, json);
            if (value != null) {
                values.add(value);
            }
        }
        return values.size() == 1 ? values.getFirst() : values.isEmpty() ? null : List.copyOf(values);
    }

    /// The value of the current token, which is left behind whatever it is.
    private static @Nullable Object value(Field<?> field, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (field.kind()) {
            case ValueKind.Text text -> json.getText();
            case ValueKind.Keyword keyword -> json.getText();
            case ValueKind.Choice choice -> json.getText();
            case ValueKind.Keywords keywords -> texts(json);
            case ValueKind.Flag flag -> json.getBooleanValue();
            case ValueKind.Day day -> LocalDate.parse(json.getText());
            case ValueKind.Moment moment -> Instant.parse(json.getText());
            case ValueKind.Money money -> json.getDoubleValue();
            case ValueKind.Number number ->
                number.whole() ? (Object) (long) json.getDoubleValue() : json.getDoubleValue();
            case ValueKind.Reference reference -> {
                String whole = json.getText();
                int slash = whole.indexOf('/');
                yield new RecordId(whole.substring(0, slash), whole.substring(slash + 1));
            }
            case ValueKind.RunTime runTime -> {
                // kept under the index's own names; the record's page reads them from the database
                json.skipChildren();
                yield null;
            }
        };
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getText());
        }
        return texts;
    }

    private static List<@Nullable Object> readSort(JsonParser json) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(
                    switch (json.currentToken()) {
                        case VALUE_NUMBER_INT -> json.getLongValue();
                        case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
                        case VALUE_NULL -> null;
                        default -> json.getText();
                    });
        }
        return values;
    }

    private void readHighlights(JsonParser json, Map<String, List<List<Piece>>> into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Field<?> field = byPath.get(json.currentName());
            json.nextToken();
            List<List<Piece>> fragments = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                fragments.add(HitMark.pieces(json.getText()));
            }
            if (field != null) {
                into.put(field.name(), fragments);
            }
        }
    }
}
