package io.keqing.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.Label;
import io.keqing.search.SearchResult.Hit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a report in the one form that depends on no language, zone or kind of file: newline-
/// delimited JSON with the columns in their order and empty values left out. Its SHA-256 is the
/// report's; an ndjson file is these lines, so that anybody can check one against the other.
final class RowLines {
    private static final JsonFactory JSON = new JsonFactory();

    private @Nullable OutputStream out;
    private final MessageDigest digest = sha256Digest();
    private final MessageDigest ofLine = sha256Digest();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);

    /// @param out where the lines go, null where they are but hashed
    RowLines(@Nullable OutputStream out) {
        this.out = out;
    }

    /// The same lines, going on elsewhere.
    RowLines onto(@Nullable OutputStream other) {
        out = other;
        return this;
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// @return a mark of the row: the first 64 bits of the SHA-256 of its line, never [RunFile#ABSENT]
    long add(List<Column> columns, Hit hit) throws IOException {
        begin();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            for (Column column : columns) {
                Object value = column.plain(hit);
                if (value != null) {
                    json.writeFieldName(column.name());
                    write(json, value);
                }
            }
            json.writeEndObject();
        }
        return end();
    }

    /// A line of figures.
    long add(List<?> cells) throws IOException {
        begin();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(json, cells);
        }
        return end();
    }

    private void begin() {
        line.reset();
    }

    private long end() throws IOException {
        line.write('\n');
        byte[] bytes = line.toByteArray();
        digest.update(bytes);
        if (out != null) {
            out.write(bytes);
        }
        long mark = ByteBuffer.wrap(ofLine.digest(bytes)).getLong();
        return mark == RunFile.ABSENT ? 1 : mark;
    }

    /// In hexadecimal; nothing is added afterwards.
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case BigDecimal amount ->
                json.writeNumber(amount.stripTrailingZeros().toPlainString());
            case Double number -> write(json, number);
            case Number number -> json.writeNumber(number.toString());
            case Label label -> json.writeString(label.en());
            case Boolean flag -> json.writeBoolean(flag);
            case List<?> several -> {
                json.writeStartArray();
                for (Object each : several) {
                    write(json, each);
                }
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }

    /// A whole number without a point, whatever it was counted in.
    private static void write(JsonGenerator json, Double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber(number.longValue());
        } else {
            json.writeNumber(number);
        }
    }
}
