package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of the first rows are no part of the table, and which are its header: rows of words above columns of numbers,
/// dates and addresses.
///
/// @param preamble rows above the header
/// @param header rows of the header, 0 = none
record HeaderRows(int preamble, int header) {
    private static final int MOST_PREAMBLE = 50;
    private static final int MOST_HEADER = 4;
    private static final double MOSTLY = 0.8;

    /// @param rows the first ones, none of them blank
    /// @param said how many the header has, null = find out
    static HeaderRows of(List<Row> rows, @Nullable Integer said, boolean mayHavePreamble) {
        int preamble = mayHavePreamble ? preamble(rows) : 0;
        if (said != null) {
            return new HeaderRows(preamble, said);
        }
        List<Row> table = rows.subList(preamble, rows.size());
        for (int i = 1; i < Math.min(MOST_HEADER, table.size()); i++) {
            if (isImportIds(table.get(i))) {
                return new HeaderRows(preamble, i + 1);
            }
        }
        int header = isHeader(table, 0, false) ? 1 : 0;
        while (header > 0 && header < MOST_HEADER && header < table.size() && isFurther(table, header)) {
            header++;
        }
        return new HeaderRows(preamble, header);
    }

    /// Leading rows with half of the usual width at most.
    private static int preamble(List<Row> rows) {
        Map<Integer, Integer> widths = new HashMap<>();
        rows.forEach(row -> widths.merge(used(row), 1, Integer::sum));
        int usual = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> entry : widths.entrySet()) {
            if (entry.getValue() > most || entry.getValue() == most && entry.getKey() > usual) {
                usual = entry.getKey();
                most = entry.getValue();
            }
        }
        int preamble = 0;
        while (preamble < Math.min(rows.size() - 1, MOST_PREAMBLE) && used(rows.get(preamble)) <= usual / 2) {
            preamble++;
        }
        return used(rows.get(preamble)) > usual / 2 ? preamble : 0;
    }

    static int used(Row row) {
        int used = row.cells().size();
        while (used > 0 && row.cell(used - 1).isBlank()) {
            used--;
        }
        return used;
    }

    /// The third line that Qualtrics writes: `{"ImportId":"QID1"}` in every column.
    private static boolean isImportIds(Row row) {
        long ids = row.cells().stream()
                .filter(cell -> cell.replace('\'', '"').startsWith("{\"ImportId\""))
                .count();
        return ids > 0 && ids * 2 >= used(row);
    }

    private static boolean isFurther(List<Row> rows, int at) {
        return rows.get(at).cells().equals(rows.getFirst().cells()) || isHeader(rows, at, true);
    }

    /// @param further a second line of a header, which takes more to believe than the first
    static boolean isHeader(List<Row> rows, int at, boolean further) {
        Row row = rows.get(at);
        int against = 0;
        int words = 0;
        int columns = used(row);
        for (int i = 0; i < columns; i++) {
            CellKind usual = usual(rows, at + 1, i);
            CellKind own = CellKind.of(row.cell(i));
            if (usual == null || own == CellKind.EMPTY || !usual.tells() && usual != CellKind.CODE) {
                continue;
            }
            if (own == usual) {
                against += usual == CellKind.CODE || isYear(row.cell(i)) ? 0 : 1;
            } else if (!own.tells() && usual.tells() && !isMissing(row.cell(i), rows, at, i)) {
                words++;
            }
        }
        return further ? words >= 2 && against == 0 : against == 0 || words * 2 >= against;
    }

    private static boolean isYear(String cell) {
        return cell.strip().matches("(?:19|20)\\d\\d");
    }

    /// A text that stands in the column more than once is a code for "no answer".
    private static boolean isMissing(String cell, List<Row> rows, int at, int column) {
        for (int i = at + 1; i < rows.size(); i++) {
            if (rows.get(i).cell(column).equals(cell)) {
                return true;
            }
        }
        return cell.strip().matches("(?i)n/?a|null|none|nan|-+|unknown|无|未知|\\\\N");
    }

    private static @Nullable CellKind usual(List<Row> rows, int from, int column) {
        Map<CellKind, Integer> kinds = new HashMap<>();
        int count = 0;
        for (int i = from; i < rows.size(); i++) {
            CellKind kind = CellKind.of(rows.get(i).cell(column));
            if (kind != CellKind.EMPTY) {
                kinds.merge(kind, 1, Integer::sum);
                count++;
            }
        }
        int enough = (int) Math.ceil(count * MOSTLY);
        return kinds.entrySet().stream()
                .filter(entry -> entry.getValue() >= enough)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static boolean namesAll(List<Row> header) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < header.getFirst().cells().size(); i++) {
            String name = header.getFirst().cell(i).strip();
            for (Row row : header) {
                if (name.isEmpty() && !row.cell(i).isBlank()) {
                    return false;
                }
            }
            if (!name.isEmpty() && !names.add(name)) {
                return false;
            }
        }
        return true;
    }

    /// By name, what the second line says of a column where the first one names them all: the question of an answer.
    static Map<String, String> labels(List<Row> header, List<String> names) {
        if (header.size() < 2 || !namesAll(header) || isImportIds(header.get(1))) {
            return Map.of();
        }
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String label = header.get(1).cell(i).strip();
            if (!label.isEmpty() && !label.equals(names.get(i))) {
                labels.put(names.get(i), label);
            }
        }
        return labels;
    }

    /// One name per column. The first line names the columns where it names all of them; else its headings, which
    /// reach to the right until the next one, are joined with what stands below.
    static List<String> names(List<Row> header, int width) {
        List<String> names = new ArrayList<>();
        boolean whole = header.size() == 1 || namesAll(header);
        String heading = "";
        for (int i = 0; i < width; i++) {
            String first = header.getFirst().cell(i).strip();
            if (whole) {
                names.add(first);
                continue;
            }
            heading = first.isEmpty() ? heading : first;
            List<String> parts = new ArrayList<>(List.of(heading));
            for (Row row : header.subList(1, header.size())) {
                String part = row.cell(i).strip();
                if (!part.isEmpty() && !parts.contains(part)) {
                    parts.add(part);
                }
            }
            names.add(
                    first.isEmpty() && parts.size() == 1
                            ? ""
                            : String.join(" ", parts).strip());
        }
        return names;
    }
}
