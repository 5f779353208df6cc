package io.keqing.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of an import that its table keeps as JSON.
final class ImportJobJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ImportJobJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts and notes are plain records", e);
        }
    }

    static Map<String, Counts> types(@Nullable String json) {
        return json == null ? Map.of() : read(json, new TypeReference<>() {});
    }

    static List<ImportJob.Note> notes(@Nullable String json) {
        return json == null ? List.of() : read(json, new TypeReference<>() {});
    }

    static List<Warnings.Tally> tallies(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an import's counts and notes must be as this room wrote them", e);
        }
    }
}
