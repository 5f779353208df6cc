package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.field.ValueKind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportBookTest {
    private static final About ABOUT = new About("About", "ann", Locale.ENGLISH, List.of());

    @TempDir
    Path folder;

    private interface Writing {
        void to(DataSheet sheet) throws IOException;
    }

    private static List<Column> columns(int count) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(column("Column " + i));
        }
        return columns;
    }

    static Column column(String header) {
        return new Column("c", header, new ValueKind.Text(), false, hit -> null);
    }

    private Path write(String title, int columns, Writing writing, Losses[] losses) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (ReportBook book = new ReportBook(folder, Locale.ENGLISH);
                Draft draft = Draft.in(folder)) {
            DataSheet sheet = book.data(title, "rows", columns(columns));
            writing.to(sheet);
            sheet.end();
            book.finish(ABOUT, draft);
            losses[0] = book.losses();
            try (InputStream in = draft.read()) {
                Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return file;
    }

    private Path write(int columns, Writing writing) throws IOException {
        return write("Rows", columns, writing, new Losses[1]);
    }

    @Test
    void nastyTexts_areReadBackByTwoReadersAsTheyWere() throws IOException {
        // 200,000 for a million cells
        int rows = Integer.getInteger("keqing.nasty.rows", 2_000);
        int columns = 5;
        List<String> wanted = new ArrayList<>();
        Random random = new Random(7);
        Losses[] losses = new Losses[1];
        Path file = write(
                "Rows",
                columns,
                sheet -> {
                    for (int i = 0; i < rows * columns; i++) {
                        String text =
                                i < NastyTexts.PIECES.size() ? NastyTexts.PIECES.get(i) : NastyTexts.random(random);
                        wanted.add(NastyTexts.expected(text));
                        if (i % 2 == 0) {
                            sheet.text(text);
                        } else {
                            sheet.word(text);
                        }
                        if (i % columns == columns - 1) {
                            sheet.endRow();
                        }
                    }
                },
                losses);
        assertTrue(losses[0].replacedCharacters() > 1_000);
        if (rows <= 10_000) {
            try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
                XSSFSheet sheet = book.getSheet("Rows");
                assertEquals(rows, sheet.getLastRowNum());
                for (int i = 0; i < wanted.size(); i++) {
                    Cell cell = sheet.getRow(1 + i / columns).getCell(i % columns);
                    assertEquals(CellType.STRING, cell.getCellType());
                    assertEquals(wanted.get(i), cell.getStringCellValue(), "cell " + i);
                }
            }
        }
        assertEquals(wanted.size(), PoiEvents.compare(file, wanted, columns));
        int[] read = {0};
        try (ReadableWorkbook book = new ReadableWorkbook(Files.newInputStream(file));
                Stream<Row> stream = book.getFirstSheet().openStream().skip(1)) {
            stream.forEach(row -> {
                for (int i = 0; i < columns; i++) {
                    String text = row.getCell(i).asString();
                    assertEquals(wanted.get(read[0]), NastyTexts.unescaped(text), "cell " + read[0]);
                    read[0]++;
                }
            });
        }
        assertEquals(wanted.size(), read[0]);
    }

    @Test
    void aTextLikeAFormula_staysATextWhenSomebodyEditsIt() throws IOException {
        Path file = write(2, sheet -> {
            sheet.text("=1+1");
            sheet.word("+86");
            sheet.endRow();
            sheet.text("1+1");
            sheet.word("86");
            sheet.endRow();
        });
        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
            XSSFSheet sheet = book.getSheetAt(0);
            for (int column = 0; column < 2; column++) {
                assertTrue(sheet.getRow(1).getCell(column).getCellStyle().getQuotePrefixed());
                assertFalse(sheet.getRow(2).getCell(column).getCellStyle().getQuotePrefixed());
            }
            assertEquals("@", sheet.getRow(2).getCell(1).getCellStyle().getDataFormatString());
        }
    }

    @Test
    void aTextLongerThanACell_isCutWithAMarkAndCounted() throws IOException {
        Losses[] losses = new Losses[1];
        // repeated letters would compress so well that POI takes the file for a bomb
        String letters = letters(40_000);
        String smile = "😀" + letters.replaceAll("..", "$0😀").substring(0, 38_000) + "😀".repeat(1_000);
        Path file = write(
                "Rows",
                3,
                sheet -> {
                    sheet.text(letters.substring(0, 32_767));
                    sheet.text(letters);
                    sheet.text(smile);
                    sheet.endRow();
                },
                losses);
        assertEquals(2, losses[0].cutCells());
        assertEquals(0, losses[0].replacedCharacters());
        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
            String whole = book.getSheetAt(0).getRow(1).getCell(0).getStringCellValue();
            assertEquals(letters.substring(0, 32_767), whole);
            String cut = book.getSheetAt(0).getRow(1).getCell(1).getStringCellValue();
            assertEquals(32_767, cut.length());
            assertTrue(cut.endsWith("… [cell full: all 40,000 characters are on sheet Long texts]"));
            String emoji = book.getSheetAt(0).getRow(1).getCell(2).getStringCellValue();
            assertTrue(emoji.length() <= 32_767);
            assertTrue(emoji.indexOf('\ufffd') < 0 && emoji.contains("… [cell full"));
        }
    }

    private static String letters(int length) {
        return new Random(3)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void numbersAndDates_areTypedAndTheirExtremesLoseNothing() throws IOException {
        double[] numbers = {
            0,
            -0.0,
            1,
            -1,
            0.1,
            1.0 / 3,
            999_999_999_999_999d,
            1e15,
            123_456_789_012_345_678d,
            1e-300,
            1e300,
            9.99999999999999E307,
            2.2250738585072014E-308
        };
        Losses[] losses = new Losses[1];
        Path file = write(
                "Rows",
                2,
                sheet -> {
                    for (double number : numbers) {
                        sheet.number(number, false);
                        sheet.number(number, true);
                        sheet.endRow();
                    }
                    sheet.number(Double.NaN, false);
                    sheet.number(Double.MAX_VALUE, false);
                    sheet.endRow();
                    sheet.money(new BigDecimal("-1234567890123.45"));
                    sheet.money(new BigDecimal("12345678901234567.89"));
                    sheet.endRow();
                    sheet.day(LocalDate.of(2024, 2, 29));
                    sheet.day(LocalDate.of(1899, 5, 4));
                    sheet.endRow();
                    sheet.moment(LocalDateTime.of(2024, 2, 29, 23, 59, 58));
                    sheet.moment(LocalDateTime.of(1066, 10, 14, 9, 0));
                    sheet.endRow();
                },
                losses);
        assertEquals(3, losses[0].numbersAsText());
        assertEquals(2, losses[0].daysAsText());
        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
            XSSFSheet sheet = book.getSheetAt(0);
            for (int i = 0; i < numbers.length; i++) {
                assertEquals(numbers[i] + 0.0, sheet.getRow(i + 1).getCell(0).getNumericCellValue());
                assertEquals(numbers[i] + 0.0, sheet.getRow(i + 1).getCell(1).getNumericCellValue());
            }
            int row = numbers.length + 1;
            assertEquals("NaN", sheet.getRow(row).getCell(0).getStringCellValue());
            assertEquals(-1234567890123.45, sheet.getRow(row + 1).getCell(0).getNumericCellValue());
            assertEquals(
                    "#,##0.00", sheet.getRow(row + 1).getCell(0).getCellStyle().getDataFormatString());
            assertEquals(
                    "12345678901234567.89", sheet.getRow(row + 1).getCell(1).getStringCellValue());
            assertTrue(DateUtil.isCellDateFormatted(sheet.getRow(row + 2).getCell(0)));
            assertEquals(
                    LocalDate.of(2024, 2, 29),
                    sheet.getRow(row + 2).getCell(0).getLocalDateTimeCellValue().toLocalDate());
            assertEquals("1899-05-04", sheet.getRow(row + 2).getCell(1).getStringCellValue());
            assertEquals(
                    LocalDateTime.of(2024, 2, 29, 23, 59, 58),
                    sheet.getRow(row + 3).getCell(0).getLocalDateTimeCellValue());
            assertEquals(
                    "yyyy-mm-dd hh:mm:ss",
                    sheet.getRow(row + 3).getCell(0).getCellStyle().getDataFormatString());
            assertEquals("1066-10-14T09:00", sheet.getRow(row + 3).getCell(1).getStringCellValue());
        }
    }

    @Test
    void aDataSheet_isATableWithAFrozenHeaderAndMeasuredColumns() throws IOException {
        Path file = write(3, sheet -> {
            for (int i = 0; i < 10; i++) {
                sheet.text("a");
                sheet.text("a text of some thirty letters.");
                sheet.text("客".repeat(100));
                sheet.endRow();
            }
        });
        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertEquals("A1:C11", sheet.getTables().getFirst().getCTTable().getRef());
            assertEquals(
                    "A1:C11",
                    sheet.getTables().getFirst().getCTTable().getAutoFilter().getRef());
            assertEquals(
                    "Column 2", sheet.getTables().getFirst().getColumns().get(2).getName());
            assertEquals(1, sheet.getPaneInformation().getHorizontalSplitPosition());
            assertTrue(sheet.getPaneInformation().isFreezePane());
            assertEquals(32, sheet.getColumnWidth(1) / 256);
            assertEquals(60, sheet.getColumnWidth(2) / 256);
            assertEquals("About", book.getSheetAt(1).getSheetName());
            assertEquals("ann", book.getProperties().getCoreProperties().getCreator());
        }
    }

    @Test
    void noRows_makeAWorkbookThatOpens() throws IOException {
        Path file = write(2, sheet -> {});
        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
            assertEquals(0, book.getSheetAt(0).getLastRowNum());
            assertEquals(
                    "A1:B2",
                    book.getSheetAt(0).getTables().getFirst().getCTTable().getRef());
        }
    }

    @Test
    void rowsPastTheLastOne_goOnOnTheNextSheetInFlatMemory() throws IOException, XMLStreamException {
        int rows = DataSheet.MOST_ROWS;
        long[] heap = new long[2];
        Path file = write(
                "Rows",
                2,
                sheet -> {
                    for (int i = 0; i < rows; i++) {
                        sheet.word("id-" + i);
                        sheet.number(i, true);
                        sheet.endRow();
                        if (i == 10_000) {
                            heap[0] = usedHeap();
                        }
                    }
                    heap[1] = usedHeap();
                },
                new Losses[1]);
        assertTrue(heap[1] - heap[0] < 8 << 20, "the heap must stay flat, grew by " + (heap[1] - heap[0]) + " bytes");
        assertEquals(List.of(DataSheet.MOST_ROWS, 2), countedRows(file));
        assertEquals("Rows (2)", names(file).get(1));
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static List<String> names(Path file) throws IOException {
        try (ReadableWorkbook book = new ReadableWorkbook(Files.newInputStream(file))) {
            return book.getSheets().map(sheet -> sheet.getName()).toList();
        }
    }

    /// Rows of the data sheets, read by a parser that knows nothing of workbooks.
    private static List<Integer> countedRows(Path file) throws IOException, XMLStreamException {
        List<Integer> counts = new ArrayList<>();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (String sheet : List.of("sheet1", "sheet2")) {
                int rows = 0;
                XMLStreamReader xml = factory.createXMLStreamReader(
                        zip.getInputStream(zip.getEntry("xl/worksheets/" + sheet + ".xml")));
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamConstants.START_ELEMENT
                            && xml.getLocalName().equals("row")) {
                        rows++;
                    }
                }
                counts.add(rows);
            }
        }
        return counts;
    }

    @Test
    void sheetNames_areWhatExcelTakes() {
        Set<String> taken = new HashSet<>();
        assertEquals("a b c", ReportBook.sheetName("a/b:c", taken));
        assertEquals("A b c (2)", ReportBook.sheetName("A[b]c", taken));
        assertEquals("_", ReportBook.sheetName("'", taken));
        assertEquals("History_", ReportBook.sheetName("History", taken));
        assertEquals("客".repeat(31), ReportBook.sheetName("客".repeat(40), taken));
        assertEquals("客".repeat(27) + " (2)", ReportBook.sheetName("客".repeat(40), taken));
    }

    @Test
    void anUnfinishedBook_leavesNoFileBehind() throws IOException {
        Path drafts = folder.resolve("tmp");
        try (ReportBook book = new ReportBook(drafts, Locale.ENGLISH)) {
            DataSheet sheet = book.data("Rows", "rows", columns(1));
            for (int i = 0; i < 200_000; i++) {
                sheet.word("somebody " + i);
                sheet.endRow();
            }
            assertEquals(
                    "rwx------",
                    java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(drafts)));
            try (Stream<Path> left = Files.list(drafts)) {
                assertEquals(0, left.count(), "a draft must have no name even while it is written");
            }
        }
    }
}
