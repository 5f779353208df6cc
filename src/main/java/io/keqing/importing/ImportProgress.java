package io.keqing.importing;

/// How far an import is. Written by the one thread that imports, read by any.
public final class ImportProgress {
    private final long bytes;
    private final long startedAt = System.nanoTime();
    private volatile long bytesRead;
    private volatile long rowsRead;
    private volatile long rowsWritten;
    private volatile boolean cancelled;

    ImportProgress(long bytes) {
        this.bytes = bytes;
    }

    /// A moment of it.
    ///
    /// @param rowsRead rows of the file read so far
    /// @param rowsWritten rows whose outcome is committed, over all types of the file
    /// @param share of the whole work, 0 to 1: reading counts for half of it
    /// @param rowsPerSecond since the start
    public record Snapshot(long rowsRead, long rowsWritten, double share, double rowsPerSecond, double seconds) {}

    public Snapshot snapshot() {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        double read = bytes == 0 ? 1 : Math.min(1, (double) bytesRead / bytes);
        double written = rowsRead == 0 ? 0 : Math.min(1, (double) rowsWritten / rowsRead);
        return new Snapshot(rowsRead, rowsWritten, (read + written) / 2, rowsRead / Math.max(seconds, 1e-3), seconds);
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void read(long rows, long bytesSoFar) {
        rowsRead = rows;
        bytesRead = bytesSoFar;
    }

    void written(long rows) {
        rowsWritten = rows;
    }
}
