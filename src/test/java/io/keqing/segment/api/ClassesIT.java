package io.keqing.segment.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.keqing.record.Database;
import io.keqing.segment.api.ClassTruth.Person;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Facts and classes after random imports, edits, undo and merges, against [ClassTruth]: what is kept, what is found,
/// and that nothing changes before its time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassesIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int CUSTOMERS = 60;
    private static final List<String> KINDS =
            List.of("order", "order", "order", "return", "case", "complaint", "enquiry");
    private static final List<String> CHANNELS = List.of("web", "store", "phone", "chat");
    private static final List<String> STATES = List.of("open", "closed", "pending", "resolved");

    private final Random random = new Random(71);
    private EmbeddedServer server;
    private Caller admin;
    private Caller manager;
    private Database database;

    @BeforeAll
    void start() throws Exception {
        // what time does is asked for, so that nothing moves between two readings
        server = Caller.portal(Map.of("keqing.zone", ZONE.getId(), "keqing.facts.first-look", "1h"));
        admin = Caller.admin(server);
        manager = admin.make(Role.MANAGER);
        database = server.getApplicationContext().getBean(Database.class);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private String customer() {
        return "c" + random.nextInt(CUSTOMERS);
    }

    private String at() {
        // most in the past two years, some to come
        return Instant.now()
                .plusSeconds(86_400L * 20 - random.nextInt(86_400 * 700))
                .toString();
    }

    private String interaction(int id) {
        return "{\"source\": \"c\", \"id\": \"i%d\", \"customer\": \"%s\", \"kind\": \"%s\", \"channel\": \"%s\", \"amount\": %d%s, \"status\": \"%s\"}"
                .formatted(
                        id,
                        customer(),
                        KINDS.get(random.nextInt(KINDS.size())),
                        CHANNELS.get(random.nextInt(CHANNELS.size())),
                        random.nextInt(2_000),
                        random.nextInt(20) == 0 ? "" : ", \"at\": \"" + at() + "\"",
                        STATES.get(random.nextInt(STATES.size())));
    }

    private String said(int id) {
        return "{\"source\": \"c\", \"id\": \"f%d\", \"customer\": \"%s\", \"nps\": %d, \"csat\": %d, \"at\": \"%s\"}"
                .formatted(id, customer(), random.nextInt(11), 1 + random.nextInt(5), at());
    }

    private void batch(String type, List<String> lines) throws Exception {
        var answer = admin.call(
                "POST", "/" + type + "/_batch", String.join("\n", lines), "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @Test
    void whatIsKept_isWhatOneByOneWouldBeFound_throughImportsEditsUndoAndMerges() throws Exception {
        for (int round = 0; round < 6; round++) {
            disturb(round);
            admin.settle();
            if (round % 2 == 0) {
                assertEquals(200, manager.post("/schemes/thresholds", "{}").statusCode());
                admin.settle();
            }
            compare("round " + round);
        }
        movesAreCounted();
        // the copies on what they did
        JsonNode found = admin.read("/interactions/search?q=&size=0&facets=customer.lifecycle,customer.valueBand");
        Map<String, Long> copied = new TreeMap<>();
        found.at("/facets/customer.lifecycle/values")
                .forEach(value -> copied.put(
                        value.path("value").asText(), value.path("count").asLong()));
        assertEquals(
                counts(
                        "select coalesce(f.lifecycle, ''), count(*) from interaction i left join customer_facts f on f.key = i.customer_key "
                                + "group by 1"),
                copied);
    }

    /// What was found so far is made a month old; then things happen.
    private void movesAreCounted() throws Exception {
        database.inTransaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update class_history set since = since - 30, until = until - 30")) {
                return update.executeUpdate();
            }
        });
        Map<String, String> before = People.lifecycles(database);
        disturb(6);
        admin.settle();
        Map<String, Long> expected = new TreeMap<>();
        People.lifecycles(database)
                .forEach((id, now) -> expected.merge(before.getOrDefault(id, "prospect") + " " + now, 1L, Long::sum));
        LocalDate today = LocalDate.now(ZONE);
        JsonNode answer =
                manager.read("/segments/migration?scheme=lifecycle&from=" + today.minusDays(1) + "&to=" + today);
        assertEquals("kept", answer.path("basis").asText());
        Map<String, Long> moved = new TreeMap<>();
        answer.path("cells")
                .forEach(cell -> moved.put(
                        cell.path("from").asText() + " " + cell.path("to").asText(),
                        cell.path("count").asLong()));
        assertEquals(expected, moved);
        assertTrue(moved.size() > 5, moved.toString());
    }

    private void disturb(int round) throws Exception {
        List<String> done = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            done.add(interaction(random.nextInt(700)));
        }
        for (int i = 0; i < 40; i++) {
            said.add(said(random.nextInt(150)));
        }
        batch("interactions", done);
        batch("feedback", said);
        for (int i = 0; i < 12; i++) {
            LocalDate day = LocalDate.now(ZONE).plusDays(random.nextInt(200) - 100);
            String body = switch (random.nextInt(4)) {
                case 0 -> "{\"ended\": \"%s\"}".formatted(day);
                case 1 -> "{\"relation\": \"%s\"}".formatted(random.nextBoolean() ? "staff" : "former");
                case 2 -> "{\"joined\": \"%s\"}".formatted(day);
                default -> "{\"name\": \"N%d\"}".formatted(i);
            };
            assertTrue(admin.patch("/customers/c/" + customer(), body).statusCode() < 500);
        }
        for (int i = 0; i < 6; i++) {
            assertTrue(admin.delete("/interactions/c/i" + random.nextInt(700)).statusCode() < 500);
            assertTrue(admin.delete("/feedback/c/f" + random.nextInt(150)).statusCode() < 500);
        }
        StringBuilder file = new StringBuilder("id,customer,kind,amount,at\n");
        for (int i = 0; i < 30; i++) {
            file.append("x%d,%s,order,%d,%s\n".formatted(random.nextInt(60), customer(), random.nextInt(900), at()));
        }
        JsonNode job = admin.load(
                "/imports",
                "o.csv",
                file.toString(),
                "{\"type\": \"interactions\", \"source\": \"c\", \"fields\": {\"id\": \"id\", \"customer\": \"customer\", "
                        + "\"kind\": \"kind\", \"amount\": \"amount\", \"at\": \"at\"}}");
        if (round % 2 == 1) {
            undo(job.path("id").asLong());
            var answer = admin.post(
                    "/merges",
                    "{\"keep\": {\"source\": \"c\", \"id\": \"c%d\"}, \"away\": {\"source\": \"c\", \"id\": \"c%d\"}}"
                            .formatted(round, 50 + round));
            assertTrue(answer.statusCode() < 300, answer.body());
            if (round == 5) {
                String merge = Caller.json(answer).path("id").asText();
                assertTrue(admin.delete("/merges/" + merge).statusCode() < 300);
            }
        }
    }

    private void undo(long id) throws Exception {
        assertEquals(202, admin.post("/imports/" + id + "/undo", "{}").statusCode());
        for (int i = 0; i < 1_500; i++) {
            if (admin.read("/imports/" + id).at("/undo/state").asText().equals("finished")) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the undo of " + id + " did not end");
    }

    private void compare(String when) throws Exception {
        ClassTruth truth = new ClassTruth(ZONE, admin.read("/schemes"), admin.read("/churn-definition"));
        Map<String, Person> people = People.in(database);
        Instant now = Instant.now();
        int classes = 0;
        for (JsonNode hit : admin.read("/customers/search?q=&facets=&size=1000").path("hits")) {
            String id = hit.path("id").asText();
            String about = when + ", customer " + id;
            Person person = Objects.requireNonNull(people.get(id), about);
            JsonNode fields = hit.path("fields");
            Map<String, Object> facts = truth.facts(person, now);
            for (String name : List.of(
                    "orders",
                    "spent",
                    "medianGap",
                    "contacts90",
                    "openCases",
                    "complaints90",
                    "lastNps",
                    "r",
                    "f",
                    "m")) {
                JsonNode found = fields.path(name);
                assertEquals(
                        facts.get(name) instanceof Double number ? number : null,
                        found.isNumber() || found.isTextual() ? (Double) found.asDouble() : null,
                        about + ", " + name + " " + fields);
            }
            assertEquals(
                    facts.getOrDefault("lastCsatClass", ""),
                    fields.path("lastCsatClass").asText(""),
                    about);
            for (Map.Entry<String, String> each : truth.classes(facts).entrySet()) {
                String given = each.getKey().equals("relation") ? person.relation() : null;
                assertEquals(
                        given == null ? each.getValue() : given,
                        fields.path(each.getKey()).asText(),
                        about + ", " + each.getKey() + " " + facts);
                classes++;
            }
            holdsUntilDue(truth, person, id, facts, now, about);
        }
        assertEquals(people.size() * 8, classes, when);
    }

    /// Nothing that is shown changes by time alone before the moment that is kept for it.
    private void holdsUntilDue(
            ClassTruth truth, Person person, String id, Map<String, Object> facts, Instant now, String about) {
        Instant due = due(id);
        Instant last = due == null ? now.plus(Duration.ofDays(400)) : due.minusMillis(1);
        if (last.isAfter(now)) {
            Instant between = now.plusSeconds(
                    (long) (random.nextDouble() * Duration.between(now, last).toSeconds()));
            for (Instant later : List.of(between, last)) {
                Map<String, Object> then = truth.facts(person, later);
                assertEquals(truth.classes(facts), truth.classes(then), about + " due " + due + ", looked at " + later);
                for (String name : List.of("orders", "contacts90", "complaints90", "lastContact", "r", "lastNps")) {
                    assertEquals(facts.get(name), then.get(name), about + ", " + name + " by " + later);
                }
            }
        }
    }

    private @Nullable Instant due(String id) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select f.due from customer c left join customer_facts f on f.key = c.key where c.id = ?")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? People.instant(row, 1) : null;
                }
            }
        });
    }

    private Map<String, Long> counts(String sql) {
        return database.read(connection -> {
            Map<String, Long> counts = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), row.getLong(2));
                }
            }
            return counts;
        });
    }

    @Test
    void aScheme_isCountedBeforeItIsKept_andMovesPeopleAtOnce() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertTrue(admin.put(
                                    "/interactions/s/o" + i,
                                    "{\"customer\": \"s%d\", \"kind\": \"order\", \"amount\": 5, \"at\": \"%s\"}"
                                            .formatted(i / 2, Instant.now().minusSeconds(3_600L * i)))
                            .statusCode()
                    < 300);
        }
        admin.settle();
        JsonNode before = manager.read("/customers/s/s0/classes");
        assertEquals("repeat", lifecycle(before).path("class").asText());
        assertTrue(
                lifecycle(before).at("/because/zh").asText().contains("订单数 2"),
                lifecycle(before).toString());
        String rules = """
                {"rules": [{"class": "loyal", "label": {"zh": "两笔", "en": "Two"}, "when": {"orders": "2.."}},
                           {"class": "first", "when": {"orders": "1..<2"}},
                           {"class": "prospect"}]}""";
        long loyal = manager.read("/customers/search?q=orders:2..&size=0")
                .path("total")
                .asLong();
        JsonNode counted = Caller.json(manager.post("/schemes/lifecycle/count", rules));
        assertEquals(loyal, counted.at("/0/customers").asLong(), counted.toString());
        assertEquals(0, manager.read("/schemes/lifecycle").path("version").asInt());
        assertEquals(200, manager.put("/schemes/lifecycle", rules).statusCode());
        admin.settle();
        manager.search("/customers/search?q=lifecycle:loyal&size=0", loyal);
        JsonNode after = lifecycle(manager.read("/customers/s/s0/classes"));
        assertEquals("loyal", after.path("class").asText());
        assertEquals(
                LocalDate.now(ZONE).toString(), after.at("/history/0/since").asText());
        assertTrue(after.at("/because/zh").asText().startsWith("两笔；订单数 2"), after.toString());
        assertEquals(2, manager.read("/schemes/lifecycle/versions").size());
        // the same rules again are no new version
        assertEquals(
                1,
                Caller.json(manager.put("/schemes/lifecycle", rules))
                        .path("version")
                        .asInt());
        assertEquals(200, manager.post("/scheme-presets/retailFast", "{}").statusCode());
        assertEquals(60, manager.read("/churn-definition").path("silentDays").asInt());
        assertEquals(2, manager.read("/schemes/lifecycle").path("version").asInt());
        admin.settle();
        compare("retailFast");
    }

    private static JsonNode lifecycle(JsonNode classes) {
        for (JsonNode each : classes) {
            if (each.path("scheme").asText().equals("lifecycle")) {
                return each;
            }
        }
        throw new AssertionError(classes.toString());
    }

    @Test
    void whatIsNoScheme_isRefusedWithTheRule() throws Exception {
        assertProblem(404, "No scheme", manager.get("/schemes/colour"));
        assertProblem(422, "1 to 60 rules", manager.put("/schemes/need", "{\"rules\": []}"));
        assertProblem(
                422,
                "last rule must ask nothing",
                manager.put("/schemes/need", "{\"rules\": [{\"class\": \"advice\"}]}"));
        assertProblem(
                422,
                "no fact",
                manager.put(
                        "/schemes/need",
                        "{\"rules\": [{\"class\": \"advice\", \"when\": {\"moon\": \"1..\"}}, {\"class\": \"unknown\"}]}"));
        assertProblem(
                422,
                "must be a range",
                manager.put(
                        "/schemes/need",
                        "{\"rules\": [{\"class\": \"advice\", \"when\": {\"orders\": \"many\"}}, {\"class\": \"unknown\"}]}"));
        assertProblem(
                422,
                "class must be one of",
                manager.put(
                        "/schemes/need",
                        "{\"rules\": [{\"class\": \"gold\", \"when\": {\"orders\": \"1..\"}}, "
                                + "{\"class\": \"unknown\"}]}"));
        assertProblem(422, "silentDays must be", manager.put("/churn-definition", "{\"silentDays\": 0, \"gaps\": 1}"));
        Caller analyst = admin.make(Role.ANALYST);
        assertEquals(403, analyst.put("/schemes/need", "{\"rules\": []}").statusCode());
        assertEquals(200, analyst.get("/schemes").statusCode());
        assertFalse(admin.make(Role.SUPPORT).get("/schemes").statusCode() == 200);
    }
}
