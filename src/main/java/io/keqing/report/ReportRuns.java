package io.keqing.report;

import java.io.Closeable;
import java.io.IOException;

/// The run files of a report in the making, one for each of its kinds of records.
interface ReportRuns extends Closeable {
    RunFile of(int part) throws IOException;

    /// Whether the records of a part were found by an earlier try, so that they are not looked for
    /// again.
    boolean isFound(int part);

    /// All records of a part are in its file.
    void found(int part) throws IOException;

    /// Tells how far the writing is, and ends it by an exception where it has to stop.
    void step(long done, long total);
}
