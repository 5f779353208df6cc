package io.keqing.satisfaction.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A confidential survey over HTTP: 60 answers from the web, 40 by phone, 4 from a shop, over two months;
/// one in ten of nobody known.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfidentialIT {
    private static final String SCORES = "/satisfaction/nps?f.survey=staff";

    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        define("Staff");
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 104; i++) {
            answers.add(answer(i, i < 60 ? "web" : i < 100 ? "phone" : "shop", i % 11));
        }
        batch(answers);
    }

    private void define(String label) throws Exception {
        HttpResponse<String> put = admin.call("PUT", "/surveys/staff", """
                {"label": "%s", "confidential": true, "breakdowns": ["channel", "attributes.floor"], "period": "month"}
                """.formatted(label));
        assertEquals(200, put.statusCode(), put.body());
    }

    private static String answer(int id, String channel, int nps) {
        return ("{\"source\": \"s\", \"id\": \"%d\", \"survey\": \"staff\", \"channel\": \"%s\", \"nps\": %d, "
                        + "\"csat\": %d, \"ces\": %d, \"at\": \"2025-0%d-05T10:00:00Z\", \"attributes\": {\"floor\": \"%d\"}, "
                        + "\"comment\": \"floorwords\"%s}")
                .formatted(
                        id,
                        channel,
                        nps,
                        1 + id % 5,
                        1 + id % 7,
                        1 + id % 2,
                        id % 3,
                        id % 10 == 0 ? "" : ", \"customer\": \"P%d\"".formatted(id));
    }

    private void batch(List<String> answers) throws Exception {
        StringJoiner lines = new StringJoiner("\n");
        answers.forEach(lines::add);
        HttpResponse<String> made =
                admin.call("POST", "/feedback/_batch", lines.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// The shop's four are hidden, and the phone with them: with one hidden group alone the total would
    /// tell it.
    @Test
    void theTableIsTold_andNothingOfFewPeople() throws Exception {
        JsonNode told = admin.read(SCORES + "&by=channel");
        assertTrue(told.path("confidential").asBoolean());
        assertEquals(104, told.path("n").asLong());
        assertEquals(104, told.path("people").asLong());
        long promoters = 0;
        long detractors = 0;
        for (int i = 0; i < 104; i++) {
            promoters += i % 11 >= 9 ? 1 : 0;
            detractors += i % 11 <= 6 ? 1 : 0;
        }
        assertEquals((promoters - detractors) / 104.0, told.path("value").asDouble(), 1e-9);
        assertEquals(
                "{\"key\":\"phone\",\"label\":\"phone\",\"hidden\":true}",
                told.at("/breakdown/1").toString());
        assertEquals(
                "{\"key\":\"shop\",\"label\":\"shop\",\"hidden\":true}",
                told.at("/breakdown/2").toString());
        assertEquals(60, told.at("/breakdown/0/n").asLong());
        JsonNode csat = admin.read("/satisfaction/csat?f.survey=staff&by=channel");
        assertTrue(csat.at("/breakdown/1/hidden").asBoolean()
                && csat.at("/breakdown/2/hidden").asBoolean());
        JsonNode months = admin.read("/satisfaction/ces?f.survey=staff&interval=month");
        assertEquals(2, months.path("series").size());
        assertEquals(52, months.at("/series/0/n").asLong());
        JsonNode floors = admin.read(SCORES + "&by=attributes.floor");
        assertEquals(35, floors.at("/breakdown/0/n").asLong());
        // one group by itself is the same number
        assertEquals(
                told.at("/breakdown/0/value"),
                admin.read(SCORES + "&f.channel=web").path("value"));
        JsonNode hidden = admin.read(SCORES + "&f.channel=shop");
        assertTrue(hidden.path("hidden").asBoolean());
        assertFalse(hidden.has("n") || hidden.has("value") || hidden.has("needed"));
    }

    @Test
    void finerIsRefused() throws Exception {
        for (String finer : new String[] {
            "&f.channel=web&by=attributes.floor",
            "&f.channel=web&f.attributes.floor=1",
            "&f.channel=web&f.channel=phone",
            "&f.nps=0..3",
            "&f.customer=P1",
            "&q=floorwords",
            "&by=product",
            "&by=channel&interval=week",
            "&interval=day",
            "&f.at=2025-01",
            "&f.at=2025-01&compare=previous",
            "&f.survey=other",
        }) {
            // a survey that nobody knows is none to be mixed with
            HttpResponse<String> answer = admin.get(SCORES + finer);
            if (finer.equals("&f.survey=other")) {
                assertEquals(200, answer.statusCode());
            } else {
                assertProblem(422, "confidential", answer);
            }
        }
        // asked about with all others, it is not among them
        assertEquals(0, admin.read("/satisfaction/nps?q=floorwords").path("n").asLong());
        assertEquals(0, admin.read("/satisfaction/nps?by=survey").path("n").asLong());
        assertEquals(0, admin.read("/satisfaction/questions").path("questions").size());
    }

    /// One more answer changes nothing that is told; ten do.
    @Test
    void oneMoreAnswerIsNotSeen() throws Exception {
        String before = admin.read(SCORES + "&by=attributes.floor").toString();
        batch(List.of(answer(500, "web", 10)));
        // nor by whoever says again what the survey is
        define("Our staff");
        assertEquals(before, admin.read(SCORES + "&by=attributes.floor").toString());
        List<String> more = new ArrayList<>();
        for (int i = 501; i < 510; i++) {
            more.add(answer(i, "web", 10));
        }
        batch(more);
        assertEquals(114, admin.read(SCORES).path("n").asLong());
        HttpResponse<String> gone;
        for (int i = 500; i < 510; i++) {
            gone = admin.delete("/feedback/s/" + i);
            assertEquals(204, gone.statusCode());
        }
        assertEquals(104, admin.read(SCORES).path("n").asLong());
    }
}
