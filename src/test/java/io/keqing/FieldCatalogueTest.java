package io.keqing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is declared once is meant everywhere: catalogue and mapping name the same fields, of matching types.
class FieldCatalogueTest {
    static FieldSet[] types() {
        return new FieldSet[] {CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL};
    }

    @ParameterizedTest
    @MethodSource("types")
    void theMappingHoldsTheCatalogue_andNothingElse(FieldSet type) throws IOException {
        JsonNode mapping = new ObjectMapper()
                .readTree(Path.of("index-mappings", type.type() + ".json").toFile());
        assertEquals("strict", mapping.path("dynamic").asText());
        Map<String, String> mapped = new TreeMap<>();
        mapping.path("properties")
                .fields()
                .forEachRemaining(property -> mapped.put(property.getKey(), shape(property.getValue())));
        assertEquals(expected(type), mapped);
    }

    private static Map<String, String> expected(FieldSet type) {
        Map<String, String> expected = new TreeMap<>(
                Map.of("key", "integer", "check", "long", "source", "keyword", "id", "keyword", "stub", "boolean"));
        expected.put("ends", "keyword");
        expected.put("values", "text whole");
        if (type.equals(CustomerFields.ALL)) {
            expected.put("ids", "keyword value");
        }
        for (Field<?> field : type.fields()) {
            String path = field.name().replace('.', '_');
            expected.put(path, shape(field));
            if (field.has(Use.CONTACT)) {
                expected.put(path + "_forms", "keyword");
            }
            if (field.kind() instanceof ValueKind.Reference(String to)) {
                expected.put(path + "Key", "integer");
                if (to.equals(CustomerFields.TYPE)) {
                    expected.put(path + "Ids", "keyword value");
                }
            } else if (field.kind() instanceof ValueKind.RunTime) {
                expected.put("numbers", "object dynamic");
                expected.put("days", "object dynamic");
                if (field.has(Use.SEARCH)) {
                    expected.put("attributesText", "text codes");
                }
            } else if (shape(field).startsWith("text") && !shape(field).endsWith("words")) {
                expected.put(path + "_pinyin", "text");
                if (field.has(Use.SORT)) {
                    expected.put(path + "_by_pinyin", "keyword");
                    expected.put(path + "_by_letter", "keyword");
                }
            } else if (shape(field).endsWith("words")) {
                expected.put("words", "text");
            }
        }
        return expected;
    }

    /// Text that results are ordered by is a name and has keywords beside it; text about people is a name too. All
    /// other text runs, and has stems and Chinese words. All have their codes. Keywords that words of a question
    /// meet stand in one text once more.
    private static String shape(Field<?> field) {
        boolean secret = field.sensitivity() == Sensitivity.SECRET;
        String keyword = field.has(Use.SEARCH) ? "keyword values" : "keyword";
        return switch (field.kind()) {
            case ValueKind.Text text ->
                field.has(Use.SORT)
                        ? "text order codes"
                        : field.sensitivity() == Sensitivity.OPEN ? "text stems codes words" : "text codes";
            case ValueKind.Keyword one -> secret ? "keyword identifying" : keyword;
            case ValueKind.Keywords several -> secret ? "keyword identifying" : keyword;
            case ValueKind.Choice choice -> "keyword";
            case ValueKind.Flag flag -> "boolean";
            case ValueKind.Day day -> "date";
            case ValueKind.Moment moment -> "date";
            case ValueKind.Money money -> "double";
            case ValueKind.Number number -> "double";
            case ValueKind.Reference reference -> "keyword";
            case ValueKind.RunTime runTime -> "flattened";
        };
    }

    private static String shape(JsonNode property) {
        StringBuilder shape = new StringBuilder(property.path("type").asText());
        property.path("fields")
                .fieldNames()
                .forEachRemaining(name -> shape.append(' ').append(name));
        if (property.has("copy_to")) {
            shape.append(' ').append(property.path("copy_to").asText());
        }
        if (property.has("normalizer")) {
            shape.append(' ').append(property.path("normalizer").asText());
        }
        if (property.path("dynamic").asBoolean()) {
            shape.append(" dynamic");
        }
        return shape.toString();
    }
}
