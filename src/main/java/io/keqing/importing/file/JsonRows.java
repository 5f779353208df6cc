package io.keqing.importing.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The objects of one array of a JSON file. A row's line is the number of its object, from 1.
final class JsonRows implements RowReader {
    private final Reader in;
    private final JsonParser parser;
    private final String fileName;
    private final String path;
    private final List<String> header;
    private final FileFormat format;
    private final List<String> sheets;
    private final List<FileTable> tables;
    private final int longest;
    private boolean within;
    private long count;

    JsonRows(
            Reader in,
            JsonParser parser,
            String fileName,
            String path,
            List<String> header,
            FileFormat format,
            List<String> sheets,
            List<FileTable> tables,
            int longest) {
        this.in = in;
        this.parser = parser;
        this.fileName = fileName;
        this.path = path;
        this.header = header;
        this.format = format;
        this.sheets = sheets;
        this.tables = tables;
        this.longest = longest;
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            return path.isEmpty() ? whole() : element();
        } catch (JsonProcessingException e) {
            throw JsonFile.broken(fileName, e);
        }
    }

    private @Nullable Row element() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (within && token == JsonToken.START_OBJECT) {
                return JsonRow.read(parser, longest).row(++count, header, longest);
            }
            if (within && token == JsonToken.END_ARRAY) {
                within = false;
            } else if (within || token == JsonToken.START_ARRAY && !path.equals(JsonFile.pathOf(parser))) {
                parser.skipChildren();
            } else if (token == JsonToken.START_ARRAY) {
                within = true;
            }
        }
        return null;
    }

    /// What stands outside all arrays of objects is one row.
    private @Nullable Row whole() throws IOException {
        if (count > 0) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                String name = JsonFile.pathOf(parser).substring(1).replace('/', '.');
                if (header.contains(name)) {
                    values.put(name, JsonRow.array(parser, longest));
                } else {
                    parser.skipChildren();
                }
            } else if (token.isScalarValue() && !parser.getParsingContext().inRoot()) {
                String name = parser.getParsingContext().pathAsPointer().toString();
                values.put(name.substring(1).replace('/', '.'), token == JsonToken.VALUE_NULL ? "" : parser.getText());
            }
        }
        return new JsonRow(values, 0).row(++count, header, longest);
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public long bytesRead() {
        return Math.max(0, parser.currentLocation().getCharOffset());
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public String kind() {
        return "json";
    }

    @Override
    public List<String> sheets() {
        return sheets;
    }

    @Override
    public List<FileTable> tables() {
        return tables;
    }

    @Override
    public void close() throws IOException {
        parser.close();
        in.close();
    }
}
