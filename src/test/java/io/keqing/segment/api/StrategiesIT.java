package io.keqing.segment.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What was decided and how it went, a segment on a past day, and what customers will be worth; counted by hand.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrategiesIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private EmbeddedServer server;
    private Caller admin;
    private Caller manager;
    private Caller analyst;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.zone", ZONE.getId()));
        admin = Caller.admin(server);
        manager = admin.make(Role.MANAGER);
        analyst = admin.make(Role.ANALYST);
        List<String> lines = new ArrayList<>();
        // 12 customers who order every ten days for 200 days; the last four stopped 100 days ago
        for (int customer = 0; customer < 12; customer++) {
            for (int day = 200; day >= (customer < 8 ? 0 : 100); day -= 10) {
                lines.add(order(customer + "-" + day, "v" + customer, day, 100 + customer));
            }
        }
        // two complained, one lately and one long ago
        lines.add(line("q1", "v0", "complaint", 5, 0));
        lines.add(line("q2", "v1", "complaint", 150, 0));
        assertEquals(
                200,
                admin.call(
                                "POST",
                                "/interactions/_batch",
                                String.join("\n", lines),
                                "Content-Type",
                                "application/x-ndjson")
                        .statusCode());
        admin.settle();
    }

    private static String order(String id, String customer, int daysAgo, int amount) {
        return line(id, customer, "order", daysAgo, amount);
    }

    private static String line(String id, String customer, String kind, int daysAgo, int amount) {
        return "{\"source\": \"v\", \"id\": \"%s\", \"customer\": \"%s\", \"kind\": \"%s\", \"amount\": %d, \"at\": \"%s\"}"
                .formatted(
                        id,
                        customer,
                        kind,
                        amount,
                        Instant.now().minus(daysAgo, ChronoUnit.DAYS).minusSeconds(60));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aStrategy_isFollowedByTheFigureItNames_overWhoWasInTheClassThen() throws Exception {
        // the classes of today are made 40 days old: what came later cannot have been known
        Database database = server.getApplicationContext().getBean(Database.class);
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update class_history set since = since - 40 where since > current_date - 5")) {
                return update.executeUpdate();
            }
        });
        LocalDate today = LocalDate.now(ZONE);
        JsonNode made = json(manager.call(
                "PUT",
                "/strategies",
                "{\"scheme\": \"loyalty\", \"class\": \"loyal\", \"note\": \"每月问候一次\", \"owner\": \"王经理\", "
                        + "\"measure\": \"ordered\", \"target\": 0.9, \"since\": \"" + today.minusDays(24) + "\"}"));
        assertEquals("每月问候一次", made.path("note").asText(), made.toString());
        JsonNode points = analyst.read("/strategies/" + made.path("id").asLong() + "/progress");
        assertEquals(13, points.size());
        // the eight who still order are loyal, and each of them ordered in every 30 days
        for (JsonNode point : points) {
            assertEquals(8, point.path("n").asInt(), point.toString());
            assertEquals(1d, point.path("value").asDouble(), point.toString());
            assertTrue(point.path("low").asDouble() < 0.7, "eight of eight is not sure: " + point);
        }
        // deciding again about the same class takes its place
        JsonNode again = json(manager.call(
                "PUT",
                "/strategies",
                "{\"scheme\": \"loyalty\", \"class\": \"loyal\", \"note\": \"改为两周一次\", \"measure\": \"complained\"}"));
        assertEquals(made.path("id").asLong(), again.path("id").asLong());
        JsonNode now = analyst.read("/strategies/" + made.path("id").asLong() + "/progress");
        // v0 complained five days ago; v1's 150 days do not count
        assertEquals(1 / 8d, now.get(now.size() - 1).path("value").asDouble(), 1e-9);
        assertEquals(
                204, manager.delete("/strategies/" + made.path("id").asLong()).statusCode());
        assertEquals(0, analyst.read("/strategies").size());
    }

    @Test
    void aSegmentOnAPastDay_hasTheEventsUpToIt_andRelativeDatesFromIt() throws Exception {
        JsonNode segment = json(analyst.post(
                "/segments",
                "{\"name\": \"ordered lately\", \"query\": \"customers/search?q="
                        + Caller.encoded("has:interactions(kind:order at:now-15d..)") + "\"}"));
        assertEquals(8, segment.path("total").asInt(), segment.toString());
        LocalDate then = LocalDate.now(ZONE).minusDays(120);
        JsonNode whatIf = analyst.read("/segments/" + segment.path("id").asLong() + "/what-if?asOf=" + then);
        assertEquals(12, whatIf.path("count").asInt(), whatIf.toString());
        assertTrue(whatIf.path("basis").asText().contains("today's values"));
        // nothing that lies behind the day is there yet
        JsonNode complained = json(analyst.post(
                "/segments",
                "{\"name\": \"complained\", \"query\": \"customers/search?q="
                        + Caller.encoded("has:interactions(kind:complaint)") + "\"}"));
        assertEquals(2, complained.path("total").asInt());
        assertEquals(
                1,
                analyst.read("/segments/" + complained.path("id").asLong() + "/what-if?asOf=" + then)
                        .path("count")
                        .asInt());
    }

    @Test
    void theSimpleLifetimeValue_isItsFactorsMultiplied_andTheModelForetellsWhatWasKeptBack() throws Exception {
        JsonNode answer = analyst.read("/clv?margin=0.5&holdout=60");
        double customers = 0;
        for (JsonNode band : answer.path("simple")) {
            customers += band.path("customers").asDouble();
            assertEquals(
                    band.path("averageOrder").asDouble()
                            * band.path("ordersPerYear").asDouble()
                            * 0.5
                            * discounted(answer.path("yearlyChurn").asDouble()),
                    band.path("value").asDouble(),
                    1e-6,
                    band.toString());
        }
        assertEquals(12, customers);
        JsonNode model = answer.path("model");
        // eight customers, an order on each tenth day of the last 60
        assertEquals(8 * 6, model.path("actual").asInt(), 8, model.toString());
        assertTrue(
                model.path("expected").asDouble() > 0.4 * model.path("actual").asDouble(), model.toString());
        double byRepeats = 0;
        for (JsonNode bucket : model.path("byRepeats")) {
            byRepeats += bucket.path("expected").asDouble();
        }
        assertEquals(model.path("expected").asDouble(), byRepeats, 1e-6);
    }

    /// Five years, a tenth less for each, in small steps.
    private static double discounted(double churn) {
        double sum = 0;
        int steps = 1_000_000;
        for (int i = 0; i < steps; i++) {
            sum += Math.pow((1 - churn) / 1.1, 5 * (i + 0.5) / steps) * 5 / steps;
        }
        return sum;
    }

    @Test
    void whatBreaksARule_isRefused() throws Exception {
        assertProblem(422, "either scheme", manager.call("PUT", "/strategies", "{\"note\": \"x\"}"));
        assertProblem(
                422,
                "class must be one",
                manager.call("PUT", "/strategies", "{\"scheme\": \"need\", \"class\": \"x\", \"note\": \"x\"}"));
        assertProblem(
                422,
                "note must have",
                manager.call("PUT", "/strategies", "{\"scheme\": \"need\", \"class\": \"advice\", \"note\": \" \"}"));
        assertProblem(
                422,
                "measure must be",
                manager.call(
                        "PUT",
                        "/strategies",
                        "{\"scheme\": \"need\", \"class\": \"advice\", \"note\": \"x\", \"measure\": \"luck\"}"));
        assertProblem(
                422, "segment must be", manager.call("PUT", "/strategies", "{\"segment\": 999, \"note\": \"x\"}"));
        assertProblem(404, "no strategy", manager.get("/strategies/999/progress"));
        assertProblem(422, "margin must be", manager.get("/clv?margin=2"));
        assertEquals(
                403,
                analyst.call("PUT", "/strategies", "{\"segment\": 1, \"note\": \"x\"}")
                        .statusCode());
    }
}
