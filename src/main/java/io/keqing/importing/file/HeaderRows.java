package io.keqing.importing.file;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which of the first rows are no part of the table, and which are its header: rows of words above columns of numbers,
/// dates and addresses.
///
/// @param preamble rows above the header
/// @param header rows of the header, 0 = none
record HeaderRows(int preamble, int header) {
    static final int MOST_HEADER = 4;
    private static final double MOSTLY = 0.8;
    private static final Pattern UNIT =
            Pattern.compile("[(\\[（【].{1,12}[)\\]）】]|%|°[CF]?|[a-zA-Zµ]{1,3}(?:[/·^].{1,4})?"
                    + "|元|万元|分|个|件|天|次|岁|人|[yY]{2,4}[-/.]?[mM]{1,2}[-/.]?[dD]{1,2}.{0,12}");

    /// @param rows the first ones, none of them blank
    /// @param said how many the header has, null = find out
    static HeaderRows of(List<Row> rows, @Nullable Integer said, boolean mayHavePreamble) {
        int preamble = mayHavePreamble ? Preamble.of(rows) : 0;
        if (said != null) {
            return new HeaderRows(preamble, said);
        }
        List<Row> table = rows.subList(preamble, rows.size());
        for (int i = 1; i < Math.min(MOST_HEADER, table.size()); i++) {
            if (isImportIds(table.get(i))) {
                return new HeaderRows(preamble, i + 1);
            }
        }
        int header = isHeader(table, 0) ? 1 : 0;
        while (header > 0 && header < MOST_HEADER && header < table.size() && isFurther(table, header)) {
            header++;
        }
        return new HeaderRows(preamble, header);
    }

    static int used(Row row) {
        int used = row.cells().size();
        while (used > 0 && row.cell(used - 1).isBlank()) {
            used--;
        }
        return used;
    }

    /// The third line that Qualtrics writes: `{"ImportId":"QID1"}` in every column.
    static boolean isImportIds(Row row) {
        long ids = row.cells().stream()
                .filter(cell -> cell.replace('\'', '"').startsWith("{\"ImportId\""))
                .count();
        return ids > 0 && ids * 2 >= used(row);
    }

    /// Words above numbers and dates are not enough, since the first record may have them too: a further line has no id
    /// like those below, and either fills in what the lines above leave open or is called at length what they name.
    /// Price: a line of short names under a whole header is read as a record, and mostly a reject.
    private static boolean isFurther(List<Row> rows, int at) {
        if (rows.get(at).cells().equals(rows.getFirst().cells())) {
            return true;
        }
        List<Row> above = rows.subList(0, at);
        boolean isWhole = HeaderText.namesAll(rows.subList(0, at + 1));
        int words = words(rows, at);
        if (words < (isWhole || !hasGroups(above.getFirst(), rows.get(at)) ? 2 : 1)
                || Shapes.of(rows.subList(at + 1, rows.size())).hasId(rows.get(at))) {
            return false;
        }
        return !isWhole || areLabels(rows.get(at), above.getFirst());
    }

    /// Units, or texts that differ from each other, nearly one for each name and longer than those together.
    private static boolean areLabels(Row row, Row names) {
        Set<String> different = new HashSet<>();
        int cells = 0;
        int units = 0;
        int longer = 0;
        int length = 0;
        for (int i = 0; i < used(row); i++) {
            String text = row.cell(i).strip();
            if (!text.isEmpty()) {
                cells++;
                units += UNIT.matcher(text).matches() ? 1 : 0;
                longer += text.length() > names.cell(i).strip().length() ? 1 : 0;
                length += text.length() - names.cell(i).strip().length();
                different.add(text);
            }
        }
        boolean isWhole = different.size() == cells && cells >= MOSTLY * used(names);
        return units == cells || isWhole && length > 0 && longer * 2 >= cells;
    }

    /// Few headings above many names.
    private static boolean hasGroups(Row above, Row names) {
        Set<String> headings = new HashSet<>(above.cells());
        headings.removeIf(String::isBlank);
        long named = names.cells().stream().filter(cell -> !cell.isBlank()).count();
        return headings.size() * 10L <= named * 7;
    }

    /// How many words stand above columns of numbers, dates and addresses; −1 where a value of the column's own kind
    /// stands there, as in a record.
    private static int words(List<Row> rows, int at) {
        Match match = Match.of(rows, at);
        return match.against() == 0 ? match.words() : -1;
    }

    /// Whether the first row has names above columns that do not speak for a record.
    static boolean isFurtherHeader(List<Row> rows, int fewest) {
        return words(rows, 0) >= fewest;
    }

    private static boolean isHeader(List<Row> rows, int at) {
        Match match = Match.of(rows, at);
        return match.against() == 0 || match.words() * 2 >= match.against();
    }

    /// How a row goes with the rows below it.
    ///
    /// @param against its values that are of the kind of their column
    /// @param words above columns that have another kind
    private record Match(int against, int words) {
        static Match of(List<Row> rows, int at) {
            Row row = rows.get(at);
            int against = 0;
            int words = 0;
            for (int i = 0; i < used(row); i++) {
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
            return new Match(against, words);
        }
    }

    static boolean isYear(String cell) {
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

    static @Nullable CellKind usual(List<Row> rows, int from, int column) {
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
}
