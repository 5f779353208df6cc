package io.keqing.importing.file;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a file row by row; never holds more than one row of it.
public interface RowReader extends AutoCloseable {
    /// The names of the columns, each once.
    List<String> header();

    /// By column: what it is called at length, where the header says so in a line of its own.
    default Map<String, String> labels() {
        return Map.of();
    }

    /// The next row that isn't empty; null at the end of the file.
    @Nullable
    Row next() throws IOException;

    /// Bytes read so far, for progress.
    long bytesRead();

    /// How the file was taken apart, what was found out included.
    FileFormat format();

    /// What the file is: `csv`, `xlsx`, `xlsb`, `xls`, `ods`, `html`, `mhtml`, `xml2003`, `json` or `ndjson`.
    String kind();

    /// The sheets of a workbook or the data files of an archive that [FileFormat#sheet] may name; empty where the file
    /// has no such parts.
    default List<String> sheets() {
        return List.of();
    }

    /// The tables of a file that holds several, as far as it was read: all of them once [#next] has answered null.
    /// Empty where there is one.
    default List<FileTable> tables() {
        return List.of();
    }

    /// What of the file was left out or read otherwise than it stands: all of it once [#next] has answered null.
    default List<FileNote> notes() {
        return List.of();
    }

    /// Whether it is the list of rejects of an import, mended by somebody and read as the file that it came from.
    default boolean isCorrection() {
        return false;
    }

    @Override
    void close() throws IOException;
}
