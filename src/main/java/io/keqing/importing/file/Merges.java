package io.keqing.importing.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/// The cells of a sheet that are merged over several rows. A file gives their value to the first row only; people see
/// it
/// beside all of them, so each row of the table that they cover gets it. What begins in a header or a title stays
/// there,
/// and of cells merged over columns only the first has the value.
final class Merges {
    private static final int MOST = 1 << 20;
    private static final int MOST_LINES = 1 << 20;

    private final List<Merge> merges = new ArrayList<>();
    private final Deque<Begun> begun = new ArrayDeque<>();
    private final TreeMap<Integer, Begun> open = new TreeMap<>();
    private boolean sorted;
    private int next;

    private record Merge(int first, int last, int column) {}

    private record Begun(Merge merge, String value) {}

    /// @param first line of the merged cells, counted from 1
    /// @param column counted from 0
    void add(long first, long last, int column) {
        if (last > first && first > 0 && first <= MOST_LINES && merges.size() < MOST) {
            merges.add(new Merge((int) first, (int) Math.min(last, MOST_LINES), column));
        }
    }

    /// Cells as sheets name them: `A2:B4`.
    void add(String range) {
        int colon = range.indexOf(':');
        if (colon > 0) {
            int column = column(range);
            add(line(range.substring(0, colon)), line(range.substring(colon + 1)), column);
        }
    }

    private static long line(String cell) {
        String digits = cell.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 9 ? 0 : Long.parseLong(digits);
    }

    private static int column(String cell) {
        int column = 0;
        for (int i = 0; i < Math.min(cell.length(), 3) && Character.isLetter(cell.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(cell.charAt(i)) - 'A' + 1;
        }
        return Math.max(0, column - 1);
    }

    /// Remembers the values of those that begin in a row; called with every row in its order.
    void see(Row row) {
        if (!sorted) {
            merges.sort(Comparator.comparingInt(Merge::first));
            sorted = true;
        }
        while (next < merges.size() && merges.get(next).first() <= row.line()) {
            Merge merge = merges.get(next++);
            if (merge.first() == row.line() && !row.cell(merge.column()).isBlank()) {
                begun.add(new Begun(merge, row.cell(merge.column())));
            }
        }
    }

    Row filled(Row row, SheetNotes notes) {
        while (!begun.isEmpty() && begun.getFirst().merge().first() <= row.line()) {
            Begun each = begun.removeFirst();
            if (each.merge().first() == row.line()) {
                open.put(each.merge().column(), each);
            }
        }
        if (open.isEmpty()) {
            return row;
        }
        List<String> cells = new ArrayList<>(row.cells());
        Iterator<Begun> all = open.values().iterator();
        while (all.hasNext()) {
            Begun each = all.next();
            int column = each.merge().column();
            if (each.merge().last() < row.line()) {
                all.remove();
            } else if (each.merge().first() < row.line() && row.cell(column).isBlank()) {
                while (cells.size() <= column) {
                    cells.add("");
                }
                cells.set(column, each.value());
                notes.add(SheetNotes.Kind.MERGED, row.line(), each.value());
            }
        }
        return new Row(row.line(), cells, null, row.cleaned());
    }
}
