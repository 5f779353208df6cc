package io.keqing.importing;

import org.jspecify.annotations.Nullable;

/// How far an import is. Written by the one thread that imports, read by any.
public final class ImportProgress {
    /// Reading and checking took a quarter of the time of an import of 100,000 rows, writing the rest.
    private static final double READING = 0.25;

    private static final double TELLING = 0.02;

    private final long bytes;
    private final double reading;
    private final Told told;
    private final long startedAt = System.nanoTime();
    private volatile double startedShare;
    private volatile long bytesRead;
    private volatile long rowsRead;
    private volatile long rowsWritten;
    private volatile boolean cancelled;

    /// Who is told, and may say that the import is to end.
    interface Told {
        /// @return false where it is cancelled
        boolean proceed(long done, long total);
    }

    ImportProgress(long bytes, boolean dryRun, Told told) {
        this.bytes = Math.max(1, bytes);
        this.reading = dryRun ? 1 : READING;
        this.told = told;
    }

    /// A moment of it.
    ///
    /// @param rowsRead rows of the file read so far
    /// @param rowsWritten rows whose outcome is committed, over all types of the file
    /// @param share of the whole work, 0 to 1
    /// @param rowsPerSecond read since the start
    /// @param seconds since the start
    /// @param secondsLeft by the pace until now, null while there is none to speak of
    public record Snapshot(
            long rowsRead,
            long rowsWritten,
            double share,
            double rowsPerSecond,
            double seconds,
            @Nullable Double secondsLeft) {}

    public Snapshot snapshot() {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        double share = share();
        double done = share - startedShare;
        return new Snapshot(
                rowsRead,
                rowsWritten,
                share,
                rowsRead / Math.max(seconds, 1e-3),
                seconds,
                done < TELLING ? null : seconds * (1 - share) / done);
    }

    private double share() {
        double read = Math.min(1, (double) bytesRead / bytes);
        double written = rowsRead == 0 ? 0 : Math.min(1, (double) rowsWritten / rowsRead);
        return reading * read + (1 - reading) * written;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void read(long rows, long bytesSoFar) {
        rowsRead = rows;
        bytesRead = bytesSoFar;
        tell();
    }

    /// Rows that an earlier run has committed: they are done, but not at the pace of this one.
    void writtenBefore(long rows) {
        double before = share();
        rowsWritten = rows;
        startedShare += share() - before;
    }

    void written(long rows) {
        rowsWritten = rows;
        tell();
    }

    private void tell() {
        if (!told.proceed(Math.round(share() * bytes), bytes)) {
            cancelled = true;
        }
    }
}
