package io.keqing.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Run-time values as JSON: `{"name": "text"}`, a list where there are several. Texts stay as they came.
final class RunTimeValues {
    private static final JsonFactory JSON = new JsonFactory();

    private RunTimeValues() {}

    static Map<String, List<String>> read(String json) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                List<String> list = new ArrayList<>();
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        list.add(parser.getText());
                    }
                } else {
                    list.add(parser.getText());
                }
                values.put(name, List.copyOf(list));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("run-time values must be an object of texts, as this room writes them", e);
        }
        return values;
    }

    /// An empty list becomes null: with it a patch takes the value away.
    static String write(Map<String, List<String>> values) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            for (Map.Entry<String, List<String>> entry : values.entrySet()) {
                generator.writeFieldName(entry.getKey());
                List<String> list = entry.getValue();
                if (list.isEmpty()) {
                    generator.writeNull();
                } else if (list.size() == 1) {
                    generator.writeString(list.getFirst());
                } else {
                    generator.writeStartArray();
                    for (String value : list) {
                        generator.writeString(value);
                    }
                    generator.writeEndArray();
                }
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
