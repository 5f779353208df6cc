package io.keqing.importing.file;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a sheet; closing them closes the workbook, too.
record BookRecords(Records rows, Closing book) implements Records {
    /// What is closed after the rows.
    interface Closing {
        void close() throws IOException;
    }

    @Override
    public @Nullable Row next() throws IOException {
        return rows.next();
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    public Row filled(Row row) {
        return rows.filled(row);
    }

    @Override
    public List<FileNote> notes() {
        return rows.notes();
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } finally {
            book.close();
        }
    }
}
