package io.keqing.satisfaction.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Drivers over HTTP against correlations worked out here from the same answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriversIT {
    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;
    private final List<int[]> whole = new ArrayList<>();
    private final List<int[]> web = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
        Random random = new Random(8);
        StringJoiner lines = new StringJoiner("\n");
        for (int id = 0; id < 800; id++) {
            int speed = 1 + random.nextInt(10);
            int price = (int) Math.clamp(speed + random.nextInt(9) - 4, 1, 10);
            int overall = (int) Math.clamp((2 * speed + price) / 3 + random.nextInt(5) - 2, 1, 10);
            boolean missing = id % 10 == 3;
            boolean beyond = id % 10 == 4;
            String channel = id % 4 == 0 ? "web" : "phone";
            lines.add(
                    ("{\"source\": \"d\", \"id\": \"%d\", \"survey\": \"drive\", \"channel\": \"%s\", \"customer\": \"D%d\", "
                                    + "\"answers\": {\"all\": %d, \"speed\": %s, \"price\": \"%d\"}}")
                            .formatted(id, channel, id % 300, overall, missing ? "-1" : beyond ? "11" : speed, price));
            if (!missing && !beyond) {
                whole.add(new int[] {overall, speed, price});
                if (channel.equals("web")) {
                    web.add(whole.getLast());
                }
            }
        }
        HttpResponse<String> made =
                admin.call("POST", "/feedback/_batch", lines.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
        HttpResponse<String> put = admin.call("PUT", "/surveys/drive", """
                {"label": "Drive", "questions": [
                    {"name": "all", "label": {"zh": "总体", "en": "Overall"}, "scale": [1, 10], "role": "overall"},
                    {"name": "speed", "label": {"zh": "速度", "en": "Speed"}, "scale": [1, 10], "missing": [-1]},
                    {"name": "price", "scale": [1, 10]}]}
                """);
        assertEquals(200, put.statusCode(), put.body());
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static double correlation(List<int[]> rows, int one, int other) {
        double a = rows.stream().mapToInt(row -> row[one]).average().orElseThrow();
        double b = rows.stream().mapToInt(row -> row[other]).average().orElseThrow();
        double ab = rows.stream()
                .mapToDouble(row -> (row[one] - a) * (row[other] - b))
                .sum();
        double aa = rows.stream()
                .mapToDouble(row -> (row[one] - a) * (row[one] - a))
                .sum();
        double bb = rows.stream()
                .mapToDouble(row -> (row[other] - b) * (row[other] - b))
                .sum();
        return ab / Math.sqrt(aa * bb);
    }

    /// For two drivers R² has a closed form, and Johnson's weight is Shapley's (both halve what is shared).
    private static void check(List<int[]> rows, JsonNode told) {
        double speed = correlation(rows, 0, 1);
        double price = correlation(rows, 0, 2);
        double both = correlation(rows, 1, 2);
        double r2 = (speed * speed + price * price - 2 * speed * price * both) / (1 - both * both);
        assertEquals(rows.size(), told.path("n").asLong());
        assertEquals(r2, told.path("r2").asDouble(), 1e-9);
        JsonNode first = told.at("/drivers/0");
        assertEquals("speed", first.path("name").asText());
        double shapley = (speed * speed + r2 - price * price) / 2;
        assertEquals(shapley, first.path("shapley").asDouble(), 1e-9);
        assertEquals(shapley, first.path("weight").asDouble(), 1e-9);
        assertEquals(speed, first.path("correlation").asDouble(), 1e-9);
        assertEquals(
                rows.stream().mapToInt(row -> row[1]).average().orElseThrow(),
                first.path("performance").asDouble(),
                1e-9);
        assertTrue(first.path("low").asDouble() < shapley
                && shapley < first.path("high").asDouble());
    }

    @Test
    void weightsOfAllAnswers_andOfSome() throws Exception {
        check(whole, analyst.read("/satisfaction/drivers?outcome=all&drivers=speed,price&f.survey=drive"));
        check(web, analyst.read("/satisfaction/drivers?outcome=all&drivers=price,speed&f.survey=drive&f.channel=web"));
        HttpResponse<String> chinese =
                analyst.get("/satisfaction/drivers?outcome=all&f.survey=drive", "Accept-Language", "zh-CN");
        assertEquals("速度", Caller.json(chinese).at("/drivers/0/label").asText());
    }

    @Test
    void thinIsRefused_withTheReason() throws Exception {
        String drivers = "/satisfaction/drivers?outcome=all&drivers=speed,price&f.survey=drive";
        assertProblem(422, "need 50 whole answers, had ", analyst.get(drivers + "&f.channel=web&f.id=d0"));
        assertProblem(422, "2 to 20", analyst.get("/satisfaction/drivers?outcome=all&drivers=speed&f.survey=drive"));
        assertProblem(
                422, "different", analyst.get("/satisfaction/drivers?outcome=all&drivers=all,speed&f.survey=drive"));
        assertProblem(
                422, "no question", analyst.get("/satisfaction/drivers?outcome=all&drivers=speed,moon&f.survey=drive"));
        assertProblem(422, "f.survey", analyst.get("/satisfaction/drivers?outcome=all&drivers=speed,price"));
        assertProblem(422, "outcome", analyst.get("/satisfaction/drivers?drivers=speed,price"));
        assertFalse(analyst.get("/satisfaction/drivers?outcome=all").statusCode() == 200);
    }
}
