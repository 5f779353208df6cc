package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands above the header of a table: titles, narrower or wider than the table, and lines of a name and its value
/// as wide as the table itself.
final class Preamble {
    private static final int MOST = 50;
    private static final int FEWEST_RECORDS = 2;

    private final List<Row> rows;
    private final List<@Nullable CellKind> kinds = new ArrayList<>();

    private Preamble(List<Row> rows) {
        this.rows = rows;
        int half = (rows.size() + 1) / 2;
        int width = rows.stream().mapToInt(HeaderRows::used).max().orElse(0);
        for (int i = 0; i < width; i++) {
            kinds.add(HeaderRows.usual(rows, half, i));
        }
    }

    /// @param rows the first ones, none of them blank
    static int of(List<Row> rows) {
        int usual = usualWidth(rows);
        int narrow = 0;
        while (narrow < Math.min(rows.size() - 1, MOST) && extent(rows.get(narrow)) <= usual / 2) {
            narrow++;
        }
        narrow = extent(rows.get(narrow)) > usual / 2 ? narrow : 0;
        if (rows.size() - narrow <= FEWEST_RECORDS) {
            return narrow;
        }
        Preamble preamble = new Preamble(rows);
        int wide = preamble.wide(narrow, usual);
        return preamble.alike(wide, usual);
    }

    private static int usualWidth(List<Row> rows) {
        Map<Integer, Integer> widths = new HashMap<>();
        rows.forEach(row -> widths.merge(HeaderRows.used(row), 1, Integer::sum));
        int usual = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> entry : widths.entrySet()) {
            if (entry.getValue() > most || entry.getValue() == most && entry.getKey() > usual) {
                usual = entry.getKey();
                most = entry.getValue();
            }
        }
        return usual;
    }

    /// A title that is merged over all columns stands in each of them, and is one all the same.
    private static int extent(Row row) {
        Set<String> texts = new HashSet<>();
        int used = HeaderRows.used(row);
        for (int i = 0; i < used; i++) {
            texts.add(row.cell(i).strip());
        }
        return used > 2 && texts.size() == 1 ? 1 : used;
    }

    /// Lines of another width than the table's, where a row of names of the right width follows them and shows itself
    /// as the header by what stands below.
    private int wide(int from, int usual) {
        if (HeaderRows.used(rows.get(from)) <= usual) {
            return from;
        }
        int at = from;
        while (at < Math.min(rows.size() - FEWEST_RECORDS, from + MOST)
                && HeaderRows.used(rows.get(at)) != usual
                && !isRecord(rows.get(at))) {
            at++;
        }
        return HeaderRows.used(rows.get(at)) == usual && isNames(rows.get(at)) && shows(rows.get(at)) ? at : from;
    }

    /// Lines as wide as the table: above its first record, up to the last one that can be no header, since it has a
    /// number or a date where the table has another kind, or is a name with a colon and its value.
    private int alike(int from, int usual) {
        int record = from + 1;
        while (record < Math.min(rows.size() - 1, from + MOST) && !isRecord(rows.get(record))) {
            record++;
        }
        if (record - from < 2 || record == from + MOST || !areRecords(record)) {
            return from;
        }
        int last = from;
        for (int i = from; i < record - 1; i++) {
            if (!mayBeHeader(rows.get(i))) {
                last = i + 1;
            }
        }
        if (last == from && record - from > HeaderRows.MOST_HEADER && usual <= 3 && !isRecord(rows.get(from))) {
            last = record - 1;
        }
        while (last > from && last < record - 1 && !isNames(rows.get(last))) {
            last++;
        }
        return last > from && isNames(rows.get(last)) ? last : from;
    }

    private boolean areRecords(int from) {
        int records = 0;
        for (Row row : rows.subList(from, rows.size())) {
            records += isRecord(row) ? 1 : 0;
        }
        return records >= FEWEST_RECORDS && records * 10 >= (rows.size() - from) * 9;
    }

    /// Whether more of what tells is of its column's kind than is not.
    private boolean isRecord(Row row) {
        int as = 0;
        int other = 0;
        for (int i = 0; i < kinds.size(); i++) {
            CellKind kind = kinds.get(i);
            CellKind own = CellKind.of(row.cell(i));
            if (kind != null && (kind.tells() || kind == CellKind.CODE) && own != CellKind.EMPTY) {
                as += own == kind && !HeaderRows.isYear(row.cell(i)) ? 1 : 0;
                other += own == kind ? 0 : 1;
            }
        }
        return as > other;
    }

    private boolean mayBeHeader(Row row) {
        for (int i = 0; i < HeaderRows.used(row); i++) {
            String cell = row.cell(i).strip();
            CellKind own = CellKind.of(cell);
            CellKind kind = i < kinds.size() ? kinds.get(i) : null;
            if (own.tells() && own != kind && !HeaderRows.isYear(cell)) {
                return false;
            }
        }
        String first = row.cell(0).strip();
        return !first.endsWith(":") && !first.endsWith("：");
    }

    private static boolean isNames(Row row) {
        Set<String> names = new HashSet<>();
        int used = HeaderRows.used(row);
        for (int i = 0; i < used; i++) {
            String cell = row.cell(i).strip();
            CellKind kind = CellKind.of(cell);
            if (kind.tells() && !HeaderRows.isYear(cell) || !cell.isEmpty() && !names.add(cell)) {
                return false;
            }
        }
        return !names.isEmpty() && names.size() * 2 >= used;
    }

    /// Whether it has words above a column that has none.
    private boolean shows(Row row) {
        for (int i = 0; i < kinds.size(); i++) {
            CellKind kind = kinds.get(i);
            CellKind own = CellKind.of(row.cell(i));
            if (kind != null && kind.tells() && own != CellKind.EMPTY && !own.tells()) {
                return true;
            }
        }
        return false;
    }
}
