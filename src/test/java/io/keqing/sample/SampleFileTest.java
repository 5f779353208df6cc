package io.keqing.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
        List<String> stored = catalogue(file).stored().stream().map(Field::name).toList();
        fields.forEach((field, column) -> {
            assertEquals(field, column);
            assertTrue(field.equals("id") || stored.contains(field), field);
        });
        List<String> columns = file.columns();
        assertEquals(List.copyOf(fields.keySet()), columns.subList(0, fields.size()));
        if (file == SampleFile.FEEDBACK) {
            assertEquals(List.copyOf(answers.keySet()), columns.subList(fields.size(), columns.size()));
        }
        assertEquals(columns.size(), Set.copyOf(columns).size());
    }

    private static FieldSet catalogue(SampleFile file) {
        return switch (file) {
            case CUSTOMERS -> CustomerFields.ALL;
            case INTERACTIONS -> InteractionFields.ALL;
            case FEEDBACK -> FeedbackFields.ALL;
        };
    }

    @Test
    void everyChoice_isOneTheCatalogueKnows() {
        SampleRows rows = SampleRows.of(9, 1500);
        Map<SampleFile, List<NamedCsvRecord>> files = Map.of(
                SampleFile.CUSTOMERS, rows.customers(),
                SampleFile.INTERACTIONS, rows.interactions(),
                SampleFile.FEEDBACK, rows.feedback());
        files.forEach((file, records) -> {
            for (Field<?> field : catalogue(file).stored()) {
                if (field.kind() instanceof ValueKind.Choice choice
                        && file.columns().contains(field.name())) {
                    List<String> known =
                            choice.options().stream().map(Option::value).toList();
                    for (NamedCsvRecord row : records) {
                        String value = row.getField(field.name());
                        assertTrue(value.isEmpty() || known.contains(value), () -> field.name() + " " + value);
                    }
                }
            }
        });
    }
}
