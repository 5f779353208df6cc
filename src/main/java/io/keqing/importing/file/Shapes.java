package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.List;

/// The [Shape]s of the columns of a table, as far as its rows were seen.
final class Shapes {
    private static final int MOST_COLUMNS = 200;

    private final List<Shape> columns = new ArrayList<>();
    private boolean isFirst = true;

    void see(Row row) {
        for (int i = 0; isFirst && i < Math.min(MOST_COLUMNS, row.cells().size()); i++) {
            columns.add(new Shape());
        }
        isFirst = false;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).see(row.cell(i));
        }
    }

    /// Whether a value of the row could be the id of one more record.
    boolean hasId(Row row) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isMadeAs(row.cell(i))) {
                return true;
            }
        }
        return false;
    }

    void total() {
        columns.forEach(Shape::total);
    }

    static Shapes of(List<Row> rows) {
        Shapes shapes = new Shapes();
        rows.forEach(shapes::see);
        return shapes;
    }
}
