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

/// What first contact, response and resolution are for histories that are no straight line, each worked out by hand.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceHistoriesIT {
    private static final String HELPED = "'status': 'resolved', 'at': 'D06T08:00:00Z', 'resolvedAt': 'D06T10:00:00Z'";
    private static final int FIRST_YEAR = 1981;

    private EmbeddedServer server;
    private Caller admin;

    /// One history, in a January of its own.
    ///
    /// @param calls `ID {…}` puts a record, `+ID {…}` changes it; D stands for the month and the year
    /// @param fcr solved at the first go, of so many
    /// @param fcrLeftOut why others do not count, such as `{endBeforeStart=1}`
    /// @param waits how many resolution counts
    /// @param minutes its P50 by calendar, null where it is not reached
    private record History(
            String name,
            List<String> calls,
            String fcr,
            String fcrLeftOut,
            int waits,
            @Nullable Double minutes,
            String leftOut) {}

    private static History of(
            String name,
            String fcr,
            String fcrLeftOut,
            int waits,
            @Nullable Double minutes,
            String leftOut,
            String... calls) {
        return new History(name, List.of(calls), fcr, fcrLeftOut, waits, minutes, leftOut);
    }

    private static final List<History> HISTORIES = List.of(
            of("asked and solved", "1 of 1", "{}", 1, 120d, "{}", "a {" + HELPED + "}"),
            of("reopened", "0 of 1", "{}", 1, 120d, "{}", "a {" + HELPED + "}", "+a {'status': 'reopened'}"),
            of(
                    "reopened, solved again 18 days later",
                    "0 of 1",
                    "{}",
                    1,
                    18 * 1440 + 120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "+a {'status': 'reopened'}",
                    "+a {'status': 'resolved', 'resolvedAt': 'D24T10:00:00Z'}"),
            of(
                    "back to work without the word, then closed",
                    "0 of 1",
                    "{}",
                    1,
                    2 * 1440 + 120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "+a {'status': 'open', 'resolvedAt': null}",
                    "+a {'status': 'closed', 'resolvedAt': 'D08T10:00:00Z'}"),
            of(
                    "the time of its solution was put right",
                    "1 of 1",
                    "{}",
                    1,
                    180d,
                    "{}",
                    "a {" + HELPED + "}",
                    "+a {'resolvedAt': 'D06T11:00:00Z'}"),
            of("solved, then closed", "1 of 1", "{}", 1, 120d, "{}", "a {" + HELPED + "}", "+a {'status': 'closed'}"),
            of(
                    "asked three times before it was solved",
                    "0 of 3",
                    "{}",
                    3,
                    7 * 1440 + 120d,
                    "{}",
                    "a {'status': 'resolved', 'at': 'D01T08:00:00Z', 'resolvedAt': 'D10T10:00:00Z'}",
                    "b {'status': 'resolved', 'at': 'D03T08:00:00Z', 'resolvedAt': 'D10T10:00:00Z'}",
                    "c {'status': 'resolved', 'at': 'D05T08:00:00Z', 'resolvedAt': 'D10T10:00:00Z'}"),
            of(
                    "asked again three days after",
                    "1 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'status': 'resolved', 'at': 'D09T08:00:00Z', 'resolvedAt': 'D09T10:00:00Z'}"),
            of(
                    "asked again eight days after",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'status': 'resolved', 'at': 'D14T10:00:01Z', 'resolvedAt': 'D14T12:00:01Z'}"),
            of(
                    "asked about something else",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'topic': 'other', 'status': 'resolved', 'at': 'D07T08:00:00Z', 'resolvedAt': 'D07T10:00:00Z'}"),
            of(
                    "somebody else asked",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'customer': 'neighbour', " + HELPED + "}"),
            of(
                    "one contact kept twice",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'kind': 'enquiry', " + HELPED + "}"),
            of(
                    "ordered afterwards",
                    "1 of 1",
                    "{}",
                    1,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'kind': 'order', 'at': 'D07T08:00:00Z'}"),
            of(
                    "an earlier one was never solved",
                    "2 of 2",
                    "{}",
                    3,
                    120d,
                    "{}",
                    "a {'status': 'open', 'at': 'D02T08:00:00Z'}",
                    "b {" + HELPED + "}",
                    "c {'topic': 'other', " + HELPED + "}"),
            of(
                    "solved before it was asked",
                    "0 of 0",
                    "{endBeforeStart=1}",
                    0,
                    null,
                    "{endBeforeStart=1}",
                    "a {'status': 'resolved', 'at': 'D06T08:00:00Z', 'resolvedAt': 'D02T08:00:00Z'}"),
            of(
                    "solved half a minute before it was asked, by two clocks",
                    "1 of 1",
                    "{}",
                    1,
                    0d,
                    "{}",
                    "a {'status': 'resolved', 'at': 'D06T08:00:30Z', 'resolvedAt': 'D06T08:00:00Z'}"),
            of("still open", "0 of 0", "{}", 1, null, "{}", "a {'status': 'open', 'at': 'D06T08:00:00Z'}"),
            of(
                    "closed, nobody says when",
                    "0 of 0",
                    "{}",
                    0,
                    null,
                    "{withoutEnd=1}",
                    "a {'status': 'closed', 'at': 'D06T08:00:00Z'}"),
            of(
                    "open, solved on a day that stands for none",
                    "0 of 0",
                    "{}",
                    1,
                    null,
                    "{}",
                    "a {'status': 'open', 'at': 'D06T08:00:00Z', 'resolvedAt': '1899-12-30T00:00:00Z'}"),
            of(
                    "closed on a day that stands for none",
                    "0 of 0",
                    "{}",
                    0,
                    null,
                    "{withoutEnd=1}",
                    "a {'status': 'closed', 'at': 'D06T08:00:00Z', 'resolvedAt': '0001-01-01T00:00:00Z'}"),
            of(
                    "to be solved in the year 2190",
                    "0 of 0",
                    "{}",
                    1,
                    null,
                    "{}",
                    "a {'status': 'resolved', 'at': 'D06T08:00:00Z', 'resolvedAt': '2190-01-01T00:00:00Z'}"),
            of(
                    "nobody knows whose it was",
                    "0 of 0",
                    "{withoutCustomer=1}",
                    1,
                    120d,
                    "{}",
                    "a {'customer': null, " + HELPED + "}"));

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        for (int i = 0; i < HISTORIES.size(); i++) {
            for (String call : HISTORIES.get(i).calls()) {
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
        for (int i = 0; i < HISTORIES.size(); i++) {
            History history = HISTORIES.get(i);
            Map<String, JsonNode> kpis =
                    kpis("from=%1$d-01-01&to=%1$d-01-31".formatted(FIRST_YEAR + i));
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
        assertTrue(HISTORIES.size() >= 15);
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
                "/imports/interactions?source=back",
                "cases.csv",
                head + "1,case,u,lid,resolved,2011-03-06 08:00,2011-03-06 10:00\n",
                null);
        JsonNode second = admin.load(
                "/imports/interactions?source=back",
                "cases.csv",
                head + "1,case,u,lid,reopened,2011-03-06 08:00,2011-03-06 10:00\n",
                null);
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
                assertTrue(admin.put("/interactions/odd/" + id++, "{" + odd + "}").statusCode() < 300);
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
