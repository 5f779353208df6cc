package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SharedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One request: what refers with one of the values, gathered by whom it refers to, those with most different
/// values first, then those with most records. Values are counted exactly up to 100 a record; more than that is
/// never asked.
final class ElasticSharedValues implements SharedValues {
    private static final int EXACT = 100;

    private final Asking asking;
    private final Catalogue catalogue;

    ElasticSharedValues(Asking asking, Catalogue catalogue) {
        this.asking = asking;
        this.catalogue = catalogue;
    }

    @Override
    public List<Sharing> most(Question question) {
        if (question.values().isEmpty()) {
            return List.of();
        } else if (question.values().size() > EXACT) {
            throw new InvalidQueryException("at most " + EXACT + " values are compared, were "
                    + question.values().size());
        }
        FieldSet type = catalogue.type(question.type());
        Place compared = open(type, question.field());
        String key = Place.keyPath(catalogue.place(type, question.reference()).field());
        List<Map<String, Object>> filters = new ArrayList<>();
        filters.add(Json.of("terms", Json.of(compared.path(), question.values())));
        filters.add(Json.exists(key));
        if (!question.kinds().isEmpty()) {
            filters.add(Json.of("terms", Json.of("kind", question.kinds())));
        }
        Map<String, Object> body = Json.of(
                "size",
                0,
                "track_total_hits",
                false,
                "query",
                Json.of("bool", Json.of("filter", filters, "must_not", List.of(Json.term(key, question.but())))),
                "aggs",
                Json.of(
                        "who",
                        Json.of(
                                "terms",
                                Json.of(
                                        "field",
                                        key,
                                        "size",
                                        question.size(),
                                        "order",
                                        List.of(
                                                Json.of("different", "desc"),
                                                Json.of("_count", "desc"),
                                                Json.of("_key", "asc"))),
                                "aggs",
                                Json.of(
                                        "different",
                                        Json.of(
                                                "cardinality",
                                                Json.of("field", compared.path(), "precision_threshold", EXACT)),
                                        "what",
                                        Json.of("terms", Json.of("field", compared.path(), "size", EXACT))))));
        byte[] answer = asking.ask("/" + Indices.serving(question.type()) + "/_search", Json.bytes(body));
        return read(Json.tree(answer).at("/aggregations/who/buckets"), question);
    }

    private Place open(FieldSet type, String name) {
        Place place = catalogue.place(type, name);
        Field<?> field = place.field();
        if (field.sensitivity() != Sensitivity.OPEN) {
            throw new InvalidQueryException("records are compared by open fields only, was " + field);
        }
        return place;
    }

    /// A record of a type with several values in the field may bring others along; only those asked for are
    /// shared.
    private static List<Sharing> read(JsonNode buckets, Question question) {
        List<Sharing> found = new ArrayList<>();
        for (JsonNode bucket : buckets) {
            Map<String, Long> shared = new LinkedHashMap<>();
            for (JsonNode value : bucket.at("/what/buckets")) {
                String text = value.path("key").asText();
                if (question.values().contains(text)) {
                    shared.put(text, value.path("doc_count").asLong());
                }
            }
            found.add(new Sharing(bucket.path("key").asInt(), shared));
        }
        return found;
    }
}
