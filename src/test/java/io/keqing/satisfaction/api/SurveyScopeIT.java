package io.keqing.satisfaction.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Surveys with questions of one name: what they share, and what each has for itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyScopeIT {
    private static final String MAPPING = """
            {"type": "feedback", "source": "%1$s", "rest": "drop",
             "fields": {"id": "id", "survey": {"value": "%1$s"}},
             "answers": {"Q": {"name": "%2$s"%3$s}}}
            """;

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

    /// @param more of the answer's mapping
    private JsonNode load(String survey, String name, String more, String... answers) throws Exception {
        StringBuilder file = new StringBuilder("id,Q\n");
        for (int i = 0; i < answers.length; i++) {
            file.append(i).append(',').append(answers[i]).append('\n');
        }
        return admin.load("/imports", survey + ".csv", file.toString(), MAPPING.formatted(survey, name, more));
    }

    private JsonNode question(String name, String survey) throws Exception {
        return admin.read("/satisfaction/questions/" + name + "?survey=" + survey);
    }

    private List<String> warnings(JsonNode job) {
        List<String> rules = new ArrayList<>();
        job.findValues("rule").forEach(rule -> rules.add(rule.asText()));
        return rules;
    }

    private JsonNode field(String name) throws Exception {
        for (JsonNode field : admin.read("/fields/feedback").path("fields")) {
            if (field.path("name").asText().equals(name)) {
                return field;
            }
        }
        throw new AssertionError("no field " + name);
    }

    @Test
    void twoScalesUnderOneName_areTwoQuestions_andAreNeverMixed() throws Exception {
        load("five", "mood", ", \"scale\": [1, 5]", "1", "2", "4", "5", "5");
        JsonNode second = load("ten", "mood", ", \"scale\": [0, 10]", "0", "7", "8", "9", "10", "10");
        assertTrue(warnings(second).stream().anyMatch(rule -> rule.contains("answers.mood@ten")), second.toString());

        JsonNode five = question("mood", "five");
        assertEquals("[1,5]", five.path("scale").toString());
        assertEquals(5, five.path("n").asInt());
        assertEquals(0.6, five.path("top2").asDouble(), 1e-12);
        JsonNode ten = question("mood", "ten");
        assertEquals("[0,10]", ten.path("scale").toString());
        assertEquals(6, ten.path("n").asInt());
        assertEquals(44 / 6.0, ten.path("mean").asDouble(), 1e-12);
        assertProblem(422, "\"five\", \"ten\"", admin.get("/satisfaction/questions/mood"));
        List<String> told = new ArrayList<>();
        admin.read("/satisfaction/questions").path("questions").forEach(question -> {
            if (question.path("name").asText().equals("mood")) {
                told.add(question.path("surveys") + " " + question.path("n"));
            }
        });
        assertEquals(List.of("[\"five\"] 5", "[\"ten\"] 6"), told);

        admin.search("/feedback/search?f.answers.mood=5", 2);
        admin.search("/feedback/search?f.answers.mood%40ten=8..", 4);
        admin.search("/feedback/search?f.answers.mood=&f.survey=ten", 6);
        JsonNode found = admin.search("/feedback/search?f.survey=ten&facets=answers.mood%40ten", 6);
        assertEquals(
                "10", found.findPath("values").path(4).path("value").asText(), "sorted as numbers, on their own scale");
    }

    @Test
    void textsOfOneSurveyLeaveTheNumbersOfAnotherAlone() throws Exception {
        load("counted", "often", "", "1", "2", "12");
        load("worded", "often", "", "never", "daily");
        admin.search("/feedback/search?f.answers.often=2..", 2);
        admin.search("/feedback/search?f.answers.often%40worded=daily", 1);
        assertEquals("number", field("answers.often").path("kind").asText());
        assertEquals("[\"counted\"]", field("answers.often").path("surveys").toString());
        assertEquals("text", field("answers.often@worded").path("kind").asText());
        // and a later conflict inside one of several that share concerns that one alone
        load("third", "often", "", "3", "4");
        assertEquals(
                "[\"counted\",\"third\"]",
                field("answers.often").path("surveys").toString());
        JsonNode broken = load("third", "often", "", "3", "seldom");
        assertTrue(warnings(broken).contains("was a number and is a text from now on"), broken.toString());
        assertEquals("number", field("answers.often").path("kind").asText());
        admin.search("/feedback/search?f.answers.often=2..", 2);
        admin.search("/feedback/search?f.answers.often%40third=seldom", 1);
        admin.search("/feedback/search?f.answers.often%40third=3", 1);
    }

    @Test
    void surveysThatAgree_areFoundAndCountedTogether() throws Exception {
        load("wave1", "joined", ", \"scale\": [1, 5], \"label\": \"How was it\"", "1", "2", "3");
        load("wave2", "joined", ", \"scale\": [1, 5]", "4", "5", "5");
        admin.search("/feedback/search?f.answers.joined=3..", 4);
        JsonNode both = admin.read("/satisfaction/questions/joined");
        assertEquals(6, both.path("n").asInt());
        assertEquals("[\"wave1\",\"wave2\"]", both.path("surveys").toString());
        assertEquals("How was it", both.path("label").path("en").asText());
        assertEquals(3, question("joined", "wave2").path("n").asInt());
        load("wave2b", "joined", ", \"scale\": [1, 5]", "4", "no idea");
        both = admin.read("/satisfaction/questions/joined");
        assertEquals(7, both.path("n").asInt(), "a word among the answers does not make it another question");
        assertEquals(1, both.path("outside").asInt());
        load("wave3", "joined", ", \"scale\": [1, 5], \"label\": \"What it cost\"", "1");
        assertEquals(
                "[\"wave1\",\"wave2\"]", field("answers.joined").path("surveys").toString());
        assertEquals(
                "What it cost",
                question("joined", "wave3").path("label").path("en").asText());
    }

    @Test
    void aRecordMovedToAnotherSurveyIsStillFoundByItsAnswers() throws Exception {
        HttpResponse<String> put = admin.put(
                "/feedback/moving/1", "{\"survey\":\"from\",\"answers\":{\"moves\":3,\"moves too\":\"yes\"}}");
        assertEquals(201, put.statusCode(), put.body());
        admin.search("/feedback/search?f.survey=from&f.answers.moves=3", 1);
        assertEquals(
                200, admin.patch("/feedback/moving/1", "{\"survey\":\"to\"}").statusCode());
        admin.search("/feedback/search?f.survey=to&f.answers.moves=3", 1);
        admin.load(
                "/imports",
                "moved.csv",
                "id,s\n1,further\n",
                "{\"type\":\"feedback\",\"source\":\"moving\",\"fields\":{\"id\":\"id\",\"survey\":\"s\"}}");
        admin.search("/feedback/search?f.survey=further&f.answers.moves=3&f.answers.moves%20too=yes", 1);
        assertEquals(1, question("moves", "further").path("n").asInt());
        assertEquals(0, question("moves", "from").path("n").asInt());
    }

    @Test
    void answersOfAFileThatNamesNoSurvey_belongToTheSurveyOfTheirRecord() throws Exception {
        load("halves", "first half", ", \"scale\": [1, 5]", "1", "2", "3");
        load("strange", "second half", "", "no", "yes");
        admin.load(
                "/imports",
                "second.csv",
                "id,Q\n0,5\n1,4\n2,3\n",
                "{\"type\":\"feedback\",\"source\":\"halves\",\"rest\":\"drop\",\"fields\":{\"id\":\"id\"},"
                        + "\"answers\":{\"Q\":{\"name\":\"second half\"}}}");
        JsonNode second = question("second%20half", "halves");
        assertEquals(3, second.path("n").asInt(), second.toString());
        admin.search("/feedback/search?f.answers.second%20half%40halves=4..", 2);
        admin.search("/feedback/search?f.answers.first%20half=2..", 2);
    }

    @Test
    void whatIsSecretInOneSurveyIsMaskedThere_andNotInAnother() throws Exception {
        Caller support = admin.make(Role.SUPPORT);
        load("calls", "contact", "", "13912345678", "13987654321");
        load("rates", "contact", "", "4", "5");
        assertEquals("secret", field("answers.contact").path("sensitivity").asText());
        assertEquals("open", field("answers.contact@rates").path("sensitivity").asText());
        String secret = support.read("/feedback/calls/0")
                .path("answers")
                .path("contact")
                .asText();
        assertTrue(secret.contains("•"), secret);
        assertEquals(
                "4",
                support.read("/feedback/rates/0")
                        .path("answers")
                        .path("contact")
                        .asText());
        admin.search("/feedback/search?f.answers.contact%40rates=4", 1);
    }
}
