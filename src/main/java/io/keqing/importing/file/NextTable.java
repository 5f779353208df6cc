package io.keqing.importing.file;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether some rows are the header of another table and its first records.
final class NextTable {
    private NextTable() {}

    /// @param fewest words that must stand above columns of numbers, dates and addresses
    static boolean isNames(List<Row> rows, int fewest) {
        Row first = rows.getFirst();
        int used = HeaderRows.used(first);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < used; i++) {
            String cell = first.cell(i).strip();
            if (cell.isEmpty() || cell.length() > 100 || CellKind.of(cell).tells() || !names.add(cell)) {
                return false;
            }
        }
        if (used < 2 || rows.size() < 2) {
            return false;
        }
        for (Row row : rows.subList(1, rows.size())) {
            if (row.fault() != null || row.cells().size() != first.cells().size()) {
                return false;
            }
        }
        return HeaderRows.isFurtherHeader(rows, fewest);
    }
}
