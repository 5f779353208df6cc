package io.keqing.importing.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of a text whose values are set apart by a delimiter.
final class TextRecords implements Records {
    private static final int EXCERPT = 1_000;

    private final CountedInput input;
    private final RecordSplitter records;
    private final CellCutter cutter;
    private final List<FileNote> about;
    private final String charset;
    private long replaced;
    private long firstReplaced;
    private String replacedIn = "";

    /// @param skip lines that are passed over, whatever they hold
    TextRecords(Path file, Charset charset, int bomLength, Dialect dialect, int skip, int longest, List<FileNote> about)
            throws IOException {
        this.about = about;
        this.charset = charset.name();
        input = new CountedInput(Files.newInputStream(file));
        cutter = new CellCutter(dialect);
        try {
            input.skipNBytes(bomLength);
            records = new RecordSplitter(new InputStreamReader(input, charset), dialect, longest);
            records.skipLines(skip);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /// Opens a text and finds out what of its format was not said.
    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings, List<String> sheets)
            throws IOException {
        TextStart start = TextStart.of(file, fileName, wanted.encoding());
        int skip = wanted.headerLine() == null ? 0 : wanted.headerLine() - 1;
        String text = start.text().lines().skip(skip).findFirst().isPresent() ? rest(start.text(), skip) : "";
        Dialect dialect = DialectGuess.of(sample(file, start, text, skip, settings.longestRecord()), wanted);
        if (dialect.delimiter().equals(dialect.quote()) && !dialect.quote().isEmpty()) {
            throw new InvalidFile("delimiter and quote must differ, both are " + dialect.quote());
        }
        FileFormat found = new FileFormat(
                wanted.sheet(),
                wanted.table(),
                wanted.headerLine(),
                wanted.headerLines(),
                start.charset().name(),
                dialect.delimiter(),
                dialect.quote(),
                dialect.escape());
        FileNote note = start.note();
        Records records = new TextRecords(
                file,
                start.charset(),
                start.bomLength(),
                dialect,
                skip,
                settings.longestRecord(),
                note == null ? List.of() : List.of(note));
        return TableReader.open(records, "csv", fileName, found, sheets);
    }

    private static String sample(Path file, TextStart start, String text, int skip, int longest) throws IOException {
        try (Reader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), start.charset()))) {
            // the byte order mark is no part of the first cell
            in.mark(1);
            if (in.read() != '\uFEFF') {
                in.reset();
            }
            for (int lines = 0, c = 0; lines < skip && c >= 0; ) {
                c = in.read();
                lines += c == '\n' ? 1 : 0;
            }
            return LongCells.shortened(text, in, longest);
        }
    }

    private static String rest(String text, int skip) {
        int at = 0;
        for (int i = 0; i < skip && at < text.length(); i++) {
            while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                at++;
            }
            at += text.startsWith("\r\n", at) ? 2 : 1;
        }
        return text.substring(Math.min(at, text.length()));
    }

    @Override
    public @Nullable Row next() throws IOException {
        String text = records.next();
        if (text == null) {
            return null;
        }
        int cleaned = Cleaner.count(text);
        if (cleaned > 0) {
            count(text);
        }
        String fault = records.fault();
        if (fault != null) {
            String excerpt = text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
            return new Row(records.line(), List.of(Cleaner.clean(excerpt)), fault, cleaned);
        }
        List<String> cells = cutter.cut(text);
        if (cleaned > 0) {
            List<String> clean = new ArrayList<>();
            cleaned = 0;
            for (String cell : cells) {
                cleaned += Cleaner.count(cell);
                clean.add(Cleaner.clean(cell));
            }
            cells = clean;
        }
        return new Row(records.line(), cells, null, cleaned);
    }

    private void count(String text) {
        int first = text.indexOf(Cleaner.REPLACEMENT);
        if (first >= 0) {
            firstReplaced = replaced == 0 ? records.line() : firstReplaced;
            replacedIn = replaced == 0
                    ? text.substring(Math.max(0, first - 20), Math.min(text.length(), first + 20))
                    : replacedIn;
            replaced += text.chars().filter(c -> c == Cleaner.REPLACEMENT).count();
        }
    }

    @Override
    public List<FileNote> notes() {
        if (replaced == 0) {
            return about;
        }
        List<FileNote> notes = new ArrayList<>(about);
        notes.add(new FileNote(
                "bytes that are no characters of the encoding " + charset + " are read as �; is the file made of parts"
                        + " of different encodings?",
                replaced,
                firstReplaced,
                Cleaner.clean(replacedIn)));
        return notes;
    }

    @Override
    public long bytesRead() {
        return input.bytes();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
