package io.keqing.report.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.report.api.ReportCalls.file;
import static io.keqing.report.api.ReportCalls.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The service workbook is of one population, whatever narrows it; and nobody's work is judged by a few
/// cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicePopulationIT {
    private static final List<String> KINDS = List.of("case", "complaint", "enquiry", "order");

    private final List<Case> all = new ArrayList<>();
    private EmbeddedServer server;
    private Caller admin;

    private record Case(
            String source, String kind, String channel, String staff, String subject, Instant at, int answered) {
        boolean isIn(int month) {
            return !kind.equals("order") && at.toString().startsWith("2025-0" + month);
        }
    }

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        Random random = new Random(14);
        StringBuilder cases = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            Case each = new Case(
                    "s" + random.nextInt(2),
                    KINDS.get(random.nextInt(4)),
                    List.of("phone", "chat", "web").get(random.nextInt(3)),
                    // few has nine cases in all, plenty the rest
                    i < 9 ? "few" : "plenty",
                    random.nextInt(3) == 0 ? "kettle leaks" : "lamp flickers",
                    Instant.parse("2025-05-01T00:00:00Z").plusSeconds(random.nextInt(61 * 86_400)),
                    1 + random.nextInt(600));
            all.add(each);
            cases.append(
                    "{\"source\": \"%s\", \"id\": \"%d\", \"customer\": \"c%d\", \"kind\": \"%s\", \"channel\": \"%s\", \"staff\": \"%s\", \"subject\": \"%s\", \"status\": \"resolved\", \"at\": \"%s\", \"firstResponseAt\": \"%s\", \"resolvedAt\": \"%s\"}\n"
                            .formatted(
                                    each.source(),
                                    i,
                                    i,
                                    each.kind(),
                                    each.channel(),
                                    each.staff(),
                                    each.subject(),
                                    each.at(),
                                    each.at().plusSeconds(60L * each.answered()),
                                    each.at().plusSeconds(120L * each.answered())));
            answers.append(
                    "{\"source\": \"%1$s\", \"id\": \"%2$d\", \"customer\": \"c%2$d\", \"interaction\": {\"source\": \"%1$s\", \"id\": \"%2$d\"}, \"nps\": 3, \"csat\": 2, \"ces\": 2, \"at\": \"%3$s\"}\n"
                            .formatted(each.source(), i, each.at()));
        }
        ReportCalls.batch(admin, "interactions", cases.toString());
        ReportCalls.batch(admin, "feedback", answers.toString());
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// What a workbook says of the first response, and how many cases it lists.
    private record Told(@Nullable Double value, long n, long listed) {}

    private Told told(String request) throws Exception {
        JsonNode report = made(admin, "{\"template\": \"service\", \"language\": \"en\", " + request + "}");
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file(admin, report)))) {
            Told told = null;
            for (Row row : book.getSheet("Service")) {
                if (row.getCell(0) != null && row.getCell(0).toString().equals("First response P50") && told == null) {
                    told = new Told(
                            row.getCell(1) == null || row.getCell(1).getCellType() == CellType.BLANK
                                    ? null
                                    : row.getCell(1).getNumericCellValue(),
                            Math.round(row.getCell(4).getNumericCellValue()),
                            book.getSheet("Cases").getLastRowNum());
                }
            }
            return told;
        }
    }

    private void assertPopulation(String query, String days, Predicate<Case> which) throws Exception {
        Told told = told("\"query\": \"interactions/search?" + query + "\"" + days);
        List<Integer> minutes =
                all.stream().filter(which).map(Case::answered).sorted().toList();
        int n = minutes.size();
        assertTrue(n > 3, query + " finds " + n);
        assertEquals(n, told.listed(), "listed of " + query);
        assertEquals(n, told.n(), "counted of " + query);
        assertEquals((minutes.get((n - 1) / 2) + minutes.get(n / 2)) / 2.0, told.value(), 0.51, query);
    }

    @Test
    void whatNarrowsTheList_narrowsTheFigures() throws Exception {
        String june = ", \"from\": \"2025-06-01\", \"to\": \"2025-06-30\"";
        assertPopulation("q=", june, each -> each.isIn(6));
        assertPopulation(
                "q=&f.source=s1&f.channel=phone",
                june,
                each -> each.isIn(6)
                        && each.source().equals("s1")
                        && each.channel().equals("phone"));
        assertPopulation(
                "q=kettle", june, each -> each.isIn(6) && each.subject().startsWith("kettle"));
        assertPopulation(
                "q=&f.kind=complaint", june, each -> each.isIn(6) && each.kind().equals("complaint"));
        assertPopulation(
                "q=&f.staff=plenty", june, each -> each.isIn(6) && each.staff().equals("plenty"));
        assertPopulation(
                "q=&f.channel=chat&f.at=2025-06",
                "",
                each -> each.isIn(6) && each.channel().equals("chat"));
        assertPopulation("q=&f.at=2025-05-01..2025-05-31", "", each -> each.isIn(5));
        assertPopulation(
                "q=&f.at=2025-05",
                ", \"from\": \"2025-05-11\"",
                each -> each.isIn(5) && each.at().isAfter(Instant.parse("2025-05-11T00:00:00Z")));
    }

    @Test
    void daysThatAreNotRead_areRefused() throws Exception {
        String query = "{\"template\": \"service\", \"query\": \"interactions/search?q=&f.at=%s\"%s}";
        assertProblem(422, "whole days", admin.post("/reports", query.formatted("now-3h..", "")));
        assertProblem(422, "a stretch without a beginning", admin.post("/reports", query.formatted("..2025-06", "")));
        assertProblem(
                422, "share a day", admin.post("/reports", query.formatted("2025-06", ", \"to\": \"2025-05-31\"")));
    }

    /// Every door that divides by staff, and the workbook of one member of staff.
    @Test
    void aMemberOfStaff_withFewerThanTenCases_hasNoFigureAtAnyDoor() throws Exception {
        int seen = 0;
        for (JsonNode kpi :
                admin.read("/kpis?from=2025-05-01&to=2025-06-30&by=team").path("kpis")) {
            for (JsonNode group : kpi.path("groups")) {
                boolean few = group.path("key").asText().equals("few");
                assertEquals(few, group.at("/now/value").isNull(), kpi.path("name") + " " + group);
                assertEquals(few, group.at("/now/tooFew").asBoolean(), kpi.path("name") + " " + group);
                assertTrue(!few || group.path("change").isNull(), group.toString());
                assertTrue(!few || group.at("/now/n").asInt() > 0, group.toString());
                seen += few ? 1 : 0;
            }
        }
        // eight waits, first contact, complaints, NPS, CSAT
        assertEquals(12, seen);
        for (String measure : List.of("nps", "csat", "ces")) {
            for (JsonNode group : admin.read("/satisfaction/" + measure + "?by=interaction.staff")
                    .path("breakdown")) {
                assertEquals(!group.path("key").asText().equals("few"), group.hasNonNull("value"), group.toString());
            }
        }
        assertTrue(admin.read("/satisfaction/nps?f.interaction.staff=few")
                .path("tooFew")
                .asBoolean());
        Told told = told("\"query\": \"interactions/search?q=&f.staff=few&f.at=2025\"");
        assertTrue(told.n() > 0 && told.n() == told.listed(), told.toString());
        assertNull(told.value());
    }
}
