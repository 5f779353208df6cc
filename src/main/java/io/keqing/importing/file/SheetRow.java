package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the cells of one row after the other in their places, and gives the value of a cell that spans
/// several rows to each of them that has a value of its own. Across columns a value stands in the first
/// only, as it does where a spreadsheet program parts merged cells: a title over five columns is no
/// header of five names.
final class SheetRow {
    static final int MOST_COLUMNS = 16_384;
    /// What merged cells may add to a sheet: a value of a megabyte over a million rows is an attack.
    private static final long MOST_CARRIED = 1L << 30;

    private final int longest;
    private final CountedNotes notes;
    private final List<String> cells = new ArrayList<>();
    private final List<String> above = new ArrayList<>();
    private int[] left = new int[16];
    private int spanned;
    private int characters;
    private int cleaned;
    private long carried;
    private long line;

    SheetRow(int longest, CountedNotes notes) {
        this.longest = longest;
        this.notes = notes;
    }

    /// Forgets the sheet before.
    void clear() {
        begin(0);
        above.clear();
        left = new int[16];
        spanned = 0;
        carried = 0;
    }

    void begin(long row) {
        line = row;
        cells.clear();
        characters = 0;
        cleaned = 0;
    }

    /// The first column from `column` on that no cell above reaches into.
    int free(int column) {
        int free = column;
        while (free < spanned && left[free] > 0) {
            free++;
        }
        return free;
    }

    void put(int column, String raw) {
        put(column, raw, 1, 1);
    }

    /// @param columns that the cell spans; rows too, itself included
    void put(int column, String raw, int columns, int rows) {
        int bad = Cleaner.count(raw);
        String value = bad == 0 ? raw : Cleaner.clean(raw);
        if (!value.isEmpty()) {
            if (column >= MOST_COLUMNS) {
                throw new InvalidFile(
                        "row " + line + " must have at most " + MOST_COLUMNS + " columns, has more", line, "");
            }
            cleaned += bad;
            characters = (int) Math.min(Integer.MAX_VALUE, (long) characters + value.length() + 1);
            if (characters <= longest) {
                while (cells.size() <= column) {
                    cells.add("");
                }
                cells.set(column, value);
            }
        }
        for (int i = column; rows > 1 && i < Math.min(MOST_COLUMNS, (long) column + Math.max(1, columns)); i++) {
            span(i, i == column ? value : "", rows - 1);
        }
    }

    private void span(int column, String value, int rows) {
        if (column >= left.length) {
            left = java.util.Arrays.copyOf(left, Math.min(MOST_COLUMNS, Math.max(column + 1, left.length * 2)));
        }
        while (above.size() <= column) {
            above.add("");
        }
        // one more, for the row itself counts it down
        left[column] = rows == Integer.MAX_VALUE ? rows : rows + 1;
        above.set(column, value);
        spanned = Math.max(spanned, column + 1);
    }

    /// Ends the row.
    ///
    /// @return null where it has no value of its own
    @Nullable
    Row end() {
        boolean own = !cells.isEmpty() || characters > 0;
        int last = 0;
        for (int column = 0; column < spanned; column++) {
            if (left[column] > 0) {
                String value = above.get(column);
                boolean filled = column < cells.size() && !cells.get(column).isEmpty();
                if (own && !filled && !value.isEmpty()) {
                    carry(column, value);
                }
                left[column]--;
                last = left[column] > 0 ? column + 1 : last;
            }
        }
        spanned = last;
        if (!own) {
            return null;
        }
        return characters > longest
                ? new Row(line, List.of(), RecordSplitter.TOO_LONG.formatted(longest), cleaned)
                : new Row(line, List.copyOf(cells), null, cleaned);
    }

    private void carry(int column, String value) {
        carried += value.length();
        if (carried > MOST_CARRIED) {
            throw new InvalidFile(
                    "merged cells must repeat at most " + MOST_CARRIED + " characters, they repeat more", line, "");
        }
        characters = (int) Math.min(Integer.MAX_VALUE, (long) characters + value.length() + 1);
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, value);
        notes.add(CountedNotes.MERGED, line, value);
    }
}
