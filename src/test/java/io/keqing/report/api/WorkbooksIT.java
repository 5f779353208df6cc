package io.keqing.report.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.report.api.ReportCalls.batch;
import static io.keqing.report.api.ReportCalls.file;
import static io.keqing.report.api.ReportCalls.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A manager's own workbook, filled.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkbooksIT {
    private EmbeddedServer server;
    private Caller admin;
    private Caller manager;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        manager = admin.make(Role.MANAGER);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            lines.append(
                    "{\"source\":\"wb\",\"id\":\"%03d\",\"name\":\"客户 %d\",\"points\":%d,\"joined\":\"2024-02-%02d\"}%n"
                            .formatted(i, i, i, 1 + i % 28));
        }
        batch(admin, "customers", lines.toString());
        admin.settle();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /// A title, a sum over the column of points, and a row below the headers that has the user's style.
    private static byte[] workbook() throws Exception {
        try (XSSFWorkbook book = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet cover = book.createSheet("封面");
            cover.createRow(0).createCell(1).setCellValue("?");
            cover.createRow(2).createCell(1).setCellFormula("SUM(Data!C2:C1000)");
            XSSFSheet data = book.createSheet("Data");
            var heads = data.createRow(0);
            heads.createCell(0).setCellValue("name");
            heads.createCell(1).setCellValue("joined");
            heads.createCell(2).setCellValue("Points");
            CellStyle blue = book.createCellStyle();
            blue.setDataFormat(book.createDataFormat().getFormat("0.000"));
            data.createRow(1).createCell(2).setCellStyle(blue);
            name(book, "kq_title", "'封面'!$B$1");
            name(book, "kq_rows", "'封面'!$B$2");
            name(book, "KQ_Records", "Data!$A$1:$C$1");
            book.write(out);
            return out.toByteArray();
        }
    }

    private static void name(XSSFWorkbook book, String name, String place) {
        Name defined = book.createName();
        defined.setNameName(name);
        defined.setRefersToFormula(place);
    }

    private HttpResponse<String> put(String name, byte[] content, String who) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        server.getURL() + "/api/v1/reports/workbooks/" + Caller.encoded(name)))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString((who + ":" + Caller.PASSWORD)
                                                                .getBytes(StandardCharsets.UTF_8)))
                                .header("Content-Type", "application/octet-stream")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itsNamesAreFilled_andItsFormulasAndStylesStay() throws Exception {
        assertEquals(204, put("月报", workbook(), "manager").statusCode());
        JsonNode report = made(
                manager,
                "{\"template\":\"customers\",\"query\":\"customers/search?f.source=wb&sort=id\",\"workbook\":\"月报\",\"language\":\"en\"}");
        assertEquals(30, report.path("rows").asInt());
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file(manager, report)))) {
            XSSFSheet cover = book.getSheet("封面");
            assertEquals("Customers", cover.getRow(0).getCell(1).getStringCellValue());
            assertEquals(30, cover.getRow(1).getCell(1).getNumericCellValue());
            assertEquals("SUM(Data!C2:C1000)", cover.getRow(2).getCell(1).getCellFormula());
            XSSFSheet data = book.getSheet("Data");
            double sum = 0;
            for (int i = 1; i <= 30; i++) {
                assertEquals("客户 " + (i - 1), data.getRow(i).getCell(0).getStringCellValue());
                sum += data.getRow(i).getCell(2).getNumericCellValue();
                assertEquals("0.000", data.getRow(i).getCell(2).getCellStyle().getDataFormatString());
            }
            assertEquals(30 * 29 / 2, sum);
            assertEquals(
                    2024, data.getRow(5).getCell(1).getLocalDateTimeCellValue().getYear());
            assertTrue(book.getForceFormulaRecalculation());
            assertTrue(about(book).contains("Records|30|"), about(book));
        }
        assertEquals(
                "月报", manager.read("/reports/workbooks").get(0).path("name").asText());
        assertEquals(
                204,
                manager.delete("/reports/workbooks/" + Caller.encoded("月报")).statusCode());
    }

    /// Three example records, a total below them, a column that no report has, and all sheets selected together, as
    /// somebody leaves a workbook who printed all of it.
    private static byte[] withExamples() throws Exception {
        try (XSSFWorkbook book = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet cover = book.createSheet("Cover");
            XSSFSheet data = book.createSheet("Data");
            var heads = data.createRow(0);
            heads.createCell(0).setCellValue("city");
            heads.createCell(1).setCellValue("Points");
            heads.createCell(2).setCellValue("Shoe size");
            for (int i = 1; i <= 3; i++) {
                var row = data.createRow(i);
                row.createCell(0).setCellValue("Example town");
                row.createCell(1).setCellValue(900 + i);
                row.createCell(2).setCellValue(40 + i);
            }
            var total = data.createRow(4);
            total.createCell(0).setCellValue("Total");
            total.createCell(1).setCellFormula("SUM(B2:B4)");
            name(book, "kq_records", "Data!$A$1:$C$1");
            cover.setSelected(true);
            data.setSelected(true);
            book.write(out);
            return out.toByteArray();
        }
    }

    @Test
    void examplesGo_noRecordIsLost_andWhatStandsBelowMovesDown() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            // every third has neither a city nor points: it is a row all the same
            lines.append("{\"source\":\"ex\",\"id\":\"%03d\",\"name\":\"N%d\"%s}%n"
                    .formatted(i, i, i % 3 == 0 ? "" : ",\"city\":\"Linz\",\"points\":" + i));
        }
        batch(admin, "customers", lines.toString());
        admin.settle();
        for (int wanted : new int[] {200, 2}) {
            assertEquals(204, put("examples", withExamples(), "manager").statusCode());
            JsonNode report = made(
                    manager,
                    "{\"template\":\"customers\",\"query\":\"customers/search?f.source=ex&sort=id%s\",\"workbook\":\"examples\",\"language\":\"en\"}"
                            .formatted(wanted == 2 ? "&f.id=000&f.id=001" : ""));
            assertEquals(wanted, report.path("rows").asInt());
            try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file(manager, report)))) {
                XSSFSheet data = book.getSheet("Data");
                for (int i = 0; i < wanted; i++) {
                    String city = cell(data, 1 + i, 0);
                    assertEquals(i % 3 == 0 ? "" : "Linz", city, "record " + i);
                    assertEquals(i % 3 == 0 ? "" : i + ".0", cell(data, 1 + i, 1));
                    assertEquals("", cell(data, 1 + i, 2), "an example of a column that the report has not");
                }
                int total = wanted == 2 ? 4 : wanted + 1;
                for (int i = wanted + 1; i < total; i++) {
                    assertEquals("", cell(data, i, 0), "an example that no record replaces");
                }
                assertEquals("Total", cell(data, total, 0));
                assertTrue(cell(data, total, 1).startsWith("SUM("));
                assertTrue(about(book).contains("Shoe size"), about(book));
                int selected = 0;
                for (int i = 0; i < book.getNumberOfSheets(); i++) {
                    selected += book.getSheetAt(i).isSelected() ? 1 : 0;
                }
                assertEquals(1, selected, "sheets that are selected together are changed together");
            }
        }
        manager.delete("/reports/workbooks/examples");
    }

    @Test
    void sharesOfAChosenFacet_arePartsOfWhatWasChosen() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(
                    "{\"source\":\"shares\",\"id\":\"%03d\",\"kind\":\"complaint\",\"at\":\"2026-03-05T09:00:00Z\",\"product\":\"%s\"}%n"
                            .formatted(i, i < 5 ? "kettle" : "pan"));
        }
        batch(admin, "interactions", lines.toString());
        admin.settle();
        JsonNode report = made(
                manager,
                "{\"template\":\"complaints\",\"query\":\"interactions/search?f.source=shares&f.product=kettle\",\"from\":\"2026-03-01\",\"to\":\"2026-03-31\",\"language\":\"en\"}");
        assertEquals(5, report.path("rows").asInt());
        int shares = 0;
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file(manager, report)))) {
            for (var row : book.getSheetAt(0)) {
                for (var cell : row) {
                    if (cell.getCellStyle().getDataFormatString().contains("%")) {
                        shares++;
                        assertTrue(cell.getNumericCellValue() <= 1, row.getCell(0) + " " + cell);
                    }
                }
            }
        }
        assertTrue(shares > 0, "shares in the summary");
    }

    private static String cell(XSSFSheet sheet, int row, int column) {
        var there = sheet.getRow(row) == null ? null : sheet.getRow(row).getCell(column);
        return there == null ? "" : there.toString();
    }

    private static String about(XSSFWorkbook book) {
        StringBuilder about = new StringBuilder();
        book.getSheet("About")
                .forEach(row -> row.forEach(cell -> about.append(cell).append('|')));
        return about.toString();
    }

    @Test
    void whatIsNoSuchWorkbook_isRefusedByName() throws Exception {
        assertProblem(422, "must be an .xlsx", put("x", "no workbook".getBytes(StandardCharsets.UTF_8), "manager"));
        try (XSSFWorkbook plain = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            plain.createSheet("a");
            plain.write(out);
            assertProblem(422, "must define a name that begins with kq_", put("x", out.toByteArray(), "manager"));
        }
        admin.make(Role.ANALYST);
        assertProblem(403, "needs the role MANAGER or ADMIN", put("x", workbook(), "analyst"));
        assertProblem(
                422,
                "workbook must be the name of one that was put",
                manager.post("/reports", "{\"template\":\"customers\",\"workbook\":\"none\"}"));
    }
}
