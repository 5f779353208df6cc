package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Elasticsearch's query language as plain maps and lists, and their bytes.
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /// An object of `name, value, name, value …`, in that order.
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> object = LinkedHashMap.newLinkedHashMap(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static Map<String, Object> term(String path, Object value) {
        return of("term", of(path, value));
    }

    static Map<String, Object> exists(String path) {
        return of("exists", of("field", path));
    }

    static Map<String, Object> not(Map<String, Object> query) {
        return of("bool", of("must_not", List.of(query)));
    }

    static Map<String, Object> any(List<Map<String, Object>> queries) {
        return queries.size() == 1 ? queries.getFirst() : of("bool", of("should", queries, "minimum_should_match", 1));
    }

    /// All of them, without scores.
    static Map<String, Object> filtered(List<Map<String, Object>> queries) {
        return of("bool", of("filter", queries));
    }

    static byte[] bytes(Map<String, Object> object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request must be writable as JSON", e);
        }
    }

    static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read must be writable as JSON", e);
        }
    }

    static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Elasticsearch must answer in JSON", e);
        }
    }

    /// The kind of an error and nothing of its text, which may hold searched words or values.
    static String errorType(byte[] answer) {
        boolean json = answer.length > 0 && answer[0] == '{';
        return json ? tree(answer).path("error").path("type").asText("unknown") : "without a reason";
    }
}
