package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records of `.xls` as programs other than Excel write them.
class XlsBookTest {
    private static final Charset CYRILLIC = Charset.forName("windows-1251");

    @TempDir
    Path folder;

    /// Writes records; the texts of old workbooks are bytes, those of later ones have a mark in front.
    private static final class Records {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final boolean old;

        Records(boolean old) {
            this.old = old;
        }

        Records add(int number, Object... parts) {
            ByteBuffer content = ByteBuffer.allocate(500).order(ByteOrder.LITTLE_ENDIAN);
            for (Object part : parts) {
                switch (part) {
                    case Integer two -> content.putShort(two.shortValue());
                    case Long four -> content.putInt(four.intValue());
                    case Byte one -> content.put(one);
                    case Double eight -> content.putDouble(eight);
                    case String text -> content.put(bytes(text));
                    default -> throw new IllegalArgumentException(part.toString());
                }
            }
            ByteBuffer head = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            head.putShort((short) number).putShort((short) content.position());
            out.writeBytes(head.array());
            out.write(content.array(), 0, content.position());
            return this;
        }

        private byte[] bytes(String text) {
            if (old) {
                return text.getBytes(CYRILLIC);
            }
            byte[] wide = text.getBytes(StandardCharsets.UTF_16LE);
            byte[] marked = new byte[wide.length + 1];
            marked[0] = 1;
            System.arraycopy(wide, 0, marked, 1, wide.length);
            return marked;
        }

        Records label(int row, int column, String text) {
            return add(0x204, row, column, 0, text.length(), text);
        }

        Records number(int row, int column, double value) {
            return add(0x203, row, column, 0, value);
        }

        Records end() {
            return add(0x0A);
        }
    }

    private static byte[] stream(boolean old, Records globals, Records sheet) {
        int version = old ? 0x500 : 0x600;
        byte[] first = new Records(old).add(0x809, version, 5, 0, 0, 0L, 0L).out.toByteArray();
        byte[] before = globals.out.toByteArray();
        int length = new Records(old)
                .add(0x85, 0L, (byte) 0, (byte) 0, (byte) 1, "S")
                .end()
                .out
                .size();
        long position = first.length + before.length + length;
        byte[] name = new Records(old)
                .add(0x85, position, (byte) 0, (byte) 0, (byte) 1, "S")
                .end()
                .out
                .toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(before);
        all.writeBytes(name);
        all.writeBytes(
                new Records(old).add(0x809, version, 0x10, 0, 0, 0L, 0L).out.toByteArray());
        all.writeBytes(sheet.end().out.toByteArray());
        return all.toByteArray();
    }

    private static byte[] packed(byte[] stream, String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            files.createDocument(new ByteArrayInputStream(stream), name);
            files.writeFilesystem(out);
        }
        return out.toByteArray();
    }

    private Book.Read read(Records sheet) throws IOException {
        return Book.read(folder, packed(stream(false, new Records(false), sheet), "Workbook"));
    }

    private static Records table() {
        return new Records(false).label(0, 0, "id").label(0, 1, "name").label(0, 2, "sum");
    }

    @Test
    void formulas_areReadUnderEachNumberOfTheirRecord() throws IOException {
        Records sheet = table();
        int row = 1;
        for (int number : List.of(0x06, 0x206, 0x406)) {
            sheet.label(row, 0, "a" + row)
                    .add(number, row, 1, 0, (byte) 0, (byte) 0, 0, 0, 0xFFFF, 0, 0L)
                    .add(0x4BC, 0, 0, 0)
                    .add(0x207, 1, "丙")
                    .add(number, row, 2, 0, 6.5, 0, 0L);
            row++;
        }
        assertEquals(
                List.of("2 a1|丙|6.5", "3 a2|丙|6.5", "4 a3|丙|6.5"), read(sheet).rows());
    }

    @Test
    void formulasWithoutTheirText_areTold() throws IOException {
        Records sheet = table().label(1, 0, "a")
                .add(0x06, 1, 1, 0, (byte) 0, (byte) 0, 0, 0, 0xFFFF, 0, 0L)
                .number(1, 2, 3)
                .add(0x06, 1, 3, 0, (byte) 2, (byte) 0, 42, 0, 0xFFFF, 0, 0L);
        Book.Read read = read(sheet);
        assertEquals(List.of("2 a||3"), read.rows());
        assertEquals(2, read.notes().size());
    }

    @Test
    void recordsThatNobodyNeeds_mayBeOfAnyShape() throws IOException {
        Records sheet = table().add(0x55)
                .add(0x18, 1, 2)
                .add(0x1AE, (byte) 7)
                .add(0x203, 1, 2, 0, 4.25, 99L)
                .label(1, 0, "a")
                .add(0x204, 1, 1, 0, 0)
                .add(0xD6, 2, 0, 0, 1, "b", 1, 0, 0)
                .add(0x27E, 2, 2, 0, (long) (700 << 2 | 3))
                .add(0xBD, 3, 1, 0, (long) (1 << 2 | 2), 0, (long) (2 << 2 | 2), 2)
                .add(0x205, 3, 0, 0, (byte) 1, (byte) 0);
        assertEquals(List.of("2 a||4.25", "3 b||7", "4 TRUE|1|2"), read(sheet).rows());
    }

    @Test
    void cellsInTheOrderOfTheirColumns_areSorted() throws IOException {
        Records sheet = new Records(false);
        for (int column = 0; column < 3; column++) {
            sheet.label(0, column, "c" + column);
            for (int row = 1; row < 4; row++) {
                sheet.number(row, column, row * 10 + column);
            }
        }
        Book.Read read = read(sheet);
        assertEquals(List.of("c0", "c1", "c2"), read.header());
        assertEquals(List.of("2 10|11|12", "3 20|21|22", "4 30|31|32"), read.rows());
    }

    @Test
    void workbooksOfExcel95_areReadInTheirCodePage() throws IOException {
        Records page = new Records(true)
                .add(0x42, 1251)
                .add(0x41E, 164, (byte) 5, "00000")
                .add(0xE0, 0, 0)
                .add(0xE0, 0, 164);
        Records fonts = new Records(true)
                .add(0x31, 200, 0, 0, 400, 0, (byte) 0, (byte) 0, (byte) 204, (byte) 0, (byte) 1, "A")
                .add(0xE0, 0, 0)
                .add(0x1E, 164, (byte) 5, "00000")
                .add(0xE0, 0, 164);
        for (Records globals : List.of(page, fonts)) {
            Records sheet = new Records(true)
                    .label(0, 0, "код")
                    .label(0, 1, "имя")
                    .label(1, 1, "Анна")
                    .add(0x203, 1, 0, 1, 7.0);
            byte[] stream = stream(true, globals, sheet);
            Book.Read read = Book.read(folder, packed(stream, "Book"));
            assertEquals(List.of("код", "имя"), read.header());
            assertEquals(List.of("2 00007|Анна"), read.rows());
            assertEquals(read.rows(), Book.read(folder, stream).rows());
        }
    }

    @Test
    void workbooksOfExcel2To4_areRefusedByTheirName() {
        byte[][] starts = {{9, 0, 4, 0, 2, 0, 0x10, 0}, {9, 2, 6, 0, 0, 0, 0x10, 0}, {9, 4, 6, 0, 0, 0, 0x10, 0}};
        for (int i = 0; i < starts.length; i++) {
            byte[] start = starts[i];
            String said = String.valueOf(assertThrows(InvalidFile.class, () -> Book.read(folder, start))
                    .getMessage());
            assertTrue(said.contains("is a workbook of Excel " + (i + 2)) && said.contains("save it as .xlsx"), said);
        }
    }

    @Test
    void aSheetAloneInItsFile_isRead() throws IOException {
        Records sheet = table().label(1, 0, "a").number(1, 2, 3).end();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(
                new Records(false).add(0x809, 0x600, 0x10, 0, 0, 0L, 0L).out.toByteArray());
        all.writeBytes(sheet.out.toByteArray());
        assertEquals(List.of("2 a||3"), Book.read(folder, all.toByteArray()).rows());
    }
}
