package io.keqing.importing;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a file row by row; never holds more than one row of it.
interface RowReader extends AutoCloseable {
    /// The names of the columns, each once.
    List<String> header();

    /// The next row that isn't empty; null at the end of the file.
    @Nullable
    Row next() throws IOException;

    /// Bytes read so far, for progress.
    long bytesRead();

    /// How the file was taken apart, what was found out included.
    FileFormat format();

    @Override
    void close() throws IOException;
}
