package io.keqing.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// A finished file, complete before its first byte is sent: a failure half way gives no file, not half of one. It is
/// gone when it is closed.
public final class ExportFile implements Closeable {
    private final String name;
    private final ExportFormat format;
    private final long rows;
    private final Draft draft;

    ExportFile(String name, ExportFormat format, long rows, Draft draft) {
        this.name = name;
        this.format = format;
        this.rows = rows;
        this.draft = draft;
    }

    /// The name to save it under: `customers-20260131-1405.xlsx`.
    public String name() {
        return name;
    }

    public ExportFormat format() {
        return format;
    }

    /// Records in it.
    public long rows() {
        return rows;
    }

    public long bytes() throws IOException {
        return draft.bytes();
    }

    /// The content, from its start. Closing the stream closes the file.
    public InputStream read() throws IOException {
        return draft.read();
    }

    @Override
    public void close() throws IOException {
        draft.close();
    }
}
