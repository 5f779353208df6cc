package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReadersTest {
    private static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1);

    @TempDir
    Path folder;

    private List<String> read(byte[] bytes, FileFormat format) throws IOException {
        return read(bytes, format, SETTINGS);
    }

    private List<String> read(byte[] bytes, FileFormat format, ImportSettings settings) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "t", ".bin"), bytes);
        List<String> read = new ArrayList<>();
        try (RowReader rows = RowReaders.open(file, "t.bin", format, settings)) {
            read.add(rows.kind() + " " + rows.header());
            for (io.keqing.importing.file.Row row = rows.next(); row != null; row = rows.next()) {
                read.add(row.line() + (row.fault() == null ? " " : "! ") + row.cells());
            }
            if (!rows.sheets().isEmpty()) {
                read.add("sheets " + rows.sheets() + " " + rows.format().sheet());
            }
            rows.tables().forEach(table -> read.add(table.toString()));
        }
        try (var left = Files.list(folder)) {
            assertEquals(
                    1,
                    left.filter(each -> !each.equals(file))
                                    .filter(each -> each.toString().endsWith(".upload"))
                                    .count()
                            + 1);
        }
        return read;
    }

    private List<String> read(byte[] bytes) throws IOException {
        return read(bytes, FileFormat.DETECTED);
    }

    private List<String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private String refusal(byte[] bytes, ImportSettings settings) {
        return String.valueOf(assertThrows(InvalidFile.class, () -> read(bytes, FileFormat.DETECTED, settings))
                .getMessage());
    }

    private static FileFormat with(String sheet, Integer table) {
        return new FileFormat(sheet, table, null, null, null, null, null, null);
    }

    private static void fill(Workbook book) {
        book.createSheet("empty");
        Sheet hidden = book.createSheet("hidden");
        hidden.createRow(0).createCell(0).setCellValue("secret");
        book.setSheetHidden(1, true);
        Sheet data = book.createSheet("数据");
        Row header = data.createRow(0);
        List.of("id", "name", "joined", "sum", "vip")
                .forEach(name ->
                        header.createCell(header.getPhysicalNumberOfCells()).setCellValue(name));
        CellStyle day = book.createCellStyle();
        day.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
        CellStyle border = book.createCellStyle();
        for (int i = 1; i <= 2; i++) {
            Row row = data.createRow(i);
            row.createCell(0).setCellValue("11010119900307123" + i);
            row.createCell(1).setCellValue("张三");
            row.createCell(2).setCellValue(LocalDate.of(2025, 3, i));
            row.getCell(2).setCellStyle(day);
            row.createCell(3).setCellFormula("1+1");
            row.createCell(4).setCellValue(i == 1);
            row.createCell(200).setCellStyle(border);
        }
        book.getCreationHelper().createFormulaEvaluator().evaluateAll();
    }

    private static byte[] bytes(Workbook book) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (book) {
            book.write(out);
        }
        return out.toByteArray();
    }

    @Test
    void workbooksOfBothKinds_giveTheSameRows() throws IOException {
        List<String> rows = List.of(
                "[id, name, joined, sum, vip]",
                "2 [110101199003071231, 张三, 2025-03-01, 2, TRUE]",
                "3 [110101199003071232, 张三, 2025-03-02, 2, FALSE]",
                "sheets [empty, hidden, 数据] 数据");
        for (Workbook book : List.of(new XSSFWorkbook(), new HSSFWorkbook())) {
            String kind = book instanceof XSSFWorkbook ? "xlsx " : "xls ";
            fill(book);
            byte[] bytes = bytes(book);
            List<String> read = read(bytes);
            assertEquals(kind + rows.getFirst(), read.getFirst());
            assertEquals(rows.subList(1, 4), read.subList(1, 4));
            assertEquals(kind + "[secret]", read(bytes, with("hidden", null)).getFirst());
            assertTrue(assertThrows(InvalidFile.class, () -> read(bytes, with("none", null)))
                    .getMessage()
                    .contains("has no sheet none; it has empty, hidden, 数据"));
        }
    }

    @Test
    void datesFrom1904_andNumbersOfFifteenDigits_areReadAsExcelShowsThem() {
        assertEquals("1904-01-01", SheetCell.date(0, true, "0"));
        assertEquals("2025-03-01", SheetCell.date(45_717, false, ""));
        assertEquals("2025-03-01", SheetCell.date(44_255, true, ""));
        assertEquals("2025-03-01 12:00:00", SheetCell.date(45_717.5, false, ""));
        assertEquals("09:30:00", SheetCell.date(0.3958333333, false, ""));
        assertEquals("123456789012345", SheetCell.number("1.23456789012345E14"));
        assertEquals("0.3", SheetCell.number("0.30000000000000004"));
        assertEquals("13800000000", SheetCell.number("1.38E10"));
    }

    @Test
    void cellsThatAWorkbookLeavesOutAtTheEndOfARow_areEmpty() throws IOException {
        String sheet = "<worksheet><sheetData>" + row(1, "a", "b", "c") + row(2, "x", "y", "z") + row(3, "x")
                + "</sheetData></worksheet>";
        assertEquals(
                List.of("xlsx [a, b, c]", "2 [x, y, z]", "3 [x, , ]", "sheets [S] S"), read(xlsx(sheet, "<sst/>")));
    }

    private static byte[] xlsx(String sheet, String sharedStrings) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> parts = Map.of(
                "[Content_Types].xml",
                "<Types/>",
                "xl/workbook.xml",
                "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='a'/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='a' Type='x/worksheet' Target='s.xml'/></Relationships>",
                "xl/s.xml",
                sheet,
                "xl/sharedStrings.xml",
                sharedStrings);
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static String row(int row, String... cells) {
        StringBuilder xml = new StringBuilder("<row r='" + row + "'>");
        for (String cell : cells) {
            xml.append("<c t='inlineStr'><is><t>").append(cell).append("</t></is></c>");
        }
        return xml + "</row>";
    }

    @Test
    void aSheetThatLies_costsOnlyWhatItHolds() throws IOException {
        String sheet = "<worksheet><dimension ref='A1:XFD1048576'/><sheetData>" + row(1, "a", "b")
                + row(5, "x_x000D_y", "_x0001_z") + "</sheetData></worksheet>";
        assertEquals(List.of("xlsx [a, b]", "5 [x\ry, z]", "sheets [S] S"), read(xlsx(sheet, "<sst/>")));
        String far = "<worksheet><sheetData><row r='1'><c r='ZZZZZZ1'><v>1</v></c></row></sheetData></worksheet>";
        assertTrue(refusal(xlsx(far, "<sst/>"), SETTINGS).contains("row 1 must have at most 16384 columns"));
    }

    @Test
    void documentTypesAndBombs_areRefused() throws IOException {
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><worksheet><sheetData>"
                + row(1, "&e;", "b") + "</sheetData></worksheet>";
        String said = refusal(xlsx(entity, "<sst/>"), SETTINGS);
        assertTrue(said.contains("document type") || said.contains("damaged"), said);
        String many = "<worksheet><sheetData>" + row(1, "a", "b") + " ".repeat(40 << 20) + "</sheetData></worksheet>";
        assertTrue(refusal(xlsx(many, "<sst/>"), SETTINGS).contains("must not unpack to more than 300 times"));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(new byte[20 << 20]);
        }
        assertTrue(refusal(gzip.toByteArray(), SETTINGS).contains("must not unpack to more than 300 times"));
        ImportSettings small = new ImportSettings(ZoneOffset.UTC, 100, 1, 10, 100, 10, 3, 100);
        assertTrue(refusal(new byte[11], small).contains("must have at most 10 bytes, has 11"));
        ImportSettings few = new ImportSettings(ZoneOffset.UTC, 100, 1, 10_000, 10_000, 10, 3, 100);
        assertTrue(refusal(xlsx("<w/>", "<sst/>"), few).contains("must have at most 3 entries, has 5"));
    }

    @Test
    void sharedTextsThatDoNotFit_goToTheDisk() throws IOException {
        StringBuilder texts = new StringBuilder("<sst>");
        StringBuilder sheet = new StringBuilder("<worksheet><sheetData>").append(row(1, "a", "b"));
        for (int i = 0; i < 2_000; i++) {
            texts.append("<si><r><t>文本</t></r><rPh><t>no</t></rPh><r><t>")
                    .append(i)
                    .append("</t></r></si>");
            sheet.append("<row><c t='s'><v>").append(i).append("</v></c><c><v>1</v></c></row>");
        }
        byte[] bytes = xlsx(sheet + "</sheetData></worksheet>", texts + "</sst>");
        ImportSettings little = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1, 1 << 30, 1 << 30, 300, 100, 1_000);
        List<String> read = read(bytes, FileFormat.DETECTED, little);
        assertEquals("2 [文本0, 1]", read.get(1));
        assertEquals("2001 [文本1999, 1]", read.get(2_000));
        assertEquals(read(bytes), read);
    }

    @Test
    void workbooksWithAPassword_areRefusedByThatReason() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("geheim");
            try (OutputStream inner = encryptor.getDataStream(files)) {
                inner.write(bytes(new XSSFWorkbook()));
            }
            files.writeFilesystem(out);
        }
        assertTrue(refusal(out.toByteArray(), SETTINGS).contains("is protected by a password"));
        HSSFWorkbook old = new HSSFWorkbook();
        fill(old);
        Biff8EncryptionKey.setCurrentUserPassword("geheim");
        byte[] bytes;
        try {
            bytes = bytes(old);
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
        assertTrue(refusal(bytes, SETTINGS).contains("is protected by a password"));
    }

    @Test
    void json_isReadInEveryShape() throws IOException {
        List<String> rows = List.of("json [id, who.name, tags]", "1 [1, 张三, a; b]", "2 [2, , ]");
        String array = "[{\"id\":1,\"who\":{\"name\":\"张三\"},\"tags\":[\"a\",\"b\"]},{\"id\":2,\"tags\":null}]";
        assertEquals(rows, read(array));
        assertEquals(rows, read("{\"count\":2,\"tickets\":" + array + "}"));
        assertEquals(
                rows,
                read(
                        "{\"took\":1,\"hits\":{\"total\":2,\"hits\":[{\"_source\":{\"id\":1,\"who\":{\"name\":\"张三\"},\"tags\":[\"a\",\"b\"]}},"
                                + "{\"_source\":{\"id\":2}}]}}"));
        String two = "{\"a\":[{\"x\":1}],\"meta\":{\"b\":[{\"y\":2},{\"y\":3}]}}";
        assertEquals(
                List.of(
                        "json [x]",
                        "1 [1]",
                        "FileTable[name=a, fromLine=1, toLine=1]",
                        "FileTable[name=meta.b, fromLine=1, toLine=2]"),
                read(two.getBytes(StandardCharsets.UTF_8), with(null, 1)));
        assertEquals(
                "json [y]",
                read(two.getBytes(StandardCharsets.UTF_8), with(null, 2)).getFirst());
        assertEquals(List.of("json [id, tags]", "1 [7, a; b]"), read("{\"id\": 7, \"tags\": [\"a\", \"b\"]}"));
        assertEquals(
                List.of("ndjson [id, n]", "1 [1, ]", "2! [{broken]", "3 [2, 3]"),
                read("{\"id\":1}\n{broken\n{\"id\":2,\"n\":3}\n"));
        InvalidFile broken = assertThrows(InvalidFile.class, () -> read("[{\"id\":1},\n{\"id\":}]"));
        assertEquals(2, broken.line());
    }

    @Test
    void packedFiles_areReadAsWhatIsInThem() throws IOException {
        byte[] csv = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(csv);
        }
        assertEquals(List.of("csv [a, b]", "2 [1, 2]"), read(gzip.toByteArray()));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("__MACOSX/._one.csv"));
            zip.putNextEntry(new ZipEntry("one.csv"));
            zip.write(csv);
            zip.putNextEntry(new ZipEntry("two.json"));
            zip.write("[{\"c\":3}]".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                List.of("csv [a, b]", "2 [1, 2]", "sheets [one.csv, two.json] one.csv"), read(zipped.toByteArray()));
        assertEquals(
                "json [c]", read(zipped.toByteArray(), with("two.json", null)).getFirst());
        assertTrue(refusal(Files.readAllBytes(Path.of("pom.xml")), SETTINGS).contains("is XML, no table"));
    }

    @Test
    void dialects_areFoundWithoutAHint() throws IOException {
        String three = "1;'it''s; here';2025-01-02\n2;'b';2025-01-03\n";
        assertEquals(
                List.of("csv [n, text, day]", "2 [1, it's; here, 2025-01-02]", "3 [2, b, 2025-01-03]"),
                read("n;text;day\n" + three));
        assertEquals(
                List.of("csv [n, text]", "2 [1, 5\" wide, red]", "3 [2, b]"),
                read("n,text\n1,\"5\\\" wide, red\"\n2,\"b\"\n"));
        assertEquals(
                List.of("csv [n, text]", "2 [1, 5\" wide, red]", "3 [2, b \"c\" d]", "4 [3, x, y]"),
                read("n,text\n1,\"5\" wide, red\"\n2,\"b \"c\" d\"\n3,\"x, y\"\n"));
        assertEquals(List.of("csv [a, b]", "2 [1, x, y]"), read("a, b\n1, \"x, y\"\n"));
        assertEquals(List.of("csv [1, 2]", "1 [7, x]", "2 [8, y]", "3 [9, z]"), read("7,x\r8,y\r9,z\r"));
    }

    @Test
    void headers_areFoundBelowAPreamble_andOverSeveralLines() throws IOException {
        assertEquals(
                List.of("csv [id, day, sum]", "5 [1, 2025-01-02, 3]", "6 [2, 2025-01-03, 4]"),
                read("Orders of 2025,,\n,,\n\nid,day,sum\n1,2025-01-02,3\n2,2025-01-03,4\n"));
        assertEquals(
                List.of("csv [Q1, Q2]", "4 [5, good]"),
                read(
                        "Q1,Q2\nHow much?,Why?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n5,good\n"));
        assertEquals(
                List.of("csv [Id, Price, Speed]", "3 [1, 4, 5]", "4 [2, 3, 5]"),
                read("Id,Score,\n,Price,Speed\n1,4,5\n2,3,5\n"));
    }

    @Test
    void tablesOfOneFile_canBeChosen() throws IOException {
        String two = "id,sum\n1,10\n2,20\n\nOrders\nno,day,sum\n7,2025-01-02,5\n8,2025-01-03,6\n";
        assertEquals(
                List.of(
                        "csv [id, sum]",
                        "2 [1, 10]",
                        "3 [2, 20]",
                        "FileTable[name=1, fromLine=1, toLine=3]",
                        "FileTable[name=Orders, fromLine=6, toLine=8]"),
                read(two));
        assertEquals(
                List.of("csv [no, day, sum]", "7 [7, 2025-01-02, 5]", "8 [8, 2025-01-03, 6]"),
                read(two.getBytes(StandardCharsets.UTF_8), with(null, 2)).subList(0, 3));
        assertTrue(assertThrows(InvalidFile.class, () -> read(two.getBytes(StandardCharsets.UTF_8), with(null, 3)))
                .getMessage()
                .contains("has 2 tables, the mapping asks for number 3"));
    }
}
