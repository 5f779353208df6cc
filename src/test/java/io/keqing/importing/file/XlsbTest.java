package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Binary workbooks, record by record.
class XlsbTest {
    @TempDir
    Path folder;

    private static final class Records {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Records add(int number, Object... parts) {
            ByteBuffer content = ByteBuffer.allocate(500).order(ByteOrder.LITTLE_ENDIAN);
            for (Object part : parts) {
                switch (part) {
                    case Integer four -> content.putInt(four);
                    case Short two -> content.putShort(two);
                    case Byte one -> content.put(one);
                    case Double eight -> content.putDouble(eight);
                    case String text -> content.putInt(text.length()).put(text.getBytes(StandardCharsets.UTF_16LE));
                    default -> throw new IllegalArgumentException(part.toString());
                }
            }
            if (number < 128) {
                out.write(number);
            } else {
                out.write(number & 0x7F | 0x80);
                out.write(number >> 7);
            }
            int length = content.position();
            out.write(length < 128 ? length : length & 0x7F | 0x80);
            if (length >= 128) {
                out.write(length >> 7);
            }
            out.write(content.array(), 0, length);
            return this;
        }
    }

    private static byte[] book(Records sheet, boolean from1904) throws IOException {
        Records main = new Records()
                .add(131)
                .add(153, from1904 ? 1 : 0, 0, 0)
                .add(156, 1, 1, "r3", "hidden")
                .add(156, 0, 1, "r1", "S")
                .add(132);
        Records styles = new Records()
                .add(44, (short) 200, "00000")
                .add(44, (short) 201, "yyyy-mm-dd")
                .add(47, (short) 0, (short) 201)
                .add(617, 3);
        for (int id : new int[] {0, 200, 201}) {
            styles.add(47, (short) 0, (short) id, 0, 0);
        }
        styles.add(618);
        Records texts = new Records()
                .add(159, 2, 2)
                .add(19, (byte) 0, "零")
                .add(19, (byte) 1, "一")
                .add(160);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "[Content_Types].xml", "<Types/>".getBytes(StandardCharsets.UTF_8));
            put(zip, "_rels/.rels", xml(Book.relations("officeDocument", "xl/workbook.bin")));
            String all = Book.relations(
                    "worksheet", "s.bin", "styles", "f.bin", "worksheet", "h.bin", "sharedStrings", "t.bin");
            put(zip, "xl/_rels/workbook.bin.rels", xml(all));
            put(zip, "xl/workbook.bin", main.out.toByteArray());
            put(zip, "xl/s.bin", sheet.out.toByteArray());
            put(zip, "xl/h.bin", new Records().add(145).add(146).out.toByteArray());
            put(zip, "xl/f.bin", styles.out.toByteArray());
            put(zip, "xl/t.bin", texts.out.toByteArray());
        }
        return out.toByteArray();
    }

    private static byte[] xml(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }

    /// A workbook of one column.
    static byte[] small() throws IOException {
        Records sheet = new Records().add(129).add(145);
        for (int i = 0; i < 10; i++) {
            sheet.add(0, i, 0, (short) 0).add(6, 0, 0, "cell " + i).add(5, 1, 2, 45_717.0 + i);
        }
        return book(sheet.add(146).add(176, 2, 5, 0, 0), false);
    }

    @Test
    void cellsOfEveryKind_areRead() throws IOException {
        Records sheet = new Records().add(129).add(145).add(0, 0, 0, (short) 0);
        List<String> header = List.of("id", "a", "b", "c", "d", "e");
        for (int i = 0; i < header.size(); i++) {
            sheet.add(6, i, 0, header.get(i));
        }
        sheet.add(0, 1, 0, (short) 0)
                .add(2, 0, 1, 7 << 2 | 2)
                .add(5, 1, 2, 45_717.0)
                .add(7, 2, 0, 1)
                .add(4, 3, 0, (byte) 1)
                .add(8, 4, 0, "formula", (short) 0)
                .add(9, 5, 0, 2.5, (short) 0)
                .add(0, 2, 0, (short) 0)
                .add(7, 1, 0, 0)
                .add(3, 2, 0, (byte) 42)
                .add(11, 3, 0, (byte) 7, (short) 0)
                .add(10, 4, 0, (byte) 0, (short) 0)
                .add(62, 5, 0, (byte) 1, "rich", 0)
                .add(146)
                .add(177, 1)
                .add(176, 1, 2, 0, 0)
                .add(178);
        Book.Read read = Book.read(folder, book(sheet, false));
        assertEquals("xlsb", read.kind());
        assertEquals(List.of("hidden", "S"), read.sheets());
        assertEquals(List.of("2 00007|2025-03-01|一|TRUE|formula|2.5", "3 00007|零|||FALSE|rich"), read.rows());
        assertEquals(2, read.notes().size());
        assertEquals(
                "2 00007|2029-03-02|一|TRUE|formula|2.5",
                Book.read(folder, book(sheet, true)).rows().getFirst());
    }
}
