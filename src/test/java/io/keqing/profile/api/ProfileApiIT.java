package io.keqing.profile.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page of one customer: head and timeline, straight from the database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileApiIT {
    private static final Instant BEGAN = Instant.parse("2025-01-01T00:00:00Z");

    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void batch(String type, String lines) throws Exception {
        var answer = admin.call("POST", "/" + type + "/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private List<String> walk(String path, int size) throws Exception {
        List<String> met = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 1_000; page++) {
            JsonNode story = admin.read(path + (path.contains("?") ? "&" : "?") + "size=" + size + next);
            story.path("entries")
                    .forEach(entry -> met.add(entry.path("type").asText() + "/"
                            + entry.path("id").asText() + "@" + entry.path("at").asText()));
            if (story.path("next").isNull()) {
                return met;
            }
            next = "&cursor=" + Caller.encoded(story.path("next").asText());
        }
        throw new AssertionError("no end after 1000 pages");
    }

    @Test
    void aStoryIsToldNewestFirst_withWhatHasNoTimeAtTheEnd_andFilters() throws Exception {
        admin.put("/customers/told/c", "{\"name\":\"Ann\",\"aliases\":[\"old\"]}");
        admin.put("/customers/told/other", "{\"name\":\"Bo\"}");
        batch("interactions", """
                {"source":"told","id":"1","customer":"c","kind":"order","channel":"web","at":"2025-03-01T00:00:00Z"}
                {"source":"told","id":"2","customer":"old","kind":"complaint","channel":"phone","status":"open","at":"2025-05-01T00:00:00Z"}
                {"source":"told","id":"3","customer":"c","kind":"note"}
                {"source":"told","id":"4","customer":"other","kind":"order","at":"2025-04-01T00:00:00Z"}
                """);
        batch("feedback", """
                {"source":"told","id":"1","interaction":"1","kind":"review","nps":9,"at":"2025-04-01T00:00:00Z"}
                {"source":"told","id":"2","customer":"c","kind":"complaint","nps":2,"csat":1,"at":"2025-06-01T00:00:00Z"}
                {"source":"told","id":"3","customer":"c","kind":"survey"}
                """);
        List<String> story = List.of(
                "feedback/2@2025-06-01T00:00:00Z",
                "interactions/2@2025-05-01T00:00:00Z",
                "feedback/1@2025-04-01T00:00:00Z",
                "interactions/1@2025-03-01T00:00:00Z",
                "interactions/3@null",
                "feedback/3@null");
        for (int size : new int[] {1, 2, 3, 50}) {
            assertEquals(story, walk("/customers/told/c/timeline", size), "in pages of " + size);
        }
        assertEquals(story, walk("/customers/told/old/timeline", 50), "by an alias too");
        assertEquals(List.of(story.get(0), story.get(1)), walk("/customers/told/c/timeline?kind=complaint", 1));
        assertEquals(List.of(story.get(1), story.get(3)), walk("/customers/told/c/timeline?channel=phone,web", 1));
        assertEquals(
                List.of(story.get(0), story.get(2), story.get(5)), walk("/customers/told/c/timeline?type=feedback", 2));

        JsonNode head = admin.read("/customers/told/old/profile");
        assertEquals("c", head.path("id").asText());
        assertEquals("Ann", head.path("fields").path("name").asText());
        assertEquals("[\"old\"]", head.path("aliases").toString());
        assertEquals(3, head.path("interactions").path("total").asInt());
        assertEquals(3, head.path("feedback").path("total").asInt());
        assertEquals(1, head.path("openCases").asInt());
        assertEquals(2, head.path("lastNps").asInt());
        assertEquals("2025-03-01T00:00:00Z", head.path("firstContact").asText());
        assertEquals("2025-06-01T00:00:00Z", head.path("lastContact").asText());
    }

    @Test
    void tenThousandEntries_manyOfOneMoment_areEachToldOnce_andAPageStaysQuick() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            lines.append("{\"source\":\"long\",\"id\":\"%d\",\"customer\":\"c\",\"kind\":\"%s\",\"at\":\"%s\"}\n"
                    .formatted(i, i % 10 == 0 ? "order" : "visit", BEGAN.plusSeconds(i / 7 * 60L)));
        }
        batch("interactions", lines.toString());
        List<String> all = walk("/customers/long/c/timeline", 200);
        Set<String> once = new HashSet<>(all);
        assertEquals(10_000, all.size());
        assertEquals(10_000, once.size());
        for (int i = 1; i < all.size(); i++) {
            String before = all.get(i - 1).substring(all.get(i - 1).indexOf('@'));
            assertTrue(before.compareTo(all.get(i).substring(all.get(i).indexOf('@'))) >= 0);
        }
        assertEquals(1_000, walk("/customers/long/c/timeline?kind=order", 150).size());
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            admin.read("/customers/long/c/timeline?size=50");
        }
        long millis = (System.nanoTime() - began) / 20_000_000;
        assertTrue(millis < 500, "a page took " + millis + " ms");
    }

    @Test
    void whatIsNotThereIsAProblem() throws Exception {
        assertProblem(404, "nobody", admin.get("/customers/told/nobody/timeline"));
        assertProblem(404, "nobody", admin.get("/customers/told/nobody/profile"));
        admin.put("/customers/told/empty", "{}");
        assertEquals(List.of(), walk("/customers/told/empty/timeline", 10));
        assertProblem(422, "cursor", admin.get("/customers/told/empty/timeline?cursor=x"));
        assertProblem(422, "201", admin.get("/customers/told/empty/timeline?size=201"));
    }
}
