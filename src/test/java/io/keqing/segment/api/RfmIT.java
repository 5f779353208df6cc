package io.keqing.segment.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Scores against cases worked out by hand and against a second count in plain Java.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RfmIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double[] QUINTILES = {0.2, 0.4, 0.6, 0.8};

    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;
    private StringJoiner lines = new StringJoiner("\n");
    private int id;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.zone", "Asia/Shanghai"));
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void bought(String source, String customer, String kind, String at, String amount) {
        lines.add(
                "{\"source\": \"%s\", \"id\": \"i%d\", \"customer\": \"%s\", \"kind\": \"%s\", \"at\": %s, \"amount\": %s}"
                        .formatted(source, id++, customer, kind, at.isEmpty() ? "null" : "\"" + at + "\"", amount));
    }

    private void write() throws Exception {
        assertEquals(
                200,
                admin.call("POST", "/interactions/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        lines = new StringJoiner("\n");
    }

    private Map<String, JsonNode> scored(String asOf, String source) throws Exception {
        HttpResponse<String> answer = analyst.get("/customers/rfm?asOf=" + asOf + "&source=" + source);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/x-ndjson"));
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        for (String line : answer.body().strip().split("\n")) {
            if (!line.isBlank()) {
                JsonNode customer = JSON.readTree(line);
                byId.put(customer.path("id").asText(), customer);
            }
        }
        return byId;
    }

    private static String of(Map<String, JsonNode> scored, String customer) {
        JsonNode told = scored.get(customer);
        return told == null
                ? "none"
                : told.path("recencyDays").asText() + " days, "
                        + told.path("orders").asText() + " orders, "
                        + told.path("spent").decimalValue().stripTrailingZeros().toPlainString() + ", "
                        + told.path("cell").asText();
    }

    /// Spent 10, 20, 30, 40, 50: the quantiles are 18, 26, 34, 42. Days 5, 4, 3, 2, 1: 1.8, 2.6, 3.4, 4.2.
    @Test
    void fiveCustomers_aScoreEach() throws Exception {
        for (int i = 1; i <= 5; i++) {
            bought("five", "c" + i, "order", "2025-03-%02dT12:00:00+08:00".formatted(25 + i), i + "0");
        }
        write();
        Map<String, JsonNode> scored = scored("2025-03-31", "five");
        assertEquals("5 days, 1 orders, 10, 111", of(scored, "c1"));
        assertEquals("4 days, 1 orders, 20, 212", of(scored, "c2"));
        assertEquals("3 days, 1 orders, 30, 313", of(scored, "c3"));
        assertEquals("2 days, 1 orders, 40, 414", of(scored, "c4"));
        assertEquals("1 days, 1 orders, 50, 515", of(scored, "c5"));
        assertEquals("leaver", scored.get("c1").path("class").asText());
        assertEquals("bigNewcomer", scored.get("c5").path("class").asText());
    }

    /// One value is every quantile, none of which is below it.
    @Test
    void oneCustomer_andEqualAmounts() throws Exception {
        bought("one", "alone", "order", "2025-01-01T00:00:00+08:00", "7");
        for (int i = 0; i < 6; i++) {
            bought("same", "s" + i, "order", "2025-01-01T00:00:00+08:00", "7");
        }
        write();
        assertEquals("30 days, 1 orders, 7, 511", of(scored("2025-01-31", "one"), "alone"));
        Map<String, JsonNode> same = scored("2025-01-31", "same");
        assertEquals(6, same.size());
        same.keySet().forEach(customer -> assertEquals("30 days, 1 orders, 7, 511", of(same, customer)));
    }

    /// A return takes off its amount whichever sign it has; it is no order, and none after the day counts.
    @Test
    void returnsAndWhatCameLater() throws Exception {
        bought("back", "a", "order", "2025-01-10T10:00:00+08:00", "100");
        bought("back", "a", "return", "2025-01-12T10:00:00+08:00", "-30");
        bought("back", "a", "return", "2025-01-13T10:00:00+08:00", "20");
        bought("back", "a", "order", "2025-02-01T00:00:00+08:00", "1000");
        bought("back", "b", "return", "2025-01-12T10:00:00+08:00", "5");
        bought("back", "c", "order", "", "5");
        bought("back", "d", "order", "2025-01-31T23:59:59+08:00", "null");
        write();
        Map<String, JsonNode> january = scored("2025-01-31", "back");
        assertEquals("21 days, 1 orders, 50, 115", of(january, "a"));
        assertEquals("none", of(january, "b"));
        assertEquals("none", of(january, "c"));
        assertEquals("0 days, 1 orders, 0, 511", of(january, "d"));
        assertEquals("0 days, 2 orders, 1050, 555", of(scored("2025-02-01", "back"), "a"));
        assertEquals(Map.of(), scored("2024-12-31", "back"));
    }

    private static final class Bought {
        int days = Integer.MAX_VALUE;
        int orders;
        BigDecimal spent = BigDecimal.ZERO;
    }

    @Test
    void randomOrders_asPlainJavaScoresThem() throws Exception {
        Random random = new Random(5);
        LocalDate asOf = LocalDate.of(2025, 6, 30);
        Map<String, Bought> people = new HashMap<>();
        for (int i = 0; i < 900; i++) {
            String customer = "p" + (int) Math.abs(random.nextGaussian() * 80);
            boolean back = random.nextInt(8) == 0;
            int days = random.nextInt(60);
            BigDecimal amount = BigDecimal.valueOf(random.nextInt(4000), random.nextInt(3));
            bought(
                    "many",
                    customer,
                    back ? "return" : "order",
                    asOf.minusDays(days) + "T08:00:00+08:00",
                    amount.toPlainString());
            Bought one = people.computeIfAbsent(customer, name -> new Bought());
            one.spent = back ? one.spent.subtract(amount) : one.spent.add(amount);
            if (!back) {
                one.orders++;
                one.days = Math.min(one.days, days);
            }
        }
        write();
        people.values().removeIf(one -> one.orders == 0);
        double[] r = thresholds(people, one -> one.days);
        double[] f = thresholds(people, one -> one.orders);
        double[] m = thresholds(people, one -> one.spent.doubleValue());
        Map<String, JsonNode> scored = scored("2025-06-30", "many");
        assertEquals(people.keySet(), scored.keySet());
        people.forEach((name, one) -> assertEquals(
                "%d days, %d orders, %s, %d%d%d"
                        .formatted(
                                one.days,
                                one.orders,
                                one.spent.stripTrailingZeros().toPlainString(),
                                6 - score(r, one.days),
                                score(f, one.orders),
                                score(m, one.spent.doubleValue())),
                of(scored, name)));
    }

    private static double[] thresholds(Map<String, Bought> people, ToDoubleFunction<Bought> measured) {
        double[] sorted =
                people.values().stream().mapToDouble(measured).sorted().toArray();
        double[] thresholds = new double[4];
        for (int i = 0; i < 4; i++) {
            double at = QUINTILES[i] * (sorted.length - 1);
            int below = (int) Math.floor(at);
            int above = Math.min(below + 1, sorted.length - 1);
            thresholds[i] = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        }
        return thresholds;
    }

    private static int score(double[] thresholds, double value) {
        return 1 + (int) Arrays.stream(thresholds).filter(edge -> edge < value).count();
    }

    @Test
    void whoMayAsk_andHow() throws Exception {
        assertProblem(422, "asOf must be a day", analyst.get("/customers/rfm?asOf=lately"));
        assertEquals(403, admin.make(Role.SUPPORT).get("/customers/rfm").statusCode());
        assertEquals(200, analyst.get("/customers/rfm").statusCode());
    }
}
