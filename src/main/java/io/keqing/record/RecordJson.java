package io.keqing.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Personal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// Values and records as REST writes them, by a streaming generator: an answer of a thousand hits is written in a
/// millisecond, where reflection over beans would take ten.
public final class RecordJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private RecordJson() {}

    /// Writes something.
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /// The bytes of what `content` writes, in UTF-8.
    public static byte[] bytes(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8_192);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON must be writable to memory", e);
        }
        return out.toByteArray();
    }

    /// `"source": …, "id": …` of the object being written.
    public static void identity(JsonGenerator json, RecordId id) throws IOException {
        json.writeStringField("source", id.source());
        json.writeStringField("id", id.id());
    }

    /// The fields of the object being written, as [RecordMasking#seen] gives them.
    public static void fields(JsonGenerator json, Map<Field<?>, Object> seen) throws IOException {
        for (Map.Entry<Field<?>, Object> entry : seen.entrySet()) {
            json.writeFieldName(entry.getKey().name());
            value(json, entry.getValue());
        }
    }

    /// One value of any kind that a field holds.
    ///
    /// @throws IllegalArgumentException for a type no field holds, and for one that was not masked
    public static void value(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case BigDecimal amount -> json.writeNumber(amount);
            case Double number -> number(json, number);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Number number -> number(json, number.doubleValue());
            case LocalDate day -> json.writeString(day.toString());
            case Instant at -> json.writeString(at.toString());
            case RecordId id -> {
                json.writeStartObject();
                identity(json, id);
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object each : list) {
                    value(json, each);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    // a run-time field with one value is written as that value
                    value(
                            json,
                            entry.getValue() instanceof List<?> list && list.size() == 1
                                    ? list.getFirst()
                                    : entry.getValue());
                }
                json.writeEndObject();
            }
            case Personal<?> personal ->
                throw new IllegalArgumentException("a personal value must be masked before it is written");
            default -> throw new IllegalArgumentException("no field holds a " + value.getClass());
        }
    }

    /// Whole numbers without `.0`.
    private static void number(JsonGenerator json, double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }
}
