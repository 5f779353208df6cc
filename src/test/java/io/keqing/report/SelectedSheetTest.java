package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sheets that are selected together are changed together by whoever types into one.
class SelectedSheetTest {
    @TempDir
    Path folder;

    @Test
    void severalKindsOfRecords_haveNoTwoSheetsSelectedTogether() throws IOException {
        Path file = folder.resolve("several.xlsx");
        try (ReportBook book = new ReportBook(folder, Locale.ENGLISH);
                Draft draft = Draft.in(folder)) {
            for (String kind : List.of("cases", "answers")) {
                DataSheet sheet = book.data(kind, kind, List.of(ReportBookTest.column("Column")));
                sheet.text("one");
                sheet.endRow();
                sheet.end();
            }
            book.finish(new About("About", "nobody", Locale.ENGLISH, List.of()), draft);
            try (InputStream in = draft.read()) {
                Files.copy(in, file);
            }
        }
        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
            int selected = 0;
            for (int i = 0; i < book.getNumberOfSheets(); i++) {
                selected += book.getSheetAt(i).isSelected() ? 1 : 0;
            }
            assertTrue(selected <= 1, selected + " sheets");
            assertEquals(0, book.getActiveSheetIndex());
        }
    }
}
