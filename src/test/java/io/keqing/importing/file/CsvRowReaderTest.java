package io.keqing.importing.file;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowReaderTest {
    private static final ImportSettings SETTINGS = new ImportSettings(java.time.ZoneOffset.UTC, 1 << 24, 1);

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "t", ".csv"), bytes);
    }

    private List<String> read(byte[] bytes, FileFormat format) throws IOException {
        List<String> read = new ArrayList<>();
        try (RowReader rows = RowReaders.open(file(bytes), "t.csv", format, SETTINGS)) {
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
                assertThrows(InvalidFile.class, () -> RowReaders.open(file, "t.csv", FileFormat.DETECTED, SETTINGS))
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
    void sentencesWithAsManyCommasEach_makeNoColumns() throws IOException {
        StringBuilder file = new StringBuilder("id,text\n");
        for (int i = 0; i < 50; i++) {
            file.append("n%d,\"The lid came off after %d days, nobody had touched it, so we wonder why\"%n"
                    .formatted(i, i));
        }
        assertEquals("[id, text]", read(file.toString()).getFirst());
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
        byte[] bytes = "a,b\nx\0y,1\nz?,2\n甲乙丙丁甲乙丙丁甲乙丙丁,3\n".getBytes(StandardCharsets.UTF_8);
        bytes[11] = (byte) 0xFF;
        try (RowReader rows = RowReaders.open(file(bytes), "t.csv", FileFormat.DETECTED, SETTINGS)) {
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
        assertEquals("t.csv is empty", refusal(new byte[0]));
        assertTrue(refusal(new byte[5_000]).startsWith("t.csv is no text: 5000 of its first 5000 bytes are zero"));
        assertTrue(refusal("\n\n\n".getBytes(StandardCharsets.UTF_8)).contains("has no header"));
        assertTrue(refusal("%PDF-1.7".getBytes(StandardCharsets.UTF_8)).startsWith("t.csv is a PDF document"));
        assertTrue(refusal("<html><body><p>Sign in".getBytes(StandardCharsets.UTF_8))
                .contains("is an HTML page without a table"));
    }

    @Test
    void anotherCharacterSet_isReadWhereItIsNamed_andRefusedWhereItIsNot() throws IOException {
        Charset gbk = Charset.forName("GB18030");
        byte[] bytes = ("姓名,城市\n" + "张三,北京\n".repeat(20)).getBytes(gbk);
        assertEquals("2 [张三, 北京]", read(bytes, FileFormat.DETECTED).get(1));
        FileFormat named = new FileFormat(null, null, null, null, "GB18030", null, null, null);
        assertEquals("2 [张三, 北京]", read(bytes, named).get(1));
        byte[] utf16 = "\uFEFFa,b\n甲,1\n".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(List.of("[a, b]", "2 [甲, 1]"), read(utf16, FileFormat.DETECTED));
        FileFormat wrong = new FileFormat(null, null, null, null, "UTF-8", null, null, null);
        Path file = file(bytes);
        assertTrue(assertThrows(InvalidFile.class, () -> RowReaders.open(file, "t.csv", wrong, SETTINGS))
                .getMessage()
                .contains("t.csv is not UTF-8"));
    }

    @Test
    void theCharacterSet_isFound_inShortFilesAndWhereItShowsLate() throws IOException {
        String early = "姓名,城市\n张三,北京\n";
        String late = "name,city\n" + "a plain row,here\n".repeat(40_000) + "张三,北京\n李四,上海\n";
        for (String charset : List.of("UTF-8", "GB18030", "UTF-16LE", "UTF-16BE")) {
            assertEquals(
                    "2 [张三, 北京]",
                    read(early.getBytes(Charset.forName(charset)), FileFormat.DETECTED)
                            .get(1),
                    charset);
        }
        for (String charset : List.of("UTF-8", "GBK")) {
            assertEquals(
                    "40002 [张三, 北京]",
                    read(late.getBytes(Charset.forName(charset)), FileFormat.DETECTED)
                            .get(40_001));
        }
        byte[] big5 = "姓名,城市\n王小明,臺北市\n陳大文,高雄市\n林美麗,臺中市\n".getBytes(Charset.forName("Big5"));
        assertEquals("2 [王小明, 臺北市]", read(big5, FileFormat.DETECTED).get(1));
        byte[] western = "name,city\nRené Müller,Köln\nJosé Núñez,Málaga\n".getBytes(Charset.forName("windows-1252"));
        assertEquals("2 [René Müller, Köln]", read(western, FileFormat.DETECTED).get(1));
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
        try (RowReader rows = RowReaders.open(file, "huge.csv", FileFormat.DETECTED, SETTINGS)) {
            assertEquals(List.of("1", "2"), rows.next().cells());
            Row huge = rows.next();
            assertEquals("a row must have at most 16,777,216 characters", huge.fault());
            assertEquals(3, huge.line());
            assertEquals(List.of("5", "6"), rows.next().cells());
        }
    }
}
