package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.record.Document;
import io.keqing.record.RecordFields;
import io.keqing.search.Filter.Condition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The ids that lead to a record, as they stand in the index: a customer's own, its aliases and those merged into
/// it in `ids`; in the records that belong to it the same in `customerIds`. Each stands there alone and with its
/// source (`7` and `7@crm`, so that what somebody begins to type is the beginning of both): `7` finds whoever is
/// called so in any source, `crm/7` the one. What is merged anew is indexed anew: a search needs no look-up
/// before it.
final class KnownIds {
    private static final String OWN = "ids";
    /// As the id of the record itself weighs.
    private static final int WEIGHT = 10;
    /// A number of fewer digits is an amount or a count more often than somebody's id.
    private static final int SHORTEST_NUMBER = 4;

    private KnownIds() {}

    static void write(Document document, JsonGenerator json) throws IOException {
        if (document.knownAs().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(path(document.fields()));
        for (RecordId id : document.knownAs()) {
            json.writeString(id.id());
            json.writeString(id.id() + "@" + id.source());
        }
        json.writeEndArray();
    }

    /// Where the ids stand in documents of a type.
    static String path(FieldSet type) {
        return type.fields().stream()
                .filter(KnownIds::isReference)
                .findFirst()
                .map(Place::idsPath)
                .orElse(OWN);
    }

    /// The field that the ids belong to, for telling why a record was found.
    static String field(FieldSet type) {
        return type.fields().stream()
                .filter(KnownIds::isReference)
                .findFirst()
                .map(Field::name)
                .orElse(RecordFields.ID.name());
    }

    private static boolean isReference(Field<?> field) {
        return field.kind() instanceof ValueKind.Reference && !field.derived();
    }

    /// Records found by an id among the words of a question.
    static List<Map<String, Object>> ways(FieldSet type, String word) {
        boolean another = !path(type).equals(OWN);
        boolean small = word.length() < SHORTEST_NUMBER && word.chars().allMatch(Character::isDigit);
        return another && small
                ? List.of()
                : List.of(Json.of("constant_score", Json.of("filter", is(path(type), word), "boost", WEIGHT)));
    }

    /// @param id alone, or behind its source and a slash
    private static Map<String, Object> is(String path, String id) {
        int slash = id.indexOf('/');
        return slash < 0
                ? Json.term(path, id)
                : Json.of("terms", Json.of(path, List.of(id, id.substring(slash + 1) + "@" + id.substring(0, slash))));
    }

    /// Whom the whole of it names.
    static Map<String, Object> whole(FieldSet type, String id) {
        return is(path(type), id);
    }

    static Map<String, Object> beginning(FieldSet type, String start) {
        return Json.of("prefix", Json.of(path(type), start));
    }

    /// What a condition on an id, or on the record that a reference points to, finds besides: records by whatever
    /// else leads to them.
    static List<Map<String, Object>> ways(Place place, List<Condition> anyOf) {
        boolean own = place.field().name().equals(RecordFields.ID.name());
        List<Map<String, Object>> ways = new ArrayList<>();
        if (own || place.field().kind() instanceof ValueKind.Reference) {
            for (Condition condition : anyOf) {
                if (condition instanceof Condition.Is(String value) && !value.isEmpty()) {
                    ways.add(is(own ? OWN : Place.idsPath(place.field()), value));
                }
            }
        }
        return ways;
    }
}
