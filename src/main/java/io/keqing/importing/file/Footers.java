package io.keqing.importing.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What ends a table, or a part of it: a total wherever it stands, and what else is said about a table where none of
/// its
/// records follows.
///
/// @param shapes of the records so far: who has an id like theirs is a record, whatever it is called
record Footers(RowsAhead ahead, Shapes shapes, int width, List<Row> header) {
    private static final int MOST = 30;

    /// Rows that are left out for one reason.
    record Left(Footer kind, List<Row> rows) {}

    /// Takes the next rows where they are no records, and then blank ones before them too.
    ///
    /// @return null where the next row is a record
    @Nullable
    Left poll() throws IOException {
        List<Row> next = ahead.following(1);
        Footer kind = next.isEmpty() || next.getFirst().fault() != null ? null : Footer.of(next.getFirst(), width);
        if (kind == null || kind != Footer.TOTAL && !isEnd() || shapes.hasId(next.getFirst())) {
            return null;
        }
        List<Row> left = new ArrayList<>(List.of(ahead.pollUsed()));
        shapes.total();
        while (kind == Footer.NOTE && isEnd() && isRemark(ahead.following(1))) {
            left.add(ahead.pollUsed());
        }
        return new Left(kind, left);
    }

    private boolean isRemark(List<Row> next) {
        return width > 2
                && !next.isEmpty()
                && HeaderRows.used(next.getFirst()) == 1
                && Footer.of(next.getFirst(), width) == null;
    }

    /// Whether no record follows the next row: the file ends, or the header comes again, after lines like it.
    private boolean isEnd() throws IOException {
        List<Row> next = ahead.following(MOST);
        for (Row row : next.subList(Math.min(1, next.size()), next.size())) {
            if (!header.isEmpty() && row.cells().equals(header.getFirst().cells())) {
                return true;
            }
            if (row.fault() != null || Footer.of(row, width) == null && !(width > 2 && HeaderRows.used(row) == 1)) {
                return false;
            }
        }
        return next.size() < MOST;
    }
}
