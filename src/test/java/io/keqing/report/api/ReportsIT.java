package io.keqing.report.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.Caller.json;
import static io.keqing.report.api.ReportCalls.accepted;
import static io.keqing.report.api.ReportCalls.batch;
import static io.keqing.report.api.ReportCalls.done;
import static io.keqing.report.api.ReportCalls.file;
import static io.keqing.report.api.ReportCalls.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Reports over HTTP, on the real engines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsIT {
    private static final int CUSTOMERS = 1_234;
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbeddedServer server;
    private Caller admin;
    private Caller manager;
    private Caller analyst;

    private Path home;
    private Path outbox;

    @BeforeAll
    void start() throws Exception {
        home = Files.createTempDirectory(Path.of("target"), "reports");
        outbox = home.resolve("outbox");
        server = Caller.portal(Map.of(
                "keqing.home",
                home.toString(),
                "keqing.report.folder",
                outbox.toString(),
                "keqing.report.large",
                "1000"));
        admin = Caller.admin(server);
        manager = admin.make(Role.MANAGER);
        analyst = admin.make(Role.ANALYST);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < CUSTOMERS; i++) {
            lines.append("""
                    {"source":"rp","id":"%06d","name":"王芳 %d","tier":"%s","points":%d,"phone":"139%08d","company":"=1+%d","province":"%s"}
                    """.formatted(i, i, i % 2 == 0 ? "gold" : "silver", i, i, i, i % 4 < 2 ? "广东" : "江苏"));
        }
        batch(admin, "customers", lines.toString());
        batch(admin, "interactions", """
                {"source":"rp","id":"i1","customer":"000001","kind":"complaint","channel":"phone","product":"书","topic":"退款","reason":"slow","at":"2026-03-01T08:00:00Z","subject":"打 13912345678 找我"}
                {"source":"rp","id":"i4","customer":"000003","kind":"complaint","channel":"web","product":"笔","topic":"退款","at":"2026-01-05T08:00:00Z"}
                {"source":"rp","id":"i2","customer":"000002","kind":"case","channel":"web","status":"open","at":"2026-03-02T08:00:00Z"}
                {"source":"rp","id":"i3","customer":"000001","kind":"order","amount":12.5,"at":"2026-02-02T08:00:00Z"}
                """);
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            answers.append("""
                    {"source":"rp","id":"f%d","customer":"%06d","kind":"nps","nps":%d,"channel":"%s","at":"2026-03-%02dT08:00:00Z"}
                    """.formatted(i, i, i % 11, i % 2 == 0 ? "web" : "phone", 1 + i % 20));
        }
        batch(admin, "feedback", answers.toString());
        admin.settle();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void theHashOfAReport_isThatOfItsLines_whateverTheFileIs() throws Exception {
        String query =
                "\"template\":\"customers\",\"query\":\"customers/search?f.source=rp&sort=id\",\"columns\":[\"name\",\"tier\",\"points\",\"company\"]";
        JsonNode lines = made(manager, "{" + query + ",\"format\":\"ndjson\"}");
        byte[] ndjson = file(manager, lines);
        assertEquals(CUSTOMERS, lines.path("rows").asInt());
        assertEquals(sha256(ndjson), lines.path("sha256").asText());
        List<String> all = new String(ndjson, StandardCharsets.UTF_8).lines().toList();
        assertEquals(CUSTOMERS, all.size());
        JsonNode seventh = JSON.readTree(all.get(7));
        assertEquals("000007", seventh.path("id").asText());
        assertEquals("王芳 7", seventh.path("name").asText());
        assertEquals("=1+7", seventh.path("company").asText());
        for (String format : List.of("xlsx", "csv")) {
            for (String language : List.of("zh", "en")) {
                JsonNode report =
                        made(manager, "{%s,\"format\":\"%s\",\"language\":\"%s\"}".formatted(query, format, language));
                assertEquals(
                        lines.path("sha256").asText(), report.path("sha256").asText(), format);
            }
        }
        JsonNode masked = made(analyst, "{" + query + ",\"format\":\"ndjson\"}");
        assertFalse(new String(file(analyst, masked), StandardCharsets.UTF_8).contains("王芳"));
        assertFalse(masked.path("sha256").asText().equals(lines.path("sha256").asText()));
    }

    @Test
    void aWorkbook_holdsASummaryWithCharts_theDataAndWhereItComesFrom() throws Exception {
        JsonNode report = made(
                manager,
                "{\"template\":\"customers\",\"query\":\"customers/search?q=&f.source=rp\",\"language\":\"zh-TW\"}");
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file(manager, report)))) {
            XSSFSheet summary = book.getSheetAt(0);
            assertEquals("概覽", summary.getSheetName());
            assertTrue(summary.getDrawingPatriarch().getCharts().size() > 1);
            XSSFSheet data = book.getSheet("客戶");
            assertEquals(CUSTOMERS, data.getLastRowNum());
            StringBuilder about = new StringBuilder();
            book.getSheet("說明")
                    .forEach(row -> row.forEach(cell -> about.append(cell).append('\n')));
            assertTrue(about.toString().contains(report.path("sha256").asText()), about.toString());
            assertTrue(about.toString().contains("manager"));
            assertTrue(about.toString().contains("/search/customers?"), about.toString());
        }
    }

    @Test
    void madeAgain_itIsTheSame_thoughRecordsChangedSince_andWhatIsGoneIsListed() throws Exception {
        batch(admin, "customers", """
                {"source":"again","id":"1","name":"一","city":"北京"}
                {"source":"again","id":"2","name":"二","city":"上海"}
                {"source":"again","id":"3","name":"三","city":"广州"}
                """);
        String query =
                "{\"template\":\"customers\",\"query\":\"customers/search?f.source=again\",\"columns\":[\"name\",\"city\"]}";
        JsonNode first = made(manager, query);
        assertEquals(3, first.path("rows").asInt(), first.toString());
        batch(admin, "customers", """
                {"source":"again","id":"2","name":"二","city":"深圳"}
                {"source":"again","id":"4","name":"四","city":"成都"}
                """);
        admin.settle();
        long id = first.path("id").asLong();
        JsonNode again = done(
                manager,
                json(accepted(manager.post("/reports/" + id + "/again", "")))
                        .path("id")
                        .asLong());
        assertEquals(first.path("sha256"), again.path("sha256"));
        assertEquals(first.path("asOf"), again.path("asOf"));
        assertEquals(0, again.path("differing").asInt(), again.toString());
        JsonNode now = made(manager, query);
        assertEquals(4, now.path("rows").asInt());
        assertFalse(now.path("sha256").equals(first.path("sha256")));
        // beyond the age of the history only the present is known, and that is told
        Database database = server.getApplicationContext().getBean(Database.class);
        database.inTransaction(connection -> {
            try (var delete = connection.prepareStatement(
                    "delete from history where key in (select key from customer where source = 'again')")) {
                return delete.executeUpdate();
            }
        });
        JsonNode late = done(
                manager,
                json(accepted(manager.post("/reports/" + id + "/again", "")))
                        .path("id")
                        .asLong());
        assertTrue(late.path("differing").asInt() > 0, late.toString());
        assertEquals(2, late.at("/differences/0/row").asInt());
        assertEquals("gone", late.at("/differences/0/change").asText());
        assertEquals(2, late.path("rows").asInt());
        assertEquals(1, late.path("absent").asInt());
    }

    @Test
    void everyTemplate_isMade_withItsSheets() throws Exception {
        HttpResponse<String> segment =
                manager.post("/segments", "{\"name\":\"R\",\"query\":\"customers/search?f.source=rp&f.tier=gold\"}");
        assertEquals(201, segment.statusCode(), segment.body());
        String days = ",\"from\":\"2026-01-01\",\"to\":\"2026-03-31\"";
        Map<String, String> requests = Map.of(
                "segment",
                ",\"segment\":" + json(segment).path("id").asLong(),
                "satisfaction",
                days,
                "service",
                days,
                "complaints",
                days,
                "dossier",
                ",\"customer\":\"rp/000001\"",
                "migration",
                days + ",\"scheme\":\"lifecycle\"",
                "interactions",
                "",
                "feedback",
                "");
        Map<String, Integer> rows = Map.of(
                "segment", CUSTOMERS / 2,
                "satisfaction", 40,
                "service", 3,
                "complaints", 2,
                "dossier", 3,
                "migration", 0);
        for (Map.Entry<String, String> request : requests.entrySet()) {
            JsonNode report = made(
                    manager,
                    "{\"template\":\"%s\"%s,\"language\":\"en\"}".formatted(request.getKey(), request.getValue()));
            if (rows.containsKey(request.getKey())) {
                assertEquals(rows.get(request.getKey()), report.path("rows").asInt(), report.toString());
            }
            assertNotNull(report.path("figuresSha256").textValue());
            try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file(manager, report)))) {
                assertNotNull(book.getSheet("About"), request.getKey());
                int charts = 0;
                for (int i = 0; i < book.getNumberOfSheets(); i++) {
                    var drawing = book.getSheetAt(i).getDrawingPatriarch();
                    charts += drawing == null ? 0 : drawing.getCharts().size();
                }
                assertTrue(charts > 0 || request.getKey().equals("dossier"), request.getKey());
            }
        }
    }

    @Test
    void csv_isInTheEncodingAskedFor_andCountsWhatItMadeHarmless() throws Exception {
        JsonNode report = made(
                manager,
                "{\"template\":\"customers\",\"query\":\"customers/search?f.source=rp&sort=id\",\"format\":\"csv\",\"encoding\":\"gb18030\",\"columns\":[\"name\",\"company\"],\"language\":\"en\"}");
        String csv = new String(file(manager, report), Charset.forName("GB18030"));
        assertTrue(csv.startsWith("Source,Id,Name,Company\r\nrp,000000,王芳 0,'=1+0\r\n"), csv.substring(0, 80));
        assertEquals(CUSTOMERS, report.at("/losses/textsQuoted").asInt());
        JsonNode both = made(manager, "{\"template\":\"dossier\",\"customer\":\"rp/000001\",\"format\":\"ndjson\"}");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file(manager, both)))) {
            assertEquals("1-interactions.ndjson", zip.getNextEntry().getName());
            assertTrue(new String(zip.readAllBytes(), StandardCharsets.UTF_8).contains("\"reason\":\"slow\""));
            assertEquals("2-feedback.ndjson", zip.getNextEntry().getName());
        }
    }

    @Test
    void whoMayHaveWhat_isTheRuleOfTheRoles() throws Exception {
        assertProblem(403, "needs the role MANAGER or ADMIN", analyst.post("/reports", "{\"template\":\"service\"}"));
        assertEquals(
                403,
                admin.make(Role.SUPPORT)
                        .post("/reports", "{\"template\":\"customers\"}")
                        .statusCode());
        JsonNode report = made(manager, "{\"template\":\"complaints\"}");
        String path = "/reports/" + report.path("id").asLong();
        assertProblem(404, "there is no report", analyst.get(path));
        assertEquals(200, admin.get(path).statusCode());
        assertProblem(422, "template must be one of", manager.post("/reports", "{\"template\":\"shoes\"}"));
        assertProblem(
                422, "was \"shoe\"", manager.post("/reports", "{\"template\":\"customers\",\"columns\":[\"shoe\"]}"));
        assertProblem(
                422,
                "format must be xlsx",
                manager.post("/reports", "{\"template\":\"migration\",\"format\":\"csv\"}"));
        assertProblem(422, "needs the number of a segment", manager.post("/reports", "{\"template\":\"segment\"}"));
        assertProblem(
                422,
                "to must not be before from",
                manager.post("/reports", "{\"template\":\"service\",\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}"));
        assertProblem(
                422,
                "must ask for interactions",
                manager.post("/reports", "{\"template\":\"service\",\"query\":\"customers/search?q=\"}"));
        assertEquals(204, manager.delete(path).statusCode());
        assertProblem(409, "was taken away", manager.get(path + "/file"));
        assertProblem(409, "was taken away", manager.post(path + "/again", ""));
    }

    @Test
    void aSchedule_makesTheReportAndPutsACopyIntoTheFolder_andTheLogTellsOfALargeOne() throws Exception {
        String schedule =
                "{\"name\":\"每周\",\"cron\":\"%s\",\"zone\":\"Asia/Shanghai\",\"folder\":true,\"report\":{\"template\":\"customers\",\"query\":\"customers/search?f.source=rp\",\"format\":\"csv\"}}";
        assertProblem(422, "a schedule must come round", manager.post("/schedules", schedule.formatted("0 8 30 2 *")));
        assertProblem(
                422,
                "mail needs a mail server",
                manager.post(
                        "/schedules",
                        schedule.formatted("0 8 * * 1")
                                .replace("\"folder\"", "\"mail\":[\"a@b.example\"],\"folder\"")));
        HttpResponse<String> put = manager.post("/schedules", schedule.formatted("0 8 * * 1"));
        assertEquals(201, put.statusCode(), put.body());
        assertTrue(json(put).path("next").asText().endsWith("T00:00:00Z"), put.body());
        Database database = server.getApplicationContext().getBean(Database.class);
        database.inTransaction(connection -> {
            try (var due =
                    connection.prepareStatement("update job_schedule set next_at = now() where name like 'report/%'")) {
                return due.executeUpdate();
            }
        });
        JsonNode made = null;
        for (int i = 0; i < 600 && made == null; i++) {
            for (JsonNode report : manager.read("/reports")) {
                if (report.path("schedule").asText().equals("每周")
                        && report.path("state").asText().equals("finished")) {
                    made = report;
                }
            }
            Thread.sleep(100);
        }
        assertNotNull(made);
        try (Stream<Path> copies = Files.list(outbox)) {
            Path copy = copies.toList().getFirst();
            assertEquals(made.path("bytes").asLong(), Files.size(copy));
        }
        JsonNode log = admin.read("/reports/log");
        boolean told = false;
        for (JsonNode export : log) {
            told |= export.path("report").asLong() == made.path("id").asLong()
                    && export.path("large").asBoolean()
                    && export.path("rows").asInt() == CUSTOMERS;
        }
        assertTrue(told, log.toString());
        assertEquals(403, manager.get("/reports/log").statusCode());
        assertEquals(1, manager.read("/schedules").size());
        assertEquals(0, analyst.read("/schedules").size());
        assertEquals(204, manager.delete("/schedules/" + Caller.encoded("每周")).statusCode());
        assertEquals(0, manager.read("/schedules").size());
    }

    @Test
    void filesAreForTheirPortalAlone_andGoAfterTheirTime() throws Exception {
        JsonNode report = made(manager, "{\"template\":\"feedback\",\"format\":\"csv\"}");
        Path folder = home.resolve("files/reports");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("files/tmp"))));
        Path file = folder.resolve(report.path("id").asText());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> drafts = Files.list(home.resolve("files/tmp"))) {
            assertEquals(0, drafts.count());
        }
        server.getApplicationContext().getBean(Database.class).inTransaction(connection -> {
            try (var past = connection.prepareStatement(
                    "update report set made_at = now() - interval '31 days' where id = ?")) {
                past.setLong(1, report.path("id").asLong());
                return past.executeUpdate();
            }
        });
        assertEquals(
                1,
                server.getApplicationContext()
                        .getBean(io.keqing.report.Reports.class)
                        .sweep());
        assertFalse(Files.exists(file));
        assertNotNull(manager.read("/reports/" + report.path("id").asLong())
                .path("removedAt")
                .textValue());
    }
}
