package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names of rows as R's `write.table` writes them: every row has one value more than the header, the first of them a
/// name of its own. The first column is then one without a name, and nothing stands in the wrong column.
///
/// A comma inside an unquoted last value gives each row one more too. It is mostly followed by a blank; where a value
/// begins with one the rows stay faults.
final class RowNames {
    static final String RULE = "every row has one value more than the header: the first column is one without a name";
    private static final int FEWEST = 2;

    private RowNames() {}

    /// @param rows below the header
    /// @return the header itself, or with an empty name before the others
    static List<Row> addTo(List<Row> header, List<Row> rows, String kind) {
        if (header.isEmpty()
                || !kind.equals("csv")
                || !areThere(header.getFirst().cells().size(), rows)) {
            return header;
        }
        List<Row> named = new ArrayList<>();
        for (Row row : header) {
            List<String> cells = new ArrayList<>(List.of(""));
            cells.addAll(row.cells());
            named.add(new Row(row.line(), cells, null, row.cleaned()));
        }
        return named;
    }

    private static boolean areThere(int width, List<Row> rows) {
        Set<String> different = new HashSet<>();
        boolean isLastUsed = false;
        int wide = 0;
        for (Row row : rows) {
            if (row.cells().size() != width + 1) {
                if (Footer.of(row, width) == null) {
                    return false;
                }
                continue;
            }
            wide++;
            isLastUsed |= !row.cell(width).isBlank();
            if (row.cell(0).isBlank()
                    || !different.add(row.cell(0))
                    || row.cell(width).startsWith(" ")) {
                return false;
            }
        }
        return wide >= FEWEST && isLastUsed;
    }
}
