package io.keqing.importing.file;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of a workbook. Rows that are left out count as one blank row, since what is set apart by one
/// may be another table.
abstract class SheetRecords implements Records {
    private final SheetRows rows;
    private @Nullable Row held;
    private long line;

    SheetRecords(SheetRows rows) {
        this.rows = rows;
    }

    SheetRows rows() {
        return rows;
    }

    /// The next row with a value, null at the end of the sheet.
    abstract @Nullable Row read() throws IOException;

    @Override
    public final @Nullable Row next() throws IOException {
        Row waiting = held;
        if (waiting != null) {
            held = null;
            return waiting;
        }
        Row next = read();
        long before = line;
        line = next == null ? line : next.line();
        if (next != null && before > 0 && next.line() > before + 1) {
            held = next;
            return new Row(before + 1, List.of(), null, 0);
        }
        return next;
    }

    @Override
    public final Row filled(Row row) {
        return rows.filled(row);
    }

    @Override
    public final List<FileNote> notes() {
        return rows.notes();
    }
}
