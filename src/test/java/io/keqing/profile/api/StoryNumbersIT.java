package io.keqing.profile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The counts of a customer's story under every choice, and its jump to a day, once more in plain Java.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryNumbersIT {
    private static final String SOURCE = "story";
    private static final String PAGE = "/customers/story/c";

    private final List<Told> story = Told.story(43, 700, 60);
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        admin.put(PAGE, "{\"name\":\"Ann\",\"tier\":\"gold\"}");
        for (String type : List.of("interactions", "feedback")) {
            String lines = told(record -> record.type().equals(type))
                    .map(record -> record.line(SOURCE, "c"))
                    .collect(Collectors.joining());
            var answer = admin.call("POST", "/" + type + "/_batch", lines, "Content-Type", "application/x-ndjson");
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Stream<Told> told(Predicate<Told> which) {
        return story.stream().filter(which);
    }

    private static Map<String, Long> counts(JsonNode list) {
        Map<String, Long> counts = new TreeMap<>();
        list.forEach(each ->
                counts.put(each.path("value").asText(), each.path("count").asLong()));
        return counts;
    }

    private Map<String, Long> counted(Function<Told, String> by, Predicate<Told> which) {
        Map<String, Long> counts = new TreeMap<>();
        story.forEach(record -> counts.merge(
                Objects.requireNonNullElse(by.apply(record), ""), which.test(record) ? 1L : 0L, Long::sum));
        return counts;
    }

    @Test
    void theStorysCounts_areExactUnderEveryChoice() throws Exception {
        JsonNode all = admin.read(PAGE + "/timeline?size=1");
        assertEquals(story.size(), all.path("total").asInt());
        assertEquals(
                counted(Told::kind, record -> true), counts(all.path("facets").path("kind")));
        assertEquals(
                counted(Told::channel, record -> true),
                counts(all.path("facets").path("channel")));
        assertEquals(
                counted(Told::type, record -> true), counts(all.path("facets").path("type")));

        JsonNode chosen = admin.read(PAGE + "/timeline?size=200&kind=complaint,call&channel=phone,");
        Predicate<Told> kind = record -> record.is("complaint") || record.is("call");
        Predicate<Told> phone = record -> "phone".equals(record.channel());
        assertEquals(told(kind.and(phone)).count(), chosen.path("total").asLong());
        assertEquals(counted(Told::kind, phone), counts(chosen.path("facets").path("kind")), "under the channel only");
        assertEquals(
                counted(Told::channel, kind), counts(chosen.path("facets").path("channel")), "under the kinds only");
        assertEquals(
                told(kind.and(phone)).count(),
                walk("?size=7&kind=complaint,call&channel=phone").size());
        assertEquals(
                told(record -> record.kind() == null).count(),
                walk("?size=50&kind=").size(),
                "entries without a kind");
    }

    @Test
    void aJump_beginsAtTheEndOfTheDay_andSaysHowMuchIsNewer() throws Exception {
        LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC).minusDays(500);
        Instant end = day.plusDays(1).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        for (String kind : List.of("", "&kind=order")) {
            Predicate<Told> wanted = record -> kind.isEmpty() || record.is("order");
            JsonNode page = admin.read(PAGE + "/timeline?size=20&until=" + day + kind);
            assertEquals(
                    told(wanted.and(record ->
                                    record.at() != null && !record.at().isBefore(end)))
                            .count(),
                    page.path("newer").asLong());
            List<String> expected = told(wanted.and(
                            record -> record.at() != null && record.at().isBefore(end)))
                    .map(Told::at)
                    .sorted(Comparator.reverseOrder())
                    .map(Instant::toString)
                    .toList();
            List<String> met = walk("?size=20&until=" + day + kind).stream()
                    .filter(at -> !at.equals("null"))
                    .toList();
            assertEquals(expected, met);
        }
        Caller.assertProblem(422, "2025-13", admin.get(PAGE + "/timeline?until=2025-13"));
    }

    /// The times met, page after page.
    private List<String> walk(String query) throws Exception {
        List<String> met = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 500; page++) {
            JsonNode read = admin.read(PAGE + "/timeline" + query + next);
            read.path("entries").forEach(entry -> met.add(entry.path("at").asText()));
            if (read.path("next").isNull()) {
                return met;
            }
            next = "&cursor=" + Caller.encoded(read.path("next").asText());
        }
        throw new AssertionError("no end after 500 pages");
    }
}
