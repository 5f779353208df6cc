package io.keqing.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads text whose values are set apart by a delimiter (RFC 4180; line ends may be mixed).
final class CsvRowReader implements RowReader {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int EXCERPT = 1_000;

    private final CountedInput input;
    private final RecordSplitter records;
    private final CsvReader.CsvReaderBuilder parser;
    private final FileFormat format;
    private final List<String> header;
    private int width = Integer.MAX_VALUE;
    private @Nullable Row held;

    /// @param fileName as people know it, for messages
    /// @param longestRecord characters; a longer row is a fault
    /// @throws InvalidFile where the file is no CSV or has no header
    CsvRowReader(Path file, String fileName, FileFormat wanted, int longestRecord) throws IOException {
        TextStart start = TextStart.of(file, fileName, wanted.encoding());
        char quote = orElse(wanted.quote(), '"');
        int headerLine = wanted.headerLine() == null ? 1 : wanted.headerLine();
        char delimiter = orElse(wanted.delimiter(), start.delimiter(quote, headerLine));
        char escape = orElse(wanted.escape(), quote);
        if (delimiter == quote) {
            throw new InvalidFile("delimiter and quote must differ, both are " + quote);
        }
        int headerLines = wanted.headerLines() == null ? 1 : wanted.headerLines();
        format = new FileFormat(
                null,
                null,
                headerLine,
                headerLines,
                start.charset().name(),
                String.valueOf(delimiter),
                String.valueOf(quote),
                String.valueOf(escape));
        parser = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .allowExtraCharsAfterClosingQuote(true);
        input = new CountedInput(Files.newInputStream(file));
        try {
            input.skipNBytes(start.bomLength());
            records = new RecordSplitter(
                    new InputStreamReader(input, start.charset()), delimiter, quote, escape, longestRecord);
            records.skipLines(headerLine - 1);
            header = readHeader(fileName, headerLines);
            width = header.size();
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private static char orElse(@Nullable String said, char otherwise) {
        return said == null || said.isEmpty() ? otherwise : said.charAt(0);
    }

    private List<String> readHeader(String fileName, int headerLines) throws IOException {
        if (headerLines == 0) {
            held = next();
            List<String> numbers = new ArrayList<>();
            for (int i = 1; held != null && i <= held.cells().size(); i++) {
                numbers.add(Integer.toString(i));
            }
            return List.copyOf(numbers);
        }
        Row first = next();
        if (first == null || first.fault() != null) {
            throw new InvalidFile(fileName + " has no header"
                    + (first == null ? "" : ": line " + first.line() + ", " + first.fault()));
        }
        for (int i = 1; i < headerLines; i++) {
            next();
        }
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String cell : first.cells()) {
            String name = cell.isBlank() ? "column " + (names.size() + 1) : cell.strip();
            String unique = name;
            for (int n = 2; !taken.add(unique); n++) {
                unique = name + " (" + n + ")";
            }
            names.add(unique);
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public String kind() {
        return "csv";
    }

    @Override
    public long bytesRead() {
        return input.bytes();
    }

    @Override
    public @Nullable Row next() throws IOException {
        Row first = held;
        if (first != null) {
            held = null;
            return first;
        }
        String text = records.next();
        while (text != null && text.isEmpty()) {
            text = records.next();
        }
        return text == null ? null : row(text);
    }

    private Row row(String text) {
        int cleaned = count(text, '\0') + count(text, REPLACEMENT);
        String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        String fault = records.fault();
        if (fault != null) {
            return new Row(records.line(), List.of(excerpt(clean)), fault, cleaned);
        }
        if (clean.isEmpty()) {
            return new Row(records.line(), List.of(""), null, cleaned);
        }
        try {
            List<String> cells = parser.ofSingleCsvRecord(clean).getFields();
            return new Row(records.line(), cells, tooWide(cells), cleaned);
        } catch (CsvParseException e) {
            return new Row(records.line(), List.of(excerpt(clean)), "a row must be CSV: " + e.getMessage(), cleaned);
        }
    }

    /// A value beyond the last column means that the values before it stand in the wrong columns.
    private @Nullable String tooWide(List<String> cells) {
        for (int i = width; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                return "a row must have " + width + " columns, this one has " + cells.size();
            }
        }
        return null;
    }

    private static int count(String text, char c) {
        int count = 0;
        for (int i = text.indexOf(c); i >= 0; i = text.indexOf(c, i + 1)) {
            count++;
        }
        return count;
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
