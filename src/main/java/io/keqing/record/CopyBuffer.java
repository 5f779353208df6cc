package io.keqing.record;

import io.keqing.field.ValueKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Rows in the text format of PostgreSQL's COPY: a tab between values, `\N` for none, backslash escapes.
final class CopyBuffer {
    private byte[] bytes = new byte[1 << 16];
    private int length;

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        length = 0;
    }

    void number(long value) {
        ascii(Long.toString(value));
    }

    void nothing() {
        ascii("\\N");
    }

    void separator() {
        put('\t');
    }

    void endOfRow() {
        put('\n');
    }

    @SuppressWarnings("unchecked")
    void value(ValueKind<?> kind, Object value) {
        switch (kind) {
            case ValueKind.Text t -> text((String) value);
            case ValueKind.Keyword k -> text((String) value);
            case ValueKind.Choice c -> text((String) value);
            case ValueKind.Keywords k -> list((List<String>) value);
            case ValueKind.Flag f -> put((Boolean) value ? 't' : 'f');
            case ValueKind.Day d -> ascii(day((LocalDate) value));
            case ValueKind.Moment m -> ascii(((Instant) value).toString());
            case ValueKind.Money m -> ascii(((BigDecimal) value).toPlainString());
            case ValueKind.Number n -> ascii(((Double) value).toString());
            case ValueKind.Reference r -> throw new IllegalArgumentException("a reference is staged by source and id");
            case ValueKind.RunTime r -> text(RunTimeValues.write((Map<String, List<String>>) value));
        }
    }

    private static String day(LocalDate day) {
        return day.getYear() > 0 ? day.toString() : day.withYear(1 - day.getYear()) + " BC";
    }

    void text(String value) {
        // an escaped character takes two bytes, one beyond ASCII three, a surrogate pair four
        int most = value.length() * 3;
        if (bytes.length - length < most) {
            grow(most);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                switch (c) {
                    case '\\' -> escaped('\\');
                    case '\t' -> escaped('t');
                    case '\n' -> escaped('n');
                    case '\r' -> escaped('r');
                    default -> bytes[length++] = (byte) c;
                }
            } else {
                i = utf8(value, i);
            }
        }
    }

    /// An array literal, its elements quoted, all of it escaped once more for COPY.
    void list(List<String> values) {
        StringBuilder literal = new StringBuilder("{");
        for (String value : values) {
            if (literal.length() > 1) {
                literal.append(',');
            }
            literal.append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        text(literal.append('}').toString());
    }

    private int utf8(String value, int i) {
        int end = i;
        while (end < value.length() && value.charAt(end) >= 0x80) {
            end++;
        }
        byte[] encoded = value.substring(i, end).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return end - 1;
    }

    private void escaped(char c) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
    }

    private void ascii(String value) {
        if (bytes.length - length < value.length()) {
            grow(value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            bytes[length++] = (byte) value.charAt(i);
        }
    }

    private void put(char c) {
        if (bytes.length == length) {
            grow(1);
        }
        bytes[length++] = (byte) c;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
}
