package io.keqing.segment.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Movements between classes and cohorts, counted a second time in plain Java over random orders.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovementsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Map<String, TreeSet<YearMonth>> months = new HashMap<>();
    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.zone", ZONE.getId()));
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
        Random random = new Random(3);
        StringJoiner orders = new StringJoiner("\n");
        Instant start = Instant.now().minus(700, ChronoUnit.DAYS);
        for (int i = 0; i < 1_500; i++) {
            String customer = "c" + (int) Math.abs(random.nextGaussian() * 80);
            Instant at = start.plus(random.nextInt(700 * 24 * 60), ChronoUnit.MINUTES);
            orders.add(
                    "{\"source\": \"m\", \"id\": \"%d\", \"customer\": \"%s\", \"kind\": \"order\", \"at\": \"%s\", \"amount\": %d}"
                            .formatted(i, customer, at, 1 + random.nextInt(900)));
            months.computeIfAbsent(customer, one -> new TreeSet<>()).add(YearMonth.from(at.atZone(ZONE)));
        }
        assertEquals(
                200,
                admin.call("POST", "/interactions/_batch", orders.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Map<String, String> classes(LocalDate asOf) throws Exception {
        Map<String, String> classes = new HashMap<>();
        for (String line :
                analyst.get("/customers/rfm?asOf=" + asOf).body().strip().split("\n")) {
            JsonNode customer = JSON.readTree(line);
            classes.put(customer.path("id").asText(), customer.path("class").asText());
        }
        return classes;
    }

    @Test
    void everyCustomerIsInOneCell_theOneOfTheirClassesOnBothDays() throws Exception {
        LocalDate to = LocalDate.now(ZONE);
        LocalDate from = to.minusDays(300);
        Map<String, String> before = classes(from);
        Map<String, String> after = classes(to);
        Map<String, Integer> expected = new TreeMap<>();
        after.forEach((customer, now) ->
                expected.merge(before.getOrDefault(customer, "notBought") + " " + now, 1, Integer::sum));
        Map<String, Integer> cells = new TreeMap<>();
        JsonNode answer = analyst.read("/segments/migration?scheme=rfm&from=" + from + "&to=" + to);
        answer.path("cells")
                .forEach(cell -> cells.put(
                        cell.path("from").asText("notBought") + " "
                                + cell.path("to").asText("notBought"),
                        cell.path("count").asInt()));
        assertEquals(expected, cells);
        assertEquals(9, answer.path("classes").size());
        assertEquals("recomputed", answer.path("basis").asText());
        assertEquals(
                after.size(),
                cells.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void cohortsHoldWhoOrderedAgain_monthByMonth() throws Exception {
        YearMonth present = YearMonth.from(LocalDate.now(ZONE));
        Map<String, long[]> expected = new TreeMap<>();
        months.values().forEach(ordered -> {
            YearMonth first = ordered.first();
            if (first.isAfter(present.minusMonths(18))) {
                long[] counts = expected.computeIfAbsent(
                        first.toString(), month -> new long[(int) first.until(present, ChronoUnit.MONTHS) + 1]);
                ordered.forEach(month -> counts[(int) first.until(month, ChronoUnit.MONTHS)]++);
            }
        });
        JsonNode answer = analyst.read("/segments/retention?months=18");
        assertEquals(present.toString(), answer.path("present").asText());
        Map<String, String> found = new TreeMap<>();
        answer.path("cohorts")
                .forEach(cohort -> found.put(
                        cohort.path("month").asText(), cohort.path("ordered").toString()));
        Map<String, String> wanted = new TreeMap<>();
        expected.forEach((month, counts) ->
                wanted.put(month, java.util.Arrays.toString(counts).replace(" ", "")));
        assertEquals(wanted, found);
    }

    @Test
    void whatBreaksARule_isRefusedWithTheRule() throws Exception {
        assertProblem(
                422,
                "scheme must be one of rfm",
                analyst.get("/segments/migration?scheme=x&from=2025-01-01&to=2025-02-01"));
        assertProblem(
                422, "not be before", analyst.get("/segments/migration?scheme=rfm&from=2025-03-01&to=2025-02-01"));
        assertProblem(422, "must be a day", analyst.get("/segments/migration?scheme=rfm&from=March&to=2025-02-01"));
        assertProblem(422, "months must be 1 to 120", analyst.get("/segments/retention?months=0"));
        assertProblem(422, "must be a month", analyst.get("/segments/retention?to=2025"));
        assertEquals(403, admin.make(Role.SUPPORT).get("/segments/retention").statusCode());
    }
}
