package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookPartsTest {
    private static final String ROWS = Book.row(1, "id", "text") + Book.row(2, "a", "<c t='s'><v>1</v></c>");

    @TempDir
    Path folder;

    private Book.Read read(Book book) throws IOException {
        return Book.read(folder, book.bytes());
    }

    private void isRead(Book book) throws IOException {
        assertEquals(List.of("2 a|one"), read(book).rows());
    }

    @Test
    void parts_areFoundWhateverTheirNames() throws IOException {
        isRead(Book.of(ROWS));
        isRead(Book.of(ROWS).renamed("xl/texts.xml", "XL/Texts.XML"));
        isRead(Book.of(ROWS).renamed("[Content_Types].xml", "[content_types].XML"));
        isRead(Book.of(ROWS)
                .renamed("xl/workbook.xml", "odd/main.part")
                .renamed("xl/_rels/workbook.xml.rels", "odd/_rels/main.part.rels")
                .renamed("xl/worksheets/sheet1.xml", "odd/worksheets/sheet1.xml")
                .renamed("xl/texts.xml", "odd/texts.xml")
                .replaced("_rels/.rels", "xl/workbook.xml", "/odd/main.part"));
        isRead(Book.of(ROWS)
                .renamed("xl/workbook.xml", "xl\\workbook.xml")
                .renamed("xl/_rels/workbook.xml.rels", "xl\\_rels\\workbook.xml.rels")
                .renamed("xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"));
        isRead(Book.of(ROWS).renamed("xl/workbook.xml", "/xl/workbook.xml"));
        isRead(Book.of(ROWS).replaced("xl/_rels/workbook.xml.rels", "'texts.xml'", "'/xl/texts.xml'"));
        isRead(Book.of(ROWS).replaced("xl/_rels/workbook.xml.rels", "'texts.xml'", "'xl/texts.xml'"));
        isRead(Book.of(ROWS).replaced("xl/_rels/workbook.xml.rels", "'texts.xml'", "'..\\xl\\./texts.xml'"));
    }

    @Test
    void relationshipsThatAreMissing_areMadeUpForByTheUsualNames() throws IOException {
        isRead(Book.of(ROWS).renamed("_rels/.rels", "other.xml"));
        isRead(Book.of(ROWS)
                .renamed("_rels/.rels", "other.xml")
                .renamed("xl/workbook.xml", "b/book.xml")
                .renamed("xl/_rels/workbook.xml.rels", "b/_rels/book.xml.rels")
                .replaced("xl/_rels/workbook.xml.rels", "", "")
                .renamed("xl/worksheets/sheet1.xml", "b/worksheets/sheet1.xml")
                .renamed("xl/texts.xml", "b/texts.xml")
                .with(
                        "[Content_Types].xml",
                        "<Types><Override PartName='/b/book.xml' ContentType='application/vnd.openxmlformats-"
                                + "officedocument.spreadsheetml.sheet.main+xml'/></Types>"));
        isRead(Book.of(ROWS)
                .renamed("xl/texts.xml", "xl/sharedStrings.xml")
                .replaced("xl/_rels/workbook.xml.rels", "sharedStrings", "other"));
    }

    @Test
    void theStrictFormOfTheFormat_isReadLikeTheOther() throws IOException {
        String rows = Book.row(1, "id", "text", "day", "time")
                + Book.row(
                        2,
                        "a",
                        "<c t='s'><v>1</v></c>",
                        "<c t='d'><v>2025-03-01T00:00:00</v></c>",
                        "<c t='d'><v>2025-03-01T09:30:00</v></c>");
        Book book = Book.of(rows);
        for (String part : List.of(
                "_rels/.rels",
                "xl/workbook.xml",
                "xl/_rels/workbook.xml.rels",
                "xl/worksheets/sheet1.xml",
                "xl/texts.xml")) {
            book.replaced(
                            part,
                            "http://schemas.openxmlformats.org/spreadsheetml/2006/",
                            "http://purl.oclc.org/ooxml/spreadsheetml/")
                    .replaced(
                            part,
                            "http://schemas.openxmlformats.org/officeDocument/2006/",
                            "http://purl.oclc.org/ooxml/officeDocument/");
        }
        assertEquals(
                List.of("2 a|one|2025-03-01|2025-03-01T09:30:00"), read(book).rows());
        isRead(Book.of(ROWS)
                .replaced("xl/texts.xml", "<sst xmlns=", "<x:sst xmlns:x=")
                .replaced("xl/texts.xml", "</sst", "</x:sst")
                .replaced("xl/texts.xml", "<si", "<x:si")
                .replaced("xl/texts.xml", "</si", "</x:si")
                .replaced("xl/texts.xml", "<t>", "<x:t>")
                .replaced("xl/texts.xml", "</t>", "</x:t>"));
    }

    @Test
    void elementsOfAnotherNamespaceOrPlace_meanNothing() throws IOException {
        String extension = "<extLst><ext xmlns:x15='http://schemas.microsoft.com/office/spreadsheetml/2010/11/main'>"
                + "<x15:workbookPr chartTrackingRefBase='1'/><workbookPr date1904='0'/></ext></extLst></workbook>";
        Book book = Book.of(Book.row(1, "id", "day") + Book.row(2, "a", "=s1:44255"), "yyyy-mm-dd")
                .replaced("xl/workbook.xml", "<sheets>", "<workbookPr date1904='1'/><sheets>")
                .replaced("xl/workbook.xml", "</workbook>", extension);
        assertEquals(List.of("2 a|2025-03-01"), read(book).rows());
        Book styles = Book.of(Book.row(1, "id", "sum") + Book.row(2, "a", "=s1:44255"), "0.00")
                .replaced(
                        "xl/styles.xml",
                        "</styleSheet>",
                        "<dxfs><dxf><numFmt numFmtId='200' formatCode='yyyy'/></dxf></dxfs></styleSheet>");
        assertEquals(List.of("2 a|44255"), read(styles).rows());
        Book rows = Book.of(ROWS)
                .replaced(
                        "xl/worksheets/sheet1.xml",
                        "</worksheet>",
                        "<extLst><ext><sheetData>" + Book.row(9, "x", "y") + "</sheetData></ext></extLst></worksheet>");
        isRead(rows);
    }

    @Test
    void sheetsOfChartsAndPartsThatAreMissing_areNoSheets() throws IOException {
        Book book = Book.of(ROWS)
                .replaced(
                        "xl/workbook.xml",
                        "<sheets>",
                        "<sheets><sheet name='gone' sheetId='7' r:id='r9'/><sheet name='chart' sheetId='8' r:id='r2'/>");
        assertEquals(List.of("S"), read(book).sheets());
        isRead(book);
    }

    @Test
    void aWorkbookOfWhichOnlySheetsAreProtected_isUnlocked() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword(Decryptor.DEFAULT_PASSWORD);
            try (OutputStream inner = encryptor.getDataStream(files)) {
                inner.write(Book.of(ROWS).bytes());
            }
            files.writeFilesystem(out);
        }
        assertEquals(List.of("2 a|one"), Book.read(folder, out.toByteArray()).rows());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void anEncryptionThatNobodyKnows_isRefusedByThatReason() throws IOException {
        for (int size : new int[] {0, 3, 200}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                files.createDocument(new ByteArrayInputStream(new byte[200]), "EncryptedPackage");
                files.createDocument(new ByteArrayInputStream(new byte[size]), "EncryptionInfo");
                files.writeFilesystem(out);
            }
            InvalidFile refused =
                    assertThrows(InvalidFile.class, () -> Book.read(folder, out.toByteArray()), size + " bytes");
            assertTrue(String.valueOf(refused.getMessage()).contains("password"), refused.getMessage());
        }
    }

    @Test
    void partsInAnotherEncodingOfUnicode_areRead() throws IOException {
        byte[] bytes = Book.of(ROWS).bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                zip.write(("<?xml version='1.0' encoding='UTF-16'?>" + text).getBytes(StandardCharsets.UTF_16));
            }
        }
        assertEquals(List.of("2 a|one"), Book.read(folder, out.toByteArray()).rows());
    }

    @Test
    void emptyWorkbooks_areRefusedByThatReason() {
        InvalidFile empty = assertThrows(InvalidFile.class, () -> read(Book.of("")));
        assertTrue(String.valueOf(empty.getMessage()).contains("has no value in any cell of its visible sheets"));
    }

    @Test
    void aSmallFileWhoseCellsComeToFarTooMuch_isRefusedInTime() throws IOException {
        StringBuilder rows = new StringBuilder(Book.row(1, "id", "text"));
        for (int i = 2; i < 13_000; i++) {
            rows.append(Book.row(i, "a", "<c t='s'><v>2</v></c>"));
        }
        StringBuilder text = new StringBuilder();
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 1_000_000; i++) {
            text.append(i % 20 == 0 ? (char) ('a' + random.nextInt(26)) : 'x');
        }
        Book book = Book.of(rows.toString()).replaced("xl/texts.xml", "</sst>", "<si><t>" + text + "</t></si></sst>");
        long start = System.nanoTime();
        InvalidFile refused = assertThrows(InvalidFile.class, () -> read(book));
        assertTrue(String.valueOf(refused.getMessage()).contains("far more than its size"), refused.getMessage());
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
    }

    @Test
    void valuesFarOutToTheRight_areRefusedInTime_andASparseSheetIsNot() throws IOException {
        // a file that is large enough for the number of its cells alone not to stop it
        StringBuilder noise = new StringBuilder();
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 900_000; i++) {
            noise.append((char) ('a' + random.nextInt(26)));
        }
        Book far = Book.of(lastColumn(5_000, "XEY"))
                .replaced("xl/texts.xml", "</sst>", "<si><t>" + noise + "</t></si></sst>");
        InvalidFile refused = assertThrows(InvalidFile.class, () -> read(far));
        assertTrue(String.valueOf(refused.getMessage()).contains("far out to the right"), refused.getMessage());
        assertEquals(5_000, read(Book.of(lastColumn(5_000, "SF"))).rows().size());
    }

    /// A header and rows, each with a value in its first column and one in `column`.
    private static String lastColumn(int rows, String column) {
        StringBuilder all = new StringBuilder(Book.row(1, "id", "text"));
        for (int i = 2; i < rows + 2; i++) {
            all.append("<row r='%1$d'><c r='A%1$d'><v>%1$d</v></c><c r='%2$s%1$d'><v>7</v></c></row>"
                    .formatted(i, column));
        }
        return all.toString();
    }
}
