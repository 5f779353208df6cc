package io.keqing.operations.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What first contact, response and resolution are for histories that are no straight line, each worked
/// out by hand.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceHistoriesIT {
    private static final int FIRST_YEAR = 1981;
    private static final String MAPPING =
            "{\"type\": \"interactions\", \"source\": \"back\", \"fields\": {\"id\": \"id\", \"kind\": \"kind\", \"customer\": \"customer\", \"topic\": \"topic\", \"status\": \"status\", \"at\": \"at\", \"resolvedAt\": \"resolvedAt\"}}";

    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        for (int i = 0; i < History.ALL.size(); i++) {
            for (String call : History.ALL.get(i).calls()) {
                write(i, call);
            }
        }
        admin.settle();
    }

    private void write(int history, String call) throws Exception {
        boolean change = call.startsWith("+");
        String id = call.substring(change ? 1 : 0, call.indexOf(' '));
        String values = call.substring(call.indexOf('{') + 1)
                .replace('\'', '"')
                .replace("\"D", "\"" + (FIRST_YEAR + history) + "-01-");
        String body = change ? "{" + values : "{" + defaults(history, values) + values;
        var answer = admin.call(change ? "PATCH" : "PUT", "/interactions/h" + history + "/" + id, body);
        assertTrue(answer.statusCode() < 300, answer.body());
    }

    private static String defaults(int history, String values) {
        StringBuilder defaults = new StringBuilder();
        Map.of("kind", "case", "customer", "c" + history, "topic", "lid").forEach((name, value) -> {
            if (!values.contains("\"" + name + "\"")) {
                defaults.append("\"%s\": \"%s\", ".formatted(name, value));
            }
        });
        return defaults.toString();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Map<String, JsonNode> kpis(String period) throws Exception {
        Map<String, JsonNode> kpis = new TreeMap<>();
        admin.read("/kpis?" + period)
                .path("kpis")
                .forEach(each -> kpis.put(each.path("name").asText(), each));
        return kpis;
    }

    private static String leftOut(JsonNode kpi) {
        Map<String, Long> out = new TreeMap<>();
        kpi.path("leftOut")
                .forEach(each ->
                        out.put(each.path("reason").asText(), each.path("n").asLong()));
        return out.toString();
    }

    @Test
    void histories_areWhatTheyAreByHand() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < History.ALL.size(); i++) {
            History history = History.ALL.get(i);
            Map<String, JsonNode> kpis = kpis("from=%1$d-01-01&to=%1$d-01-31".formatted(FIRST_YEAR + i));
            JsonNode fcr = kpis.get("fcr");
            JsonNode now = fcr.path("now");
            String share = Math.round(now.path("n").asLong() * now.path("value").asDouble(0)) + " of "
                    + now.path("n").asLong();
            JsonNode p50 = kpis.get("resolutionP50");
            JsonNode value = p50.at("/now/value");
            String seen = "%s %s, %d %s %s"
                    .formatted(
                            share,
                            leftOut(fcr),
                            p50.at("/now/n").asInt(),
                            value.isNull() ? null : (Double) value.asDouble(),
                            leftOut(p50));
            String expected = "%s %s, %d %s %s"
                    .formatted(
                            history.fcr(), history.fcrLeftOut(), history.waits(), history.minutes(), history.leftOut());
            if (!seen.equals(expected)) {
                wrong.add(history.name() + ": " + seen + ", by hand " + expected);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(History.ALL.size() >= 15);
    }

    @Test
    void aLaterSolution_isAnotherOne_whereItCameAfterTheCaseWasKeptAsSolved() throws Exception {
        assertEquals("t", reopened("resolved", "2026-01-05", "2026-01-06", "resolved", "2026-01-20"));
        assertEquals("f", reopened("resolved", "2026-01-05", "2026-01-09", "resolved", "2026-01-07"));
        assertEquals("f", reopened("open", null, "2026-01-06", "resolved", "2026-01-20"));
        assertEquals("f", reopened("resolved", "2026-01-05", "2026-01-06", "closed", "2026-01-05"));
        assertEquals("t", reopened("closed", "2026-01-05", "2026-01-06", "pending", null));
        assertEquals("f", reopened(null, null, "2026-01-06", null, null));
    }

    private String reopened(
            @Nullable String status,
            @Nullable String solved,
            String kept,
            @Nullable String next,
            @Nullable String nextSolved)
            throws Exception {
        return server.getApplicationContext().getBean(Database.class).read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select was_reopened(%s, %s, %s, %s, %s)::text::char"
                            .formatted(
                                    quoted(status), quoted(solved), quoted(kept), quoted(next), quoted(nextSolved)))) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "'" + text + "'";
    }

    /// What an import had reopened is as it was once the import is taken back.
    @Test
    void takingAnImportBack_takesBackWhatItReopened() throws Exception {
        String head = "id,kind,customer,topic,status,at,resolvedAt\n";
        admin.load(
                "/imports", "cases.csv", head + "1,case,u,lid,resolved,2011-03-06 08:00,2011-03-06 10:00\n", MAPPING);
        JsonNode second = admin.load(
                "/imports", "cases.csv", head + "1,case,u,lid,reopened,2011-03-06 08:00,2011-03-06 10:00\n", MAPPING);
        String march = "from=2011-03-01&to=2011-03-31";
        assertEquals(0, kpis(march).get("fcr").at("/now/value").asDouble(-1));
        var undone = admin.post("/imports/" + second.path("id").asLong() + "/undo", "");
        assertTrue(undone.statusCode() < 300, undone.body());
        double value = 0;
        for (int i = 0; i < 300 && value < 1; i++) {
            Thread.sleep(50);
            value = kpis(march).get("fcr").at("/now/value").asDouble(-1);
        }
        assertEquals(1, value);
    }

    /// Friday 29 December 2000 17:00 to Tuesday 2 January 2001 10:00: an hour, Monday's nine, an hour.
    @Test
    void businessHours_countBeforeTheYear2001() throws Exception {
        admin.put(
                "/interactions/old/a",
                "{\"kind\": \"case\", \"status\": \"resolved\", \"at\": \"2000-12-29T17:00:00Z\", \"resolvedAt\": \"2001-01-02T10:00:00Z\"}");
        admin.put(
                "/interactions/old/b",
                "{\"kind\": \"case\", \"status\": \"resolved\", \"at\": \"1969-07-20T20:17:00Z\", \"resolvedAt\": \"1969-07-21T17:54:00Z\"}");
        JsonNode millennium = kpis("from=2000-12-01&to=2000-12-31").get("resolutionP50Business");
        assertEquals(660, millennium.at("/now/value").asDouble());
        // a Sunday, then Monday from 9:00 to 17:54
        JsonNode moon = kpis("from=1969-07-01&to=1969-07-31").get("resolutionP50Business");
        assertEquals(534, moon.at("/now/value").asDouble());
    }

    @Test
    void noInstant_stopsThePageOfFigures_orThatOfItsCustomer() throws Exception {
        int id = 0;
        for (String day : List.of("0001-01-01", "1753-01-01", "1899-12-31", "1900-01-01", "1970-01-01", "9999-12-30")) {
            for (String field : List.of("at", "firstResponseAt", "resolvedAt", "dueAt")) {
                String record =
                        "\"kind\": \"case\", \"customer\": \"odd\", \"staff\": \"odd\", \"status\": \"resolved\", \"at\": \"2012-05-07T10:00:00Z\", \"firstResponseAt\": \"2012-05-07T11:00:00Z\", \"resolvedAt\": \"2012-05-07T12:00:00Z\", \"dueAt\": \"2012-05-08T12:00:00Z\"";
                String odd = record.replaceFirst(
                        "\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": \"" + day + "T00:00:00Z\"");
                assertTrue(
                        admin.put("/interactions/odd/" + id++, "{" + odd + "}").statusCode() < 300);
            }
            if (day.compareTo("0002") > 0 && day.compareTo("2000") < 0) {
                Map<String, JsonNode> kpis = kpis("from=%1$s&to=%1$s&by=team".formatted(day));
                assertEquals("{noDay=1}", leftOut(kpis.get("responseP50")), day);
                assertEquals("{noDay=1}", leftOut(kpis.get("resolutionP90Business")), day);
                assertEquals("{noDay=1}", leftOut(kpis.get("fcr")), day);
            }
        }
        Map<String, JsonNode> may = kpis("from=2012-05-01&to=2012-05-31&by=team");
        // 20 asked in May; five times no known time of solution, once one of the year 9999, which is to come
        assertEquals("{withoutEnd=5}", leftOut(may.get("resolutionP50")));
        assertEquals(13, may.get("resolutionP50").at("/now/n").asInt());
        assertEquals(120, may.get("resolutionP50").at("/now/value").asDouble());
        admin.settle();
        admin.read("/customers/odd/odd/profile");
        admin.read("/interactions/search?q=&f.source=odd&sort=-resolutionMinutes");
        assertProblem(422, "from must leave room", admin.get("/kpis?from=0001-01-01&to=0001-01-31"));
    }
}
