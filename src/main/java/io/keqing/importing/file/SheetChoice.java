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
        long[] cells = new long[sheets.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells(sheets.get(i));
        }
        return of(cells);
    }

    /// @param cells with a value in the first rows of each sheet, −1 where it has no row
    static int of(long[] cells) {
        int first = -1;
        int most = -1;
        long mostCells = 0;
        for (int i = 0; i < cells.length; i++) {
            first = cells[i] >= 0 && first < 0 ? i : first;
            if (cells[i] > mostCells) {
                most = i;
                mostCells = cells[i];
            }
        }
        return first >= 0 && mostCells >= 2 * Math.max(1, cells[first]) ? most : first;
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
