package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which table of a file is read, and what of it: found out, and said otherwise.
class TableChoiceTest {
    private static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1);

    @TempDir
    Path folder;

    private List<String> read(byte[] bytes, FileFormat format) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "t", ".bin"), bytes);
        List<String> read = new ArrayList<>();
        try (RowReader rows = RowReaders.open(file, "t.bin", format, SETTINGS)) {
            read.add(rows.header().toString());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                read.add(row.cells().toString());
            }
            rows.tables().forEach(table -> read.add(table.name()));
        }
        return read;
    }

    private List<String> read(String text, FileFormat format) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), format);
    }

    private static FileFormat headerLines(int lines) {
        return new FileFormat(null, null, null, lines, null, null, null, null);
    }

    private static FileFormat table(int table) {
        return new FileFormat(null, table, null, null, null, null, null, null);
    }

    @Test
    void aHeaderThatStandsTwice_isOneLineForWhoeverSaysSo_andItsRowsAreRead() throws IOException {
        String twice = "id,name\nid,name\n1,Ann\n2,Bo\n";
        assertEquals(List.of("[id, name]", "[1, Ann]", "[2, Bo]"), read(twice, FileFormat.DETECTED));
        assertEquals(List.of("[id, name]", "[id, name]", "[1, Ann]", "[2, Bo]"), read(twice, headerLines(1)));
        assertEquals(
                List.of("[id, name]", "[1, Ann]", "[3, Cy]"),
                read("id,name\n1,Ann\nid,name\n3,Cy\n", headerLines(1)),
                "further down it is left out, and the table goes on");
    }

    @Test
    void theObjectAroundTheArraysOfAJsonFile_canBeChosen_andIsNotFound() throws IOException {
        String json = "{\"shop\": {\"name\": \"Tea\", \"city\": \"昆明\"}, \"open\": true, \"tags\": [\"a\", \"b\"], "
                + "\"orders\": [{\"id\": 1}, {\"id\": 2}], \"people\": [{\"who\": \"Ann\", \"age\": 4}]}";
        assertEquals(List.of("[id]", "[1]", "[2]", "orders", "people", "."), read(json, FileFormat.DETECTED));
        assertEquals(List.of("[who, age]", "[Ann, 4]", "orders", "people", "."), read(json, table(2)));
        assertEquals(
                List.of("[shop.name, shop.city, open, tags]", "[Tea, 昆明, true, a; b]", "orders", "people", "."),
                read(json, table(3)));
        assertEquals(List.of("[a, n]", "[1, 2]"), read("{\"a\": 1, \"n\": 2}", table(1)), "without arrays it is all");
    }

    private static void fill(Sheet sheet, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            var row = sheet.createRow(i);
            for (int j = 0; j < columns; j++) {
                if (i == 0) {
                    row.createCell(j).setCellValue("c" + j);
                } else {
                    row.createCell(j).setCellValue(i * 10 + j);
                }
            }
        }
    }

    private String first(Workbook book) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        book.write(out);
        Path file = Files.write(Files.createTempFile(folder, "t", ".bin"), out.toByteArray());
        try (RowReader rows = RowReaders.open(file, "t.bin", FileFormat.DETECTED, SETTINGS)) {
            return rows.format().sheet() + " of " + rows.sheets();
        }
    }

    @Test
    void aWorkbookOpensOnTheSheetThatHoldsTheTable_notOnWhatIsSaidAboutIt() throws IOException {
        for (int kind = 0; kind < 2; kind++) {
            Workbook book = kind == 0 ? new XSSFWorkbook() : new HSSFWorkbook();
            Sheet about = book.createSheet("说明");
            about.createRow(0).createCell(0).setCellValue("Exported for you");
            fill(book.createSheet("dictionary"), 12, 3);
            fill(book.createSheet("data"), 300, 8);
            fill(book.createSheet("hidden"), 400, 40);
            book.setSheetHidden(3, true);
            assertEquals("data of [说明, dictionary, data, hidden]", first(book));
        }
        for (int kind = 0; kind < 2; kind++) {
            Workbook book = kind == 0 ? new XSSFWorkbook() : new HSSFWorkbook();
            fill(book.createSheet("2024"), 20, 6);
            fill(book.createSheet("2025"), 25, 7);
            assertEquals("2024 of [2024, 2025]", first(book), "between tables alike the first is meant");
            Workbook empty = kind == 0 ? new XSSFWorkbook() : new HSSFWorkbook();
            empty.createSheet("nothing");
            fill(empty.createSheet("rows"), 3, 2);
            assertEquals("rows of [nothing, rows]", first(empty));
        }
    }

    /// Found by the fuzz: the last record of the archive claims a comment that the file does not have, which does no
    /// harm; without its directory it can't be read.
    @Test
    void anArchiveThatEndsTooEarly_isRefusedAsDamaged() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = out.toByteArray();
        bytes[bytes.length - 2] = 2;
        assertEquals("[id]", read(bytes, FileFormat.DETECTED).getFirst());
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 30);
        assertEquals(
                "t.bin is a damaged zip archive or workbook: its directory is missing, it ends too early",
                assertThrows(InvalidFile.class, () -> read(cut, FileFormat.DETECTED))
                        .getMessage());
    }
}
