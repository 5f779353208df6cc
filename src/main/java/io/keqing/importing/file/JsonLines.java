package io.keqing.importing.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One object a line (NDJSON). A broken line costs that line.
final class JsonLines implements RowReader {
    private static final int EXCERPT = 1_000;

    private final Reader in;
    private final JsonFactory json;
    private final RecordSplitter lines;
    private final List<String> header;
    private final FileFormat format;
    private final List<String> sheets;
    private final int longest;
    private long characters;

    JsonLines(
            Reader in,
            JsonFactory json,
            List<String> header,
            FileFormat format,
            List<String> sheets,
            ImportSettings settings) {
        this.in = in;
        this.json = json;
        this.lines = new RecordSplitter(in, new Dialect("", "", ""), settings.longestRecord());
        this.header = header;
        this.format = format;
        this.sheets = sheets;
        this.longest = settings.longestRecord();
    }

    /// Collects the names in all lines.
    void names(Set<String> names) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank() && lines.fault() == null) {
                try {
                    names.addAll(read(line).values().keySet());
                } catch (JsonProcessingException e) {
                    // told where the rows are read
                    continue;
                }
                if (names.size() > JsonRow.MOST_COLUMNS) {
                    throw new InvalidFile(
                            "line " + lines.line() + " must not bring the columns to more than " + JsonRow.MOST_COLUMNS,
                            lines.line(),
                            "");
                }
            }
        }
    }

    private JsonRow read(String line) throws IOException {
        try (JsonParser parser = json.createParser(new StringReader(line))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new com.fasterxml.jackson.core.JsonParseException(parser, "a line must be an object");
            }
            JsonRow row = JsonRow.read(parser, longest);
            if (parser.nextToken() != null) {
                throw new com.fasterxml.jackson.core.JsonParseException(parser, "a line must be one object, has more");
            }
            return row;
        }
    }

    @Override
    public @Nullable Row next() throws IOException {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        characters += line.length() + 1;
        String fault = lines.fault();
        try {
            if (fault == null) {
                return read(line).row(lines.line(), header, longest);
            }
        } catch (JsonProcessingException e) {
            fault = "a line must be JSON: " + e.getOriginalMessage();
        }
        String excerpt = line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
        return new Row(lines.line(), List.of(Cleaner.clean(excerpt)), fault, 0);
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public long bytesRead() {
        return characters;
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public String kind() {
        return "ndjson";
    }

    @Override
    public List<String> sheets() {
        return sheets;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
