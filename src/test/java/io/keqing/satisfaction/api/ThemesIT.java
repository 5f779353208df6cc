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

/// Themes and who did not answer, over HTTP. Detractors write of the courier, everybody of the app.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThemesIT {
    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;
    private final List<String[]> comments = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
        Random random = new Random(3);
        StringJoiner lines = new StringJoiner("\n");
        for (int id = 0; id < 900; id++) {
            boolean unhappy = id % 3 == 0;
            String theme = random.nextInt(10) < (unhappy ? 6 : 1) ? "快递太慢了" : "应用很好用";
            String comment = theme + "，第" + id + "次购买 order" + id;
            String channel = id % 2 == 0 ? "web" : "phone";
            comments.add(new String[] {comment, unhappy ? "detractor" : "promoter", channel});
            lines.add(("{\"source\": \"m\", \"id\": \"%d\", \"survey\": \"words\", \"nps\": %d, \"comment\": \"%s\", "
                            + "\"channel\": \"%s\", \"at\": \"2025-0%d-11T10:00:00Z\"}")
                    .formatted(id, unhappy ? 3 : 9, comment, channel, 1 + id % 4));
        }
        // 300 from the web and 100 by phone were reached and said nothing
        for (int id = 0; id < 400; id++) {
            lines.add(("{\"source\": \"m\", \"id\": \"s%d\", \"survey\": \"words\", \"channel\": \"%s\", "
                            + "\"deliveredAt\": \"2025-01-11T10:00:00Z\"}")
                    .formatted(id, id < 300 ? "web" : "phone"));
        }
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

    private long count(String word, String npsClass) {
        return comments.stream()
                .filter(comment -> comment[0].contains(word))
                .filter(comment -> npsClass == null || comment[1].equals(npsClass))
                .count();
    }

    @Test
    void whatUnhappyPeopleTalkAbout_andNothingElse() throws Exception {
        JsonNode told = analyst.read("/satisfaction/themes?f.survey=words&by=channel&interval=month");
        assertEquals(300, told.path("unhappy").asLong());
        assertEquals(900, told.path("all").asLong());
        List<String> terms = new ArrayList<>();
        for (JsonNode theme : told.path("themes")) {
            terms.add(theme.path("term").asText());
            String word = theme.path("term").asText();
            double with = count(word, "detractor");
            double of = count(word, null);
            assertEquals(with, theme.path("count").asDouble(), word);
            assertEquals(of, theme.path("of").asDouble(), word);
            double chi = 0;
            double[][] table = {{with, of - with}, {300 - with, 600 - of + with}};
            double[] rows = {of, 900 - of};
            double[] columns = {300, 600};
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < 2; column++) {
                    double expected = rows[row] * columns[column] / 900;
                    chi += Math.pow(Math.max(0, Math.abs(table[row][column] - expected) - 0.5), 2) / expected;
                }
            }
            assertEquals(chi, theme.path("chiSquared").asDouble(), 1e-6, word);
            assertTrue(theme.path("adjustedP").asDouble() < 0.05);
            // the comments are one click away, and as many
            assertEquals(
                    theme.path("count").asLong(),
                    analyst.read(theme.path("search").asText().substring("/api/v1".length()))
                            .path("total")
                            .asLong());
            long parts = 0;
            for (JsonNode part : theme.path("breakdown")) {
                parts += part.path("n").asLong();
            }
            assertEquals(theme.path("count").asLong(), parts);
            assertEquals(4, theme.path("series").size());
        }
        assertTrue(terms.contains("快递"), terms.toString());
        assertFalse(terms.stream().anyMatch(term -> term.contains("应用") || term.contains("购买")), terms.toString());
    }

    @Test
    void nobodyIsUnhappyHere() throws Exception {
        JsonNode told = analyst.read("/satisfaction/themes?f.survey=words&f.npsClass=promoter");
        assertEquals(0, told.path("unhappy").asLong());
        assertEquals(0, told.path("themes").size());
        assertProblem(422, "measure must", analyst.get("/satisfaction/themes?measure=love"));
    }

    /// 450 of 750 from the web answered, 450 of 550 by phone.
    @Test
    void whoDidNotAnswer() throws Exception {
        JsonNode told = analyst.read("/satisfaction/response?by=channel&f.survey=words");
        JsonNode web = told.at("/groups/0");
        assertEquals("web", web.path("key").asText());
        assertEquals(450, web.path("answered").asLong());
        assertEquals(300, web.path("silent").asLong());
        assertEquals(0.6, web.path("responseRate").asDouble(), 1e-9);
        double difference = (0.5 - 0.75) / Math.sqrt((0.25 + 0.1875) / 2);
        assertEquals(difference, web.path("difference").asDouble(), 1e-9);
        assertTrue(web.path("notable").asBoolean() && told.path("notable").asBoolean());
        double webExpected = 750 * 900 / 1300.0;
        double phoneExpected = 550 * 900 / 1300.0;
        double chi = Math.pow(450 - webExpected, 2) * (1 / webExpected + 1 / (750 - webExpected))
                + Math.pow(450 - phoneExpected, 2) * (1 / phoneExpected + 1 / (550 - phoneExpected));
        assertEquals(chi, told.path("chiSquared").asDouble(), 1e-9);
        double scoreWeb = score("web");
        double scorePhone = score("phone");
        double weighted = (750 * scoreWeb + 550 * scorePhone) / 1300;
        assertEquals(weighted, told.at("/weighted/value").asDouble(), 1e-9);
        double one = 750 / 1300.0 / 450;
        double other = 550 / 1300.0 / 450;
        assertEquals(
                1 / (450 * one * one + 450 * other * other),
                told.at("/weighted/effective").asDouble(),
                1e-9);
        assertProblem(422, "by must", analyst.get("/satisfaction/response"));
    }

    private double score(String channel) {
        long promoters = comments.stream()
                .filter(comment -> comment[2].equals(channel) && comment[1].equals("promoter"))
                .count();
        return (2 * promoters - 450) / 450.0;
    }
}
