package io.keqing.search.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.record.RecordJson;
import io.keqing.search.Suggestion;
import java.io.IOException;
import java.util.List;

/// Suggestions as they are written.
final class SuggestJson {
    private SuggestJson() {}

    static byte[] of(List<Suggestion> suggestions) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("suggestions");
            for (Suggestion suggestion : suggestions) {
                json.writeStartObject();
                write(json, suggestion);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Suggestion suggestion) throws IOException {
        switch (suggestion) {
            case Suggestion.Named named -> {
                json.writeStringField("kind", "record");
                json.writeStringField("type", named.type());
                RecordJson.identity(json, named.id());
                json.writeStringField("name", named.name());
                json.writeFieldName("details");
                RecordJson.value(json, named.details());
            }
            case Suggestion.FieldValue value -> {
                json.writeStringField("kind", "value");
                json.writeStringField("type", value.type());
                json.writeStringField("field", value.field());
                json.writeStringField("fieldLabel", value.fieldLabel());
                json.writeStringField("value", value.value());
                json.writeStringField("label", value.label());
                json.writeNumberField("count", value.count());
                json.writeStringField("words", value.words());
                json.writeBooleanField("filter", value.filter());
            }
            case Suggestion.FieldName field -> {
                json.writeStringField("kind", "field");
                json.writeStringField("type", field.type());
                json.writeStringField("field", field.field());
                json.writeStringField("label", field.label());
                json.writeStringField("words", field.words());
            }
            case Suggestion.Saved saved -> {
                json.writeStringField("kind", "saved");
                json.writeNumberField("id", saved.id());
                json.writeStringField("name", saved.name());
                json.writeStringField("query", saved.address());
            }
            case Suggestion.Recent recent -> {
                json.writeStringField("kind", "recent");
                json.writeStringField("type", recent.type());
                json.writeStringField("words", recent.words());
                json.writeStringField("query", recent.address());
            }
        }
    }
}
