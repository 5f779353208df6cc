package io.keqing.importing.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes rows of the cells of a sheet, whatever kind of workbook it is in: one reading of numbers, errors and merged
/// cells for all of them. Only cells with a value count: neither the size that a sheet claims nor thousands of empty
/// cells with a border cost anything.
final class SheetRows {
    static final int MOST_COLUMNS = 16_384;
    private static final long SMALL = 16L << 20;
    /// Empty cells before the values of rows: a sheet of 500 columns and 100,000 rows with a value in the last has
    /// 50 million. Each costs time, and none costs its file a byte.
    private static final long FEW_GAPS = 64L << 20;
    private static final int GAPS_A_BYTE = 16;
    /// As spreadsheets show errors; what was copied from there without its formulas is a text.
    private static final Set<String> ERRORS = Set.of(
            "#N/A",
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NAME?",
            "#NULL!",
            "#NUM!",
            "#SPILL!",
            "#CALC!",
            "#FIELD!",
            "#BUSY!",
            "#CONNECT!",
            "#BLOCKED!",
            "#UNKNOWN!",
            "#GETTING_DATA");

    private final String fileName;
    private final BookFormats formats;
    private final Merges merges;
    private final SheetNotes notes = new SheetNotes();
    private final int longestRow;
    private final long mostCharacters;
    private final long mostGaps;
    private List<String> cells = new ArrayList<>();
    private long line;
    private int characters;
    private int cleaned;
    private long all;
    private long gaps;
    private long formulas;
    private long zeroFormulas;
    private long firstFormula;

    /// @param file as it came: what its cells come to is measured by its size
    SheetRows(Path file, String fileName, BookFormats formats, Merges merges, ImportSettings settings)
            throws IOException {
        this.fileName = fileName;
        this.formats = formats;
        this.merges = merges;
        this.longestRow = settings.longestRecord();
        this.mostCharacters = Math.max(SMALL, Files.size(file) * settings.mostRatio());
        this.mostGaps = Math.max(FEW_GAPS, Files.size(file) * GAPS_A_BYTE);
    }

    void begin(long at) {
        line = at;
        cells = new ArrayList<>();
        characters = 0;
        cleaned = 0;
    }

    void text(int column, String raw) {
        if (raw.isEmpty()) {
            return;
        }
        count(raw.length());
        if (raw.charAt(0) == '#' && ERRORS.contains(raw)) {
            error(raw);
            return;
        }
        int bad = Cleaner.count(raw);
        cleaned += bad;
        put(column, bad == 0 ? raw : Cleaner.clean(raw));
    }

    void number(int column, String raw, int style) {
        NumberFormat format = formats.of(style);
        if (format.isPlain()) {
            plain(column, SheetCell.number(raw), raw);
            return;
        }
        try {
            double value = Double.parseDouble(raw);
            plain(column, format.text(raw, value, formats.from1904(), notes, line), raw);
        } catch (NumberFormatException e) {
            // a text where a number should stand is read as it stands
            text(column, raw);
        }
    }

    void number(int column, double value, int style) {
        number(column, Double.toString(value), style);
    }

    private void plain(int column, String text, String raw) {
        boolean number = !text.isEmpty() && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-');
        if (number && SheetCell.isLong(text) && SheetCell.isLong(SheetCell.number(raw))) {
            notes.add(SheetNotes.Kind.LONG_NUMBER, line, text);
        }
        text(column, text);
    }

    void truth(int column, boolean is) {
        put(column, is ? "TRUE" : "FALSE");
    }

    void error(String shown) {
        notes.add(SheetNotes.Kind.ERROR, line, shown);
    }

    /// @param value of the formula, null where the file has none
    void formula(@Nullable String value) {
        if (value == null) {
            notes.add(SheetNotes.Kind.NO_VALUE, line, "");
            return;
        }
        firstFormula = formulas == 0 ? line : firstFormula;
        formulas++;
        zeroFormulas += value.equals("0") ? 1 : 0;
    }

    void missingText() {
        notes.add(SheetNotes.Kind.NO_TEXT, line, "");
    }

    /// Said at the end of a sheet whose workbook asks to be computed when it is opened.
    void neverComputed() {
        if (formulas > 0 && zeroFormulas == formulas) {
            FileNote counted = new FileNote("", formulas, firstFormula, "0");
            notes.add(SheetNotes.Kind.NEVER_COMPUTED, counted);
        }
    }

    private void put(int column, String value) {
        if (column >= MOST_COLUMNS) {
            throw new InvalidFile(
                    "row " + line + " must have at most " + MOST_COLUMNS + " columns, has more", line, "");
        }
        if (value.isEmpty()) {
            return;
        }
        characters += value.length();
        if (cells.size() < column) {
            int gap = column - cells.size();
            count(gap);
            gaps += gap;
            if (gaps > mostGaps) {
                throw new InvalidFile(
                        "%s has more than %,d empty cells before its values: they stand far out to the right, at line %,d"
                                        .formatted(fileName, mostGaps, line)
                                + " in column " + (column + 1) + "; it is not read on",
                        line,
                        "");
            }
            cells.addAll(Collections.nCopies(gap, ""));
        }
        if (column < cells.size()) {
            cells.set(column, value);
        } else if (characters <= longestRow) {
            cells.add(value);
        }
    }

    /// The row that was begun, null where no cell of it has a value.
    @Nullable
    Row end() {
        if (cells.isEmpty() && characters <= longestRow) {
            return null;
        }
        Row row = characters > longestRow
                ? new Row(line, List.of(), RecordSplitter.TOO_LONG.formatted(longestRow), cleaned)
                : new Row(line, cells, null, cleaned);
        cells = new ArrayList<>();
        characters = 0;
        merges.see(row);
        return row;
    }

    private void count(long more) {
        all += more;
        if (all > mostCharacters) {
            throw new InvalidFile(
                    fileName + " comes to more than " + mostCharacters
                            + " characters and cells, far more than its size:"
                            + " its cells point to the same long texts again and again, or stand far out; at line "
                            + line + " it is not read on (keqing.import.most-ratio)",
                    line,
                    "");
        }
    }

    Row filled(Row row) {
        Row filled = merges.filled(row, notes);
        if (!filled.equals(row)) {
            filled.cells().forEach(cell -> count(cell.length() + 1L));
        }
        return filled;
    }

    List<FileNote> notes() {
        return notes.all();
    }
}
