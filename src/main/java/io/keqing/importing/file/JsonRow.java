package io.keqing.importing.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One object as the values of a row: `{"a": {"b": 1}}` is column `a.b`, an array of plain values is one cell with
/// semicolons between, as multiple choices stand in other files, and an array of objects stays JSON.
///
/// @param length characters of all values; more than was allowed where they were cut off
record JsonRow(Map<String, String> values, long length) {
    static final int MOST_COLUMNS = 16_384;
    private static final String BETWEEN = "; ";
    private static final String HIT = "_source.";

    /// Reads the object at which the parser stands.
    static JsonRow read(JsonParser parser, int longest) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        long length = object(parser, "", values, longest, 0);
        return new JsonRow(values, length);
    }

    private static long object(JsonParser parser, String prefix, Map<String, String> values, int longest, long before)
            throws IOException {
        long length = before;
        for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String name = prefix + Cleaner.clean(parser.currentName());
            token = parser.nextToken();
            if (length > longest || values.size() > MOST_COLUMNS) {
                parser.skipChildren();
                length = Math.max(length, longest + 1L);
            } else if (token == JsonToken.START_OBJECT) {
                length = object(parser, name + ".", values, longest, length);
            } else {
                String text = token == JsonToken.START_ARRAY
                        ? array(parser, longest)
                        : token == JsonToken.VALUE_NULL ? "" : parser.getText();
                length += text.length() + name.length();
                values.put(name.startsWith(HIT) ? name.substring(HIT.length()) : name, text);
            }
        }
        return length;
    }

    static String array(JsonParser parser, int longest) throws IOException {
        StringWriter json = new StringWriter();
        List<String> plain = new ArrayList<>();
        boolean onlyPlain = true;
        long length = 0;
        try (JsonGenerator out = parser.getCodec() == null
                ? JsonFile.factory(longest).createGenerator(json)
                : parser.getCodec().getFactory().createGenerator(json)) {
            out.writeStartArray();
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    break;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                onlyPlain &= !token.isStructStart();
                if (token.isScalarValue()) {
                    length += parser.getTextLength() + 2;
                }
                if (length <= longest) {
                    out.copyCurrentEvent(parser);
                    if (onlyPlain && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                        plain.add(parser.getText());
                    }
                }
            }
        }
        if (length > longest) {
            return "x".repeat(longest) + "…";
        }
        return onlyPlain ? String.join(BETWEEN, plain) : json.toString();
    }

    /// As a row of a table with these columns.
    Row row(long line, List<String> columns, int longest) {
        if (length > longest) {
            return new Row(line, List.of(), RecordSplitter.TOO_LONG.formatted(longest), 0);
        }
        List<String> cells = new ArrayList<>(columns.size());
        int cleaned = 0;
        for (String column : columns) {
            String text = values.getOrDefault(column, "");
            int bad = Cleaner.count(text);
            cleaned += bad;
            cells.add(bad == 0 ? text : Cleaner.clean(text));
        }
        return new Row(line, cells, null, cleaned);
    }
}
