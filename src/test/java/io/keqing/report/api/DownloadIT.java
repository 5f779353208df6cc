package io.keqing.report.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Downloads over HTTP, on the real engines: more records than one page of hits, found, ordered and
/// masked.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadIT {
    private static final int CUSTOMERS = 2_345;

    private EmbeddedServer server;
    private Caller admin;
    private Caller manager;
    private Caller analyst;
    private Caller support;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        manager = admin.make(Role.MANAGER);
        analyst = admin.make(Role.ANALYST);
        support = admin.make(Role.SUPPORT);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < CUSTOMERS; i++) {
            lines.append("""
                    {"source":"dl","id":"%06d","name":"王芳 %d","tier":"%s","points":%d,"phone":"139%08d","joined":"2024-01-%02d"}
                    """.formatted(i, i, i % 2 == 0 ? "gold" : "silver", i, i, 1 + i % 28));
        }
        HttpResponse<String> made =
                admin.call("POST", "/customers/_batch", lines.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
        admin.search("/customers/search?f.source=dl&size=0", CUSTOMERS);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static List<Map<String, String>> rows(HttpResponse<byte[]> answer) throws Exception {
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        List<Map<String, String>> rows = new ArrayList<>();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(answer.body()))) {
            XSSFSheet sheet = book.getSheetAt(0);
            for (int i = 1; i <= sheet.getLastRowNum(); i++) {
                Map<String, String> row = new HashMap<>();
                sheet.getRow(i)
                        .forEach(cell -> row.put(
                                sheet.getRow(0).getCell(cell.getColumnIndex()).getStringCellValue(), cell.toString()));
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void aManagerTakesAwayExactlyWhatTheSearchFinds_inItsOrder() throws Exception {
        HttpResponse<byte[]> answer = manager.download("/customers/download?f.source=dl&f.tier=gold&sort=-points");
        List<Map<String, String>> rows = rows(answer);
        assertEquals((CUSTOMERS + 1) / 2, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            int customer = CUSTOMERS - 1 - 2 * i;
            assertEquals("%06d".formatted(customer), rows.get(i).get("Id"));
            assertEquals("王芳 " + customer, rows.get(i).get("Name"));
            assertEquals(customer, Double.parseDouble(rows.get(i).get("Points")));
        }
        assertTrue(rows.getFirst().get("Phone").contains("••••"));
        assertEquals(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(answer.headers()
                .firstValue("Content-Disposition")
                .orElse("")
                .matches("attachment; filename=\"customers-\\d{8}-\\d{4}\\.xlsx\".*"));
        assertEquals(
                answer.body().length,
                answer.headers().firstValueAsLong("Content-Length").orElse(-1));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                rows.size(), answer.headers().firstValueAsLong("Keqing-Rows").orElse(-1));
    }

    @Test
    void anAnalystTakesAwayNoName() throws Exception {
        byte[] file =
                analyst.download("/customers/download?f.source=dl&format=csv").body();
        String csv = new String(file, StandardCharsets.UTF_8);
        assertEquals(CUSTOMERS + 1, csv.lines().count());
        assertTrue(csv.startsWith("\ufeffSource,Id,Name,"));
        assertTrue(!csv.contains("王芳") && csv.contains(",•••,"));
    }

    @Test
    void supportTakesAwayNothing_andStrangersAreAskedWhoTheyAre() throws Exception {
        assertProblem(403, "a download needs the role ANALYST, MANAGER or ADMIN", support.get("/customers/download"));
        assertEquals(401, Caller.stranger(server).get("/customers/download").statusCode());
    }

    @Test
    void columnsAndLanguage_areAsAskedFor() throws Exception {
        HttpResponse<byte[]> answer =
                admin.download("/customers/download?f.source=dl&f.id=000007&columns=phone,tier&format=csv&language=zh");
        assertEquals(
                "\ufeff来源,编号,电话,会员等级\r\ndl,000007,13900000007,silver\r\n",
                new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void whatCannotBeAnswered_isRefusedByName() throws Exception {
        assertProblem(
                422, "format must be xlsx, csv or ndjson, was \"pdf\"", manager.get("/customers/download?format=pdf"));
        assertProblem(422, "was \"shoe\"", manager.get("/customers/download?columns=shoe"));
        assertProblem(422, "language must be zh, zh-TW or en", manager.get("/customers/download?language=fr"));
        assertProblem(422, "raw must be true or false", manager.get("/customers/download?raw=1"));
        assertProblem(422, "f.FIELD", manager.get("/customers/download?nonsense=1"));
    }
}
