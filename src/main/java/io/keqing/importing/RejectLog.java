package io.keqing.importing;

import io.keqing.importing.file.CsvText;
import io.keqing.importing.file.Row;
import io.keqing.importing.file.RowReader;
import io.keqing.record.Database;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes the rejects of one import down, many at a time; holds few of them in memory, however many there are.
/// Those that come of the writing are noted by [ImportAccount].
final class RejectLog implements Consumer<Reject> {
    private static final int MOST_ROWS = 500;
    private static final int MOST_CHARACTERS = 1 << 20;
    /// Of whom nothing is kept, the row neither.
    static final String ERASED = "erased";

    private final long importId;
    private final ImportRejectRows rows;
    private final Database database;
    private final List<ImportRejectRow> waiting = new ArrayList<>();
    private int characters;

    RejectLog(long importId, ImportRejectRows rows, Database database) {
        this.importId = importId;
        this.rows = rows;
        this.database = database;
    }

    @Override
    public void accept(Reject reject) {
        waiting.add(new ImportRejectRow(
                null, importId, null, reject.line(), reject.column(), reject.value(), reject.rule(), reject.row()));
        characters += reject.row() == null ? 0 : reject.row().length();
        if (waiting.size() >= MOST_ROWS || characters >= MOST_CHARACTERS) {
            flush();
        }
    }

    void flush() {
        if (!waiting.isEmpty()) {
            rows.saveAll(waiting);
            waiting.clear();
            characters = 0;
        }
    }

    /// Rejects of the import, those of the writing among them.
    long count() {
        flush();
        return rows.countByImportId(importId);
    }

    /// Adds the rows that are missing, since the writing knows only their lines, in one walk through the file.
    void complete(RowReader file) throws IOException {
        List<Long> lines = rows.linesWithoutRow(importId, -1, MOST_ROWS);
        Row row = lines.isEmpty() ? null : file.next();
        while (!lines.isEmpty() && row != null) {
            List<Row> found = new ArrayList<>();
            for (long line : lines) {
                while (row != null && row.line() < line) {
                    row = file.next();
                }
                if (row != null && row.line() == line) {
                    found.add(row);
                }
            }
            update(found);
            lines = rows.linesWithoutRow(importId, lines.getLast(), MOST_ROWS);
        }
    }

    private void update(List<Row> found) {
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update import_reject set row = ? where import_id = ? and line = ? and row is null and rule <> 'erased'")) {
                for (Row row : found) {
                    update.setString(1, CsvText.row(row.cells()));
                    update.setLong(2, importId);
                    update.setLong(3, row.line());
                    update.addBatch();
                }
                return update.executeBatch().length;
            }
        });
    }

    /// What is wrong with the file as a whole.
    void whole(long line, String column, @Nullable String rule) {
        accept(new Reject(line, column, "", rule == null ? "" : rule, ""));
    }
}
