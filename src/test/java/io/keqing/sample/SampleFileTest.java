package io.keqing.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleFileTest {
    private static final Set<String> KEYS =
            Set.of("type", "source", "encoding", "delimiter", "zone", "fields", "answers", "rest");

    @ParameterizedTest
    @EnumSource(SampleFile.class)
    @SuppressWarnings("unchecked")
    void theMapping_namesEveryColumn_andNoOther(SampleFile file) throws IOException {
        Map<String, Object> mapping =
                JsonMapper.createDefault().readValue(file.mapping(), Argument.mapOf(String.class, Object.class));
        assertTrue(KEYS.containsAll(mapping.keySet()), () -> "unknown keys in " + mapping.keySet());
        assertEquals(file.type(), mapping.get("type"));
        assertEquals(SampleWorld.SOURCE, mapping.get("source"));
        Map<String, Object> fields = (Map<String, Object>) mapping.get("fields");
        Map<String, Object> answers =
                (Map<String, Object>) mapping.getOrDefault("answers", new LinkedHashMap<String, Object>());
        fields.forEach((field, column) -> assertEquals(field, column));
        List<String> columns = file.columns();
        assertEquals(List.copyOf(fields.keySet()), columns.subList(0, fields.size()));
        if (file == SampleFile.FEEDBACK) {
            assertEquals(List.copyOf(answers.keySet()), columns.subList(fields.size(), columns.size()));
        }
        assertEquals(columns.size(), Set.copyOf(columns).size());
    }
}
