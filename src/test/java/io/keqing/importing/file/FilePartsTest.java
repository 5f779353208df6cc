package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of several sheets or several files: what is read of them, what is told of the others, and all in one go.
class FilePartsTest {
    private static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1);

    @TempDir
    Path folder;

    private static void fill(Sheet sheet, String... lines) {
        for (int i = 0; i < lines.length; i++) {
            var row = sheet.createRow(i);
            String[] cells = lines[i].split(",", -1);
            for (int j = 0; j < cells.length; j++) {
                row.createCell(j).setCellValue(cells[j]);
            }
        }
    }

    private Path book() throws IOException {
        try (Workbook book = new XSSFWorkbook()) {
            fill(book.createSheet("一月"), "订单号,金额,日期", "O1,5,2025-01-01", "O2,6,2025-01-02");
            fill(book.createSheet("说明"), "本表每月导出");
            fill(book.createSheet("二月"), "日期,订单号,金额", "2025-02-01,O3,7", "2025-02-02,O4,8,extra", "2025-02-03,O5,9");
            fill(book.createSheet("客户"), "客户编号,姓名", "K1,甲");
            book.createSheet("空");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.write(out);
            return Files.write(folder.resolve("book.xlsx"), out.toByteArray());
        }
    }

    private Path archive() throws IOException {
        Path file = folder.resolve("all.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String[] entry : new String[][] {
                {"a.csv", "id,name\nK1,Ann\nK2,Bo\n"},
                {"b.csv", "id,name\nK3,Cy\n"},
                {"c.png", "\u0089PNG\r\n\u001a\n\0\0"}
            }) {
                zip.putNextEntry(new ZipEntry(entry[0]));
                zip.write(entry[1].getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return file;
    }

    private static List<FilePart> parts(Path file, String read) throws IOException {
        try (RowReader rows = RowReaders.open(file, "f", FileFormat.DETECTED.ofSheet(read), SETTINGS)) {
            FilePart own = new FilePart(read, rows.header(), 2, true);
            return FileParts.of(file, "f", SETTINGS, own, rows.sheets());
        }
    }

    private static List<String> all(Path file) throws IOException {
        List<String> read = new ArrayList<>();
        try (RowReader rows = RowReaders.open(file, "f", FileFormat.DETECTED.ofSheet("*"), SETTINGS)) {
            read.add(String.join("|", rows.header()) + " " + rows.format().sheet());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                read.add(row.line() + " " + String.join("|", row.cells()) + (row.fault() == null ? "" : " !"));
            }
            rows.notes().forEach(note -> read.add(note.count() + " " + note.rule() + ": " + note.value()));
        }
        return read;
    }

    @Test
    void everySheetWithATable_isListedWithItsRows_andThoseNotReadAreTold() throws IOException {
        List<FilePart> parts = parts(book(), "一月");
        assertEquals(
                List.of("一月", "二月", "客户"), parts.stream().map(FilePart::name).toList());
        assertEquals(List.of(2L, 3L, 1L), parts.stream().map(FilePart::rows).toList());
        assertTrue(parts.stream().allMatch(FilePart::isWhole));
        FileNote note = FileParts.notes(parts, parts.getFirst()).getFirst();
        assertEquals("二月 (3 rows), 客户 (1 rows)", note.value());
        assertEquals(2, note.count());
        assertEquals(
                "read sheet or file 一月; the others were not read, \"sheet\": \"*\" reads all with the same header",
                note.rule());
        assertFalse(FileParts.notes(parts, parts.getLast()).getFirst().rule().contains("*"));
        assertEquals(List.of(), FileParts.notes(parts.subList(0, 1), parts.getFirst()));
    }

    @Test
    void filesOfAnArchive_areListedToo_andWhatIsNoTableIsNot() throws IOException {
        assertEquals(
                List.of("a.csv", "b.csv"),
                parts(archive(), "a.csv").stream().map(FilePart::name).toList());
    }

    @Test
    void allSheetsOfTheSameColumns_areOneTable_andEachRowTellsItsSheet() throws IOException {
        assertEquals(
                List.of(
                        "订单号|金额|日期|column 4|sheet *",
                        "2 O1|5|2025-01-01||一月",
                        "3 O2|6|2025-01-02||一月",
                        "10000002 O3|7|2025-02-01||二月",
                        "10000003 O4|8|2025-02-02|extra|二月",
                        "10000004 O5|9|2025-02-03||二月",
                        "3 a sheet of another header, not read: 说明"),
                all(book()),
                "in whatever order they have them; lines rise, and those of the sheet are still seen in them");
        assertEquals(
                List.of("id|name|sheet *", "2 K1|Ann|a.csv", "3 K2|Bo|a.csv", "10000002 K3|Cy|b.csv"),
                all(archive()).subList(0, 4));
    }

    @Test
    void aFileWithoutSheets_isReadAsEver_whereAllAreAskedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,name\nK1,Ann\n");
        assertEquals(List.of("id|name null", "2 K1|Ann"), all(file));
    }
}
