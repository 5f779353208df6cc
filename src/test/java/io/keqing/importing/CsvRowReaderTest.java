package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowReaderTest {
    private static final int LONGEST = 1 << 24;

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "t", ".csv"), bytes);
    }

    private List<String> read(byte[] bytes, FileFormat format) throws IOException {
        List<String> read = new ArrayList<>();
        try (CsvRowReader rows = new CsvRowReader(file(bytes), "t.csv", format, LONGEST)) {
            read.add(rows.header().toString());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                read.add(row.line() + (row.fault() == null ? " " : "! ") + row.cells());
            }
        }
        return read;
    }

    private List<String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), FileFormat.DETECTED);
    }

    private String refusal(byte[] bytes) throws IOException {
        Path file = file(bytes);
        return String.valueOf(
                assertThrows(InvalidFile.class, () -> new CsvRowReader(file, "t.csv", FileFormat.DETECTED, LONGEST))
                        .getMessage());
    }

    @Test
    void theDelimiter_isFoundInTheHeader() throws IOException {
        assertEquals(List.of("[a, b]", "2 [1, 2;3]"), read("\uFEFFa,b\n1,2;3\n"));
        assertEquals(List.of("[a, b]", "2 [1,5, 2]"), read("a;b\n1,5;2\n"));
        assertEquals(List.of("[a, b]", "2 [1, 2]"), read("a\tb\n1\t2\n"));
        assertEquals(List.of("[a, b]", "2 [1, 2]"), read("a|b\n1|2\n"));
        assertEquals(List.of("[only, a,b]"), read("only;\"a,b\"\n"));
    }

    @Test
    void namesOfColumns_areTrimmed_andMadeUnique() throws IOException {
        assertEquals(List.of("[a, column 2, a (2)]", "2 [1, 2, 3]"), read(" a ,,a\n1,2,3\n"));
    }

    @Test
    void aFileWithoutAHeader_numbersItsColumns() throws IOException {
        FileFormat none = new FileFormat(null, null, null, 0, null, null, null, null);
        assertEquals(
                List.of("[1, 2]", "1 [x, y]", "2 [z, w]"), read("x,y\nz,w\n".getBytes(StandardCharsets.UTF_8), none));
    }

    @Test
    void aHeaderFurtherDown_isFoundWhereTheMappingSays() throws IOException {
        FileFormat third = new FileFormat(null, null, 3, 1, null, null, null, null);
        assertEquals(
                List.of("[a, b]", "4 [1, 2]"),
                read("Report \"2025\n\na;b\n1;2\n".getBytes(StandardCharsets.UTF_8), third));
    }

    @Test
    void tooManyValues_areAFault_tooFewAreNot() throws IOException {
        assertEquals(List.of("[a, b]", "2! [1, 2, 3]", "3 [4]", "4 [5, 6, , ]"), read("a,b\n1,2,3\n4\n5,6,,\n"));
    }

    @Test
    void zeroBytesAndBrokenCharacters_areCleanedAndCounted() throws IOException {
        byte[] bytes = "a,b\nx\0y,1\nz?,2\n".getBytes(StandardCharsets.UTF_8);
        bytes[11] = (byte) 0xFF;
        try (CsvRowReader rows = new CsvRowReader(file(bytes), "t.csv", FileFormat.DETECTED, LONGEST)) {
            Row first = rows.next();
            assertEquals(List.of("xy", "1"), first.cells());
            assertEquals(1, first.cleaned());
            Row second = rows.next();
            assertEquals("z\uFFFD", second.cell(0));
            assertEquals(1, second.cleaned());
        }
    }

    @Test
    void whatIsNoCsv_isRefusedByWhatItIs() throws IOException {
        assertTrue(
                refusal(new byte[] {'P', 'K', 3, 4, 0, 0}).startsWith("t.csv is a zip archive or an Excel workbook"));
        assertTrue(refusal(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0})
                .contains("old Excel workbook"));
        assertEquals("t.csv is empty", refusal(new byte[0]));
        assertTrue(refusal(new byte[5_000]).startsWith("t.csv is no text: 5000 of its first 5000 bytes are zero"));
        assertTrue(refusal("\n\n\n".getBytes(StandardCharsets.UTF_8)).contains("has no header"));
        Path gzip = folder.resolve("t.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write("a,b".getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(refusal(Files.readAllBytes(gzip)).contains("a gzip archive"));
    }

    @Test
    void anotherCharacterSet_isReadWhereItIsNamed_andRefusedWhereItIsNot() throws IOException {
        Charset gbk = Charset.forName("GB18030");
        byte[] bytes = ("姓名,城市\n" + "张三,北京\n".repeat(20)).getBytes(gbk);
        assertTrue(refusal(bytes).contains("name its encoding, for example GB18030"));
        FileFormat named = new FileFormat(null, null, null, null, "GB18030", null, null, null);
        assertEquals("2 [张三, 北京]", read(bytes, named).get(1));
        byte[] utf16 = "\uFEFFa,b\n甲,1\n".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(List.of("[a, b]", "2 [甲, 1]"), read(utf16, FileFormat.DETECTED));
    }

    @Test
    void aLineOfAHundredMegabytes_costsThatLineOnly() throws IOException {
        Path file = folder.resolve("huge.csv");
        byte[] mega = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("a,b\n1,2\n3,".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(mega);
            }
            out.write("\n5,6\n".getBytes(StandardCharsets.UTF_8));
        }
        try (CsvRowReader rows = new CsvRowReader(file, "huge.csv", FileFormat.DETECTED, LONGEST)) {
            assertEquals(List.of("1", "2"), rows.next().cells());
            Row huge = rows.next();
            assertEquals("a row must have at most 16,777,216 characters", huge.fault());
            assertEquals(3, huge.line());
            assertEquals(List.of("5", "6"), rows.next().cells());
        }
    }
}
