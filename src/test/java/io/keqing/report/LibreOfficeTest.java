package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A third reader, and the one people use. It opens what it is given without a word, so what it read is compared.
@Timeout(600)
class LibreOfficeTest {
    @TempDir
    Path folder;

    @Test
    void aWorkbook_isReadAsItWasWritten() throws IOException, InterruptedException {
        assumeTrue(LibreOffice.isHere(), LibreOffice.MISSING);
        int rows = 3_000;
        List<String> wanted = new ArrayList<>();
        Random random = new Random(11);
        Path file = folder.resolve("book.xlsx");
        try (ReportBook book = new ReportBook(folder, Locale.ENGLISH);
                Draft draft = Draft.in(folder)) {
            DataSheet sheet = book.data(
                    "Rows",
                    "rows",
                    List.of(
                            ReportBookTest.column("Id"),
                            ReportBookTest.column("Text"),
                            ReportBookTest.column("Amount"),
                            ReportBookTest.column("At")));
            for (int i = 0; i < rows; i++) {
                String text = i < NastyTexts.PIECES.size() ? NastyTexts.PIECES.get(i) : NastyTexts.random(random);
                wanted.add(NastyTexts.expected(text));
                sheet.word("1000000000000000" + i);
                sheet.text(text);
                sheet.money(new java.math.BigDecimal("1234.5"));
                sheet.moment(java.time.LocalDateTime.of(2025, 3, 1, 18, 30, 1));
                sheet.endRow();
            }
            sheet.end();
            book.finish(new About("About", "ann", Locale.ENGLISH, List.of()), draft);
            try (InputStream in = draft.read()) {
                Files.copy(in, file);
            }
        }
        List<Path> sheets = LibreOffice.convert(file, LibreOffice.ALL_SHEETS_AS_CSV, folder);
        assertEquals(2, sheets.size());
        Path data = sheets.stream()
                .filter(sheet -> sheet.toString().endsWith("-Rows.csv"))
                .findFirst()
                .orElseThrow();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(data)) {
            List<CsvRecord> read = csv.stream().toList();
            assertEquals(rows + 1, read.size());
            for (int i = 0; i < rows; i++) {
                CsvRecord row = read.get(i + 1);
                assertEquals("1000000000000000" + i, row.getField(0));
                assertEquals(wanted.get(i), row.getField(1), "row " + i);
                assertEquals("1,234.50", row.getField(2));
                assertEquals("2025-03-01 18:30:01", row.getField(3));
            }
        }
        assertTrue(sheets.stream().anyMatch(sheet -> sheet.toString().endsWith("-About.csv")));
    }
}
