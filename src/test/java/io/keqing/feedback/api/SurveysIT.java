package io.keqing.feedback.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Surveys as they are said over HTTP, and what becomes of their answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveysIT {
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

    private void batch(String lines) throws Exception {
        HttpResponse<String> answer =
                admin.call("POST", "/feedback/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
        admin.settle();
    }

    private JsonNode define(Caller by, String survey, String body) throws Exception {
        HttpResponse<String> answer = by.call("PUT", "/surveys/" + survey, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return Caller.json(answer);
    }

    private long found(String query) throws Exception {
        return admin.read("/feedback/search?size=0&" + query).path("total").asLong();
    }

    @Test
    void aSurveyTellsWhatWasAnswered_andThenWhatWasSaid() throws Exception {
        batch("""
                {"source": "s", "id": "a1", "survey": "told", "answers": {"Q1": 7, "Q2": "shop"}}
                """);
        JsonNode told = analyst.read("/surveys/told");
        assertFalse(told.path("defined").asBoolean());
        assertEquals("Q1", told.at("/questions/0/name").asText());
        JsonNode defined = define(analyst, "told", """
                {"label": {"zh": "春季", "en": "Spring"}, "cesConvention": "net", "breakdowns": ["channel"],
                 "questions": [{"name": "Q1", "label": "总体", "scale": [1, 10], "missing": [-1, "99"], "role": "csat"}]}
                """);
        assertTrue(defined.path("defined").asBoolean());
        assertEquals("[1,10]", defined.at("/questions/0/scale").toString());
        assertEquals("[\"-1\",\"99\"]", defined.at("/questions/0/missing").toString());
        assertEquals(
                "{\"question\":\"Q1\",\"top\":9,\"scale\":[1,10]}",
                defined.path("csat").toString());
        assertEquals("Q2", defined.at("/questions/1/name").asText());
        assertEquals(defined, analyst.read("/surveys/told"));
        // the question is called so everywhere
        assertEquals(
                "总体",
                admin.read("/satisfaction/questions/Q1?survey=told")
                        .at("/label/zh")
                        .asText());
        assertTrue(analyst.read("/surveys").path("surveys").size() > 0);
        assertProblem(404, "", analyst.get("/surveys/nowhere"));
        assertEquals(403, admin.make(Role.SUPPORT).get("/surveys/told").statusCode());
    }

    /// 2, 5, 6, 9, 10 of 10, a missing code and one beyond the scale; satisfied from 8, not satisfied
    /// up to 3.
    @Test
    void classesFollowTheSurveysOwnScale() throws Exception {
        StringJoiner lines = new StringJoiner("\n");
        int[] answers = {2, 5, 6, 9, 10, 99, 11};
        for (int i = 0; i < answers.length; i++) {
            lines.add(
                    "{\"source\": \"c\", \"id\": \"%d\", \"survey\": \"classes\", \"csat\": 3, \"answers\": {\"S\": %d}}"
                            .formatted(i, answers[i]));
        }
        batch(lines.toString());
        assertEquals(7, found("f.survey=classes&f.csatClass=neutral"));
        define(admin, "classes", """
                {"label": "Classes", "questions": [{"name": "S", "scale": [1, 10], "missing": ["99"]}],
                 "csat": {"question": "S", "top": 8}}
                """);
        assertEquals(2, found("f.survey=classes&f.csatClass=satisfied"));
        assertEquals(2, found("f.survey=classes&f.csatClass=neutral"));
        assertEquals(1, found("f.survey=classes&f.csatClass=unsatisfied"));
        assertEquals(2, found("f.survey=classes&f.csatClass="));
        JsonNode question = admin.read("/satisfaction/questions/S?survey=classes");
        assertEquals(5, question.path("n").asLong());
        assertEquals(1, question.path("outside").asLong());
        com.fasterxml.jackson.databind.JsonNode check = admin.read("/index/check");
        assertEquals(0, check.path("differences").asLong(), check.toString());
    }

    @Test
    void npsMayBeAQuestion() throws Exception {
        batch("""
                {"source": "n", "id": "1", "survey": "recommends", "answers": {"R": "１０"}}
                {"source": "n", "id": "2", "survey": "recommends", "answers": {"R": "7"}}
                {"source": "n", "id": "3", "survey": "recommends", "answers": {"R": "6"}}
                {"source": "n", "id": "4", "survey": "recommends", "answers": {"R": "11"}}
                """);
        define(admin, "recommends", """
                {"label": "R", "questions": [{"name": "R", "role": "nps"}]}
                """);
        assertEquals(1, found("f.survey=recommends&f.npsClass=promoter"));
        assertEquals(1, found("f.survey=recommends&f.npsClass=passive"));
        assertEquals(1, found("f.survey=recommends&f.npsClass=detractor"));
    }

    @Test
    void rulesAreTold() throws Exception {
        for (String body : new String[] {
            "{}",
            "{\"label\": 5}",
            "{\"label\": \"x\", \"colour\": 1}",
            "{\"label\": \"x\", \"confidential\": \"yes\"}",
            "{\"label\": \"x\", \"period\": \"hour\"}",
            "{\"label\": \"x\", \"questions\": [{\"name\": \"a\", \"scale\": [5, 1]}]}",
            "{\"label\": \"x\", \"questions\": [{\"name\": \"a\", \"scale\": [1, 5], \"role\": \"nps\"}]}",
            "{\"label\": \"x\", \"questions\": [{\"name\": \"a\", \"role\": \"csat\"}, {\"name\": \"b\", \"role\": \"csat\"}]}",
            "{\"label\": \"x\", \"csat\": {\"question\": \"nowhere\"}}",
            "{\"label\": \"x\", \"csat\": {\"top\": 6}}",
            "{\"label\": \"x\", \"breakdowns\": [\"comment\"]}",
            "{\"label\": \"x\", \"confidential\": true, \"breakdowns\": [\"channel\", \"product\", \"category\", \"source\"]}",
        }) {
            assertProblem(422, "must", admin.call("PUT", "/surveys/wrong", body));
        }
        assertProblem(400, "JSON", admin.call("PUT", "/surveys/wrong", "[1"));
        assertProblem(404, "", admin.get("/surveys/wrong"));
    }

    /// Nothing of a confidential answer is anywhere: not found, counted, listed, suggested, shown by
    /// its address or on the customer's page.
    @Test
    void aConfidentialAnswerIsNowhere() throws Exception {
        batch("""
                {"source": "k", "id": "open", "customer": "K-1", "survey": "public", "nps": 9, "comment": "zwitscherte laut"}
                {"source": "k", "id": "kept", "customer": "K-1", "survey": "keepers", "nps": 2, "channel": "kanalgeheim", \
                "comment": "geflüstert im Keller", "answers": {"secretly": "verborgen"}, "at": "2025-03-01T08:00:00Z"}
                """);
        assertEquals(1, found("q=geflüstert"));
        String kept = "{\"label\": \"Staff\", \"confidential\": true, \"breakdowns\": [\"channel\"]}";
        assertProblem(403, "Only ADMIN defines", analyst.call("PUT", "/surveys/keepers", kept));
        define(admin, "keepers", kept);
        assertEquals(0, found("q=geflüstert"));
        assertEquals(0, found("f.survey=keepers"));
        assertEquals(0, found("q=id:kept"));
        for (String path : new String[] {
            "/feedback/k/kept", "/satisfaction/questions/secretly?survey=keepers",
        }) {
            JsonNode body = Caller.json(admin.get(path));
            assertFalse(body.toString().contains("geflüstert") || body.path("n").asLong() > 0, body.toString());
        }
        assertProblem(404, "", admin.get("/feedback/k/kept"));
        for (String path : new String[] {
            "/search?q=geflüstert", "/suggest?q=kanalg", "/suggest?q=verborg", "/feedback/facets/channel",
            "/feedback/facets/survey", "/feedback/search", "/customers/k/K-1/profile", "/customers/k/K-1/timeline",
            "/feedback/facets/answers.secretly",
        }) {
            HttpResponse<String> answer = admin.get(path.replace("ü", "%C3%BC"));
            assertTrue(answer.statusCode() == 200, path + " " + answer.body());
            for (String trace : new String[] {"geflüstert", "kanalgeheim", "verborgen", "\"kept\"", "keepers"}) {
                assertFalse(
                        answer.body().contains(trace) && !answer.body().contains("\"q\""),
                        path + " " + trace + " " + answer.body());
            }
        }
        com.fasterxml.jackson.databind.JsonNode check = admin.read("/index/check");
        assertEquals(0, check.path("differences").asLong(), check.toString());
        // what is written later stays unseen as well, and whoever writes is not shown it
        HttpResponse<String> put = admin.call(
                "PUT", "/feedback/k/late", "{\"survey\": \"keepers\", \"nps\": 1, \"comment\": \"geflüstert\"}");
        assertEquals(201, put.statusCode(), put.body());
        assertFalse(put.body().contains("geflüstert"));
        admin.settle();
        assertEquals(0, found("q=geflüstert"));
        // an analyst cannot divide it otherwise nor open it again, an administrator can
        assertProblem(403, "ADMIN", analyst.call("PUT", "/surveys/keepers", kept.replace("channel", "product")));
        String open = "{\"label\": \"Staff\"}";
        assertProblem(403, "ADMIN", analyst.call("PUT", "/surveys/keepers", open));
        define(admin, "keepers", open);
        assertEquals(2, found("f.survey=keepers"));
    }
}
