package io.keqing.satisfaction.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two waves of the same people over HTTP, against differences worked out here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WavesIT {
    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// 40 people answer twice, some of them more than once in a wave; ten more answer once only.
    @Test
    void theSamePeopleTwice() throws Exception {
        Random random = new Random(77);
        StringJoiner lines = new StringJoiner("\n");
        double[][] scores = new double[40][2];
        int id = 0;
        for (int person = 0; person < 50; person++) {
            for (int wave = 0; wave < (person < 40 ? 2 : 1); wave++) {
                int times = 1 + random.nextInt(2);
                double sum = 0;
                for (int i = 0; i < times; i++) {
                    int nps = Math.min(10, random.nextInt(11) + wave);
                    sum += nps >= 9 ? 1 : nps >= 7 ? 0 : -1;
                    lines.add(
                            "{\"source\": \"tw\", \"id\": \"%d\", \"customer\": \"T%d\", \"survey\": \"wave%d\", \"nps\": %d}"
                                    .formatted(id++, person, wave, nps));
                }
                if (person < 40) {
                    scores[person][wave] = sum / times;
                }
            }
        }
        assertEquals(
                200,
                admin.call("POST", "/feedback/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        double mean = 0;
        for (double[] person : scores) {
            mean += (person[1] - person[0]) / 40;
        }
        double squares = 0;
        for (double[] person : scores) {
            squares += Math.pow(person[1] - person[0] - mean, 2);
        }
        // t(0.975, 39) is 2.022691
        double reach = 2.022691 * Math.sqrt(squares / 39 / 40);
        JsonNode told = analyst.read("/satisfaction/waves?first=wave0&second=wave1");
        assertEquals(40, told.path("people").asLong());
        assertEquals(mean, told.path("change").asDouble(), 1e-9);
        assertEquals(mean - reach, told.path("low").asDouble(), 1e-5);
        assertEquals(mean + reach, told.path("high").asDouble(), 1e-5);
        assertTrue(analyst.read("/satisfaction/waves?measure=csat&first=wave0&second=wave1")
                .path("tooFew")
                .asBoolean());
        assertTrue(analyst.read("/satisfaction/waves?measure=ces&first=wave0&second=wave1")
                .path("tooFew")
                .asBoolean());
        assertProblem(422, "must be a survey", analyst.get("/satisfaction/waves?first=wave0&second=moon"));
        assertProblem(422, "second must", analyst.get("/satisfaction/waves?first=wave0"));
    }
}
