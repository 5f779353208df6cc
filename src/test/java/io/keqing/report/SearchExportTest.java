package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.field.FieldSet;
import io.keqing.field.RecordId;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.FieldNames;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Questions;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SearchExportTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Viewer ANALYST = new Viewer("ann", Set.of(Role.ANALYST));
    private static final Viewer MANAGER = new Viewer("mona", Set.of(Role.MANAGER));
    private static final SearchQuery QUERY = new SearchQuery(
            "interactions",
            "退款 refund",
            List.of(
                    new Filter("kind", List.of(new Condition.Is("order"), new Condition.Is("return"))),
                    new Filter("at", List.of(new Condition.Between("2025-01", "2025-03", false)))),
            List.of(new SearchQuery.Order("amount", true)),
            50,
            null,
            null);

    private final List<String> taken = new ArrayList<>();

    @TempDir
    Path drafts;

    private static RecordTypes types() {
        return new RecordTypes(Stream.of(
                        io.keqing.customer.CustomerFields.ALL,
                        io.keqing.interaction.InteractionFields.ALL,
                        io.keqing.feedback.FeedbackFields.ALL)
                .map(SearchExportTest::type)
                .toList());
    }

    private static RecordType type(FieldSet fields) {
        return new RecordType(
                fields, fields.type(), fields.type(), "", Map.of(), List.of(), "0", Map.of(), RecordType.Known.BY_ROW);
    }

    private static Questions questions(RecordTypes types) {
        return new Questions(
                new FieldNames(types.all().stream().map(RecordType::fields).toList(), type -> List.of()));
    }

    private SearchExport export(CannedRows index) {
        RecordTypes types = types();
        return new SearchExport(
                new ReportMaker(
                        index,
                        types,
                        type -> List.of(),
                        new AboutText(types, questions(types), query -> query.type() + "/search?q=refund"),
                        drafts,
                        SHANGHAI),
                (viewer, what, format, made, bytes, report) -> taken.add(what));
    }

    private static ExportRequest request(ExportFormat format, Locale locale) {
        return new ExportRequest(
                QUERY, List.of(), format, locale, "http://localhost:8080/", false, CsvEncoding.UTF_8_BOM);
    }

    private static Hit hit(int n, Map<String, Object> fields) {
        return new Hit("interactions", n, new RecordId("crm", "00" + n), 1, fields, Map.of(), List.of());
    }

    private static Map<String, Object> order() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("at", Instant.parse("2025-01-31T16:30:00Z"));
        fields.put("kind", "order");
        fields.put("customer", "crm/C/1");
        fields.put("amount", 1234.5);
        fields.put("quantity", 3.0);
        fields.put("subject", "=退款 \"refund\"");
        fields.put("tags", List.of("vip", "new"));
        fields.put("overdue", true);
        fields.put("product", "123456789012345678");
        fields.put("mentioned", "139••••5678");
        return fields;
    }

    private static XSSFWorkbook open(ExportFile file) throws IOException {
        try (InputStream in = file.read()) {
            return new XSSFWorkbook(in);
        }
    }

    private static Map<String, String> firstRow(XSSFSheet sheet) {
        Map<String, String> row = new HashMap<>();
        sheet.getRow(0).forEach(cell -> {
            var value = sheet.getRow(1).getCell(cell.getColumnIndex());
            row.put(cell.getStringCellValue(), value == null ? "" : value.toString());
        });
        return row;
    }

    @Test
    void everyHit_isARowOfTypedCellsInTheQuerysOrder() throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            hits.add(hit(i, order()));
        }
        try (ExportFile file =
                        export(new CannedRows(hits)).export(request(ExportFormat.XLSX, Locale.ENGLISH), MANAGER);
                XSSFWorkbook book = open(file)) {
            assertEquals(2_500, file.rows());
            assertEquals(List.of("interactions"), taken);
            assertTrue(file.name().matches("interactions-\\d{8}-\\d{4}\\.xlsx"), file.name());
            XSSFSheet sheet = book.getSheetAt(0);
            assertEquals("Interactions", sheet.getSheetName());
            assertEquals(2_500, sheet.getLastRowNum());
            for (int i = 0; i < 2_500; i++) {
                assertEquals("00" + i, sheet.getRow(i + 1).getCell(1).getStringCellValue());
            }
            assertEquals(
                    LocalDateTime.of(2025, 2, 1, 0, 30),
                    sheet.getRow(1).getCell(2).getLocalDateTimeCellValue());
            Map<String, String> row = firstRow(sheet);
            assertEquals("Order", row.get("Kind"));
            assertEquals("crm", row.get("Customer source"));
            assertEquals("C/1", row.get("Customer id"));
            assertEquals("1234.5", row.get("Amount"));
            assertEquals("=退款 \"refund\"", row.get("Subject"));
            assertEquals("vip; new", row.get("Tags"));
            assertEquals("Yes", row.get("Overdue"));
            assertEquals("123456789012345678", row.get("Product"));
            assertEquals("139••••5678", row.get("Mentioned numbers"));
            assertEquals("", row.get("Staff"));
        }
    }

    @Test
    void theAboutSheet_saysWhoAskedWhatAndWhatIsMasked() throws IOException {
        try (ExportFile file = export(new CannedRows(List.of(hit(1, order()))))
                        .export(request(ExportFormat.XLSX, Locale.ENGLISH), ANALYST);
                XSSFWorkbook book = open(file)) {
            Map<String, String> about = about(book.getSheet("About"));
            assertEquals("ann", about.get("Made by"));
            assertEquals("退款 refund", about.get("Words"));
            assertEquals("Kind: Order or Return\nAt: 2025-01 to 2025-03", about.get("Filters"));
            assertEquals("Amount, descending", about.get("Order"));
            assertEquals("http://localhost:8080/search/interactions?q=refund", about.get("Address"));
            assertEquals("1", about.get("Records"));
            assertEquals("none: every record that matched is in this file", about.get("Truncation"));
            assertEquals("Analyst", about.get("Roles in force"));
            assertEquals("Customer name, Mentioned numbers, Former names of the customer", about.get("Shown masked"));
            assertTrue(about.get("Time zone").startsWith("Asia/Shanghai"));
        }
    }

    @Test
    void inChinese_everythingThatIsNotARecordIsChinese() throws IOException {
        try (ExportFile file = export(new CannedRows(List.of(hit(1, order()))))
                        .export(request(ExportFormat.XLSX, Locale.SIMPLIFIED_CHINESE), MANAGER);
                XSSFWorkbook book = open(file)) {
            assertEquals("互动", book.getSheetName(0));
            Map<String, String> row = firstRow(book.getSheetAt(0));
            assertEquals("订单", row.get("类型"));
            assertEquals("C/1", row.get("客户编号"));
            assertEquals("是", row.get("已逾期"));
            assertEquals(
                    "类型：订单 或 退货\n时间：2025-01 至 2025-03",
                    about(book.getSheet("说明")).get("筛选条件"));
        }
    }

    private static Map<String, String> about(XSSFSheet sheet) {
        Map<String, String> lines = new HashMap<>();
        sheet.forEach(row -> {
            if (row.getCell(1) != null) {
                lines.putIfAbsent(
                        row.getCell(0).toString().strip(), row.getCell(1).toString());
            }
        });
        return lines;
    }

    @Test
    void asCsv_aTextLikeAFormulaIsHarmlessUnlessRaw() throws IOException {
        Map<String, Object> fields = order();
        fields.put("body", "two\nlines, \"quoted\"");
        CannedRows index = new CannedRows(List.of(hit(1, fields)));
        List<String> columns = List.of("subject", "body", "amount", "at");
        for (boolean raw : List.of(false, true)) {
            ExportRequest request = new ExportRequest(
                    QUERY, columns, ExportFormat.CSV, Locale.ENGLISH, null, raw, CsvEncoding.UTF_8_BOM);
            try (ExportFile file = export(index).export(request, MANAGER);
                    InputStream in = file.read()) {
                assertEquals(
                        "\ufeffSource,Id,Subject,Body,Amount,At\r\ncrm,001,\"" + (raw ? "" : "'")
                                + "=退款 \"\"refund\"\"\",\"two\nlines, \"\"quoted\"\"\",1234.5,2025-02-01 00:30:00\r\n",
                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aColumnThatIsNoField_isRefusedByName() {
        ExportRequest request = new ExportRequest(
                QUERY,
                List.of("at", "shoeSize"),
                ExportFormat.XLSX,
                Locale.ENGLISH,
                null,
                false,
                CsvEncoding.UTF_8_BOM);
        InvalidQueryException refused = assertThrows(
                InvalidQueryException.class,
                () -> export(new CannedRows(List.of())).export(request, MANAGER).close());
        assertEquals(
                "a column must be a field of interactions, or one born at run time that is a facet, was \"shoeSize\"",
                refused.getMessage());
    }

    @Test
    void supportAlone_takesNothingAway() {
        ExportRequest request = request(ExportFormat.XLSX, Locale.ENGLISH);
        SearchExport export = export(new CannedRows(List.of()));
        ReportRefusal refused = assertThrows(
                ReportRefusal.class,
                () -> export.export(request, new Viewer("sam", Set.of(Role.SUPPORT)))
                        .close());
        assertEquals(ReportRefusal.Kind.NOT_ALLOWED, refused.kind());
        assertTrue(SearchExport.allowed(new Viewer("both", Set.of(Role.SUPPORT, Role.ANALYST))));
    }

    @Test
    void anEngineThatFailsHalfWay_givesNoFileAndLeavesNone() throws IOException {
        CannedRows index = new CannedRows(List.of(hit(1, order())));
        index.fails = true;
        SearchExport export = export(index);
        for (ExportFormat format : ExportFormat.values()) {
            for (int i = 0; i <= SearchExport.AT_ONCE; i++) {
                assertThrows(
                        IndexUnavailableException.class,
                        () -> export.export(request(format, Locale.ENGLISH), MANAGER)
                                .close());
            }
        }
        try (Stream<Path> left = Files.list(drafts)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    @Timeout(20)
    void aThirdExportAtOnce_isAskedToWait() throws Exception {
        CannedRows index = new CannedRows(List.of(hit(1, order())));
        index.reached = new CountDownLatch(SearchExport.AT_ONCE);
        index.gate = new CountDownLatch(1);
        SearchExport export = export(index);
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < SearchExport.AT_ONCE; i++) {
            others.add(Thread.ofPlatform().start(() -> {
                try {
                    export.export(request(ExportFormat.CSV, Locale.ENGLISH), MANAGER)
                            .close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        assertTrue(index.reached.await(10, TimeUnit.SECONDS));
        ReportRefusal refused = assertThrows(
                ReportRefusal.class,
                () -> export.export(request(ExportFormat.CSV, Locale.ENGLISH), MANAGER)
                        .close());
        assertEquals(ReportRefusal.Kind.BUSY, refused.kind());
        index.gate.countDown();
        for (Thread other : others) {
            assertTrue(other.join(java.time.Duration.ofSeconds(10)));
        }
        assertFalse(export.export(request(ExportFormat.CSV, Locale.ENGLISH), MANAGER)
                        .rows()
                == 0);
    }
}
