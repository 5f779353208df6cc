package io.keqing.importing.file;

/// A workbook that an own reader can't read; another may.
final class DamagedWorkbook extends InvalidFile {
    private static final long serialVersionUID = 1L;

    /// @param line after which it shows, 0 where it is the file as a whole
    DamagedWorkbook(String message, long line) {
        super(message, line, "");
    }
}
