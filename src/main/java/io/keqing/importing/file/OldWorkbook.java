package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Workbooks whose records stand in a file of their own, without the streams that Office puts around them: those of
/// Excel 2 to 4, which are refused by their name, and later ones as some programs write them, which are read.
final class OldWorkbook {
    private OldWorkbook() {}

    static boolean isOne(Path file) throws IOException {
        return version(file) > 0;
    }

    /// @return of Excel, 0 where the file is no workbook of this kind
    private static int version(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(8);
        }
        if (start.length < 8 || start[0] != 0x09) {
            return 0;
        }
        ByteBuffer head = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        int kind = head.get(1);
        int length = head.getShort(2);
        int what = head.getShort(6);
        boolean known = what == 0x05 || what == 0x10 || what == 0x20 || what == 0x40 || what == 0x100;
        return switch (kind) {
            case 0 -> length == 4 && known ? 2 : 0;
            case 2 -> length == 6 && known ? 3 : 0;
            case 4 -> length == 6 && known ? 4 : 0;
            case 8 -> length >= 6 && length <= 32 && known ? 5 : 0;
            default -> 0;
        };
    }

    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        int version = version(file);
        if (version < 5) {
            throw new InvalidFile(fileName + " is a workbook of Excel " + version
                    + ", of the years before 1994; open it" + " in a spreadsheet program and save it as .xlsx or .csv");
        }
        return XlsBook.open(file, fileName, wanted, settings, false);
    }
}
