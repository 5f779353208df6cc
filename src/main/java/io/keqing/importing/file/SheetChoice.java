package io.keqing.importing.file;

import java.io.IOException;
import java.util.List;

/// Which sheet of a workbook is read where nobody said so: the first that people see and that has a row,
/// unless another has twice as many cells in its first rows. That one holds the table, and the first what
/// there is to say about it.
final class SheetChoice {
    private static final int LOOKED_AT = 100;

    private SheetChoice() {}

    @FunctionalInterface
    interface Sheet {
        Records open() throws IOException;
    }

    /// @return the place of the sheet in the list, −1 where all are empty
    static int of(List<Sheet> sheets) throws IOException {
        int first = -1;
        long firstCells = 0;
        int most = -1;
        long mostCells = 0;
        for (int i = 0; i < sheets.size(); i++) {
            long cells = cells(sheets.get(i));
            if (cells >= 0 && first < 0) {
                first = i;
                firstCells = cells;
            }
            if (cells > mostCells) {
                most = i;
                mostCells = cells;
            }
        }
        return mostCells >= 2 * Math.max(1, firstCells) ? most : first;
    }

    /// @return −1 where the sheet has no row at all
    private static long cells(Sheet sheet) throws IOException {
        long cells = -1;
        try (Records rows = sheet.open()) {
            Row row = rows.next();
            for (int n = 0; row != null && n < LOOKED_AT; n++) {
                cells = Math.max(0, cells);
                cells += row.cells().stream().filter(cell -> !cell.isBlank()).count();
                row = rows.next();
            }
        }
        return cells;
    }
}
