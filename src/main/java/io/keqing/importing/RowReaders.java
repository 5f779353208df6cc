package io.keqing.importing;

import java.io.IOException;
import java.nio.file.Path;

/// Opens a file as what it is, whatever its name ends with.
final class RowReaders {
    private RowReaders() {}

    /// @param fileName as people know it, for messages
    /// @param wanted what is null in it is found out
    /// @throws InvalidFile where the file can't be read as rows
    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        return new CsvRowReader(file, fileName, wanted, settings.longestRecord());
    }
}
