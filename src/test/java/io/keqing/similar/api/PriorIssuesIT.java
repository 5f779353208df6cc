package io.keqing.similar.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Cases like a text, with real models on real engines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PriorIssuesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.vectors.enabled", true));
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
        batch("customers", """
                {"source":"desk","id":"ann","name":"Ann"}
                {"source":"desk","id":"bo","name":"Bo"}
                """);
        StringBuilder same = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            same.append(
                    "{\"source\":\"desk\",\"id\":\"same%d\",\"kind\":\"case\",\"body\":\"我的包裹一直没有收到\"}%n".formatted(i));
        }
        batch(
                "interactions",
                same + """
                {"source":"desk","id":"en1","kind":"case","product":"card","customer":"ann","status":"open","body":"My card was swallowed by the cash machine"}
                {"source":"desk","id":"en2","kind":"case","product":"card","customer":"bo","status":"resolved","body":"The ATM did not give my card back","resolution":"We sent a new card"}
                {"source":"desk","id":"en3","kind":"complaint","product":"card","status":"open","body":"What is the exchange rate for euros?"}
                {"source":"desk","id":"en4","kind":"case","status":"open","body":"Error E4711 on the display after the update"}
                {"source":"desk","id":"en5","kind":"case","status":"open","body":"Error E4712 on the display after the update"}
                {"source":"desk","id":"order","kind":"order","body":"My card was swallowed by the cash machine"}
                {"source":"desk","id":"zh1","kind":"case","body":"快递到哪里了，怎么还没送来"}
                {"source":"desk","id":"zh2","kind":"case","body":"如何修改登录密码"}
                {"source":"desk","id":"zh3","kind":"case","body":"如何修改登錄密碼"}
                {"source":"desk","id":"phone","kind":"case","body":"Please call me on 13912345678 about the broken lamp shade"}
                {"source":"desk","id":"long","kind":"case","body":"%s"}
                {"source":"desk","id":"smile","kind":"case","body":"😀😀😀"}
                """.formatted("the blender makes a strange noise and smells of smoke ".repeat(200)));
        batch("feedback", """
                {"source":"desk","id":"f1","kind":"survey","interaction":"en2","nps":10,"comment":"Quick and friendly"}
                {"source":"desk","id":"f2","kind":"review","comment":"The machine kept my bank card"}
                """);
        awaitVectors(admin);
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

    /// Waits for every vector, two minutes at most.
    static void awaitVectors(Caller caller) throws Exception {
        JsonNode progress = caller.read("/prior-issues/vectors");
        for (int i = 0; i < 1_200 && !progress.path("state").asText().equals("done"); i++) {
            Thread.sleep(100);
            progress = caller.read("/prior-issues/vectors");
        }
        assertEquals("done", progress.path("state").asText(), progress.toString());
        // what was put last is found after the worker's next look
        Thread.sleep(1_200);
    }

    private JsonNode ask(Caller caller, String text, String... more) throws Exception {
        var answer = caller.post("/prior-issues", question(text, more));
        assertEquals(200, answer.statusCode(), answer.body());
        return Caller.json(answer);
    }

    private static String question(String text, String... more) throws Exception {
        ObjectNode question = JSON.createObjectNode().put("text", text);
        for (int i = 0; i < more.length; i += 2) {
            question.set(more[i], JSON.readTree(more[i + 1]));
        }
        return question.toString();
    }

    private static List<String> ids(JsonNode hits) {
        List<String> ids = new ArrayList<>();
        hits.forEach(hit -> ids.add(hit.path("id").asText()));
        return ids;
    }

    @Test
    void whatMeansTheSame_isFoundWithoutACommonWord() throws Exception {
        JsonNode found = ask(admin, "ATM ate it, plastic gone");
        List<String> first = ids(found.path("hits")).subList(0, 3);
        assertTrue(first.containsAll(List.of("en1", "en2")), first.toString());
        assertTrue(found.path("byMeaning").asBoolean());
        JsonNode best = found.path("hits").get(0);
        assertTrue(best.path("meaning").asDouble() > 0.6, best.toString());
        assertTrue(best.path("why").toString().contains("meaning"), best.toString());
        assertFalse(ids(found.path("hits")).contains("order"), "an order tells of no issue");
    }

    @Test
    void aSolvedCaseWithAGoodOutcome_comesBeforeAnOpenOne_unlessSwitchedOff() throws Exception {
        String text = "My card was swallowed by the cash machine";
        JsonNode raised = ask(admin, "the machine kept my card");
        JsonNode solved = hit(raised, "en2");
        assertEquals("We sent a new card", solved.path("resolution").asText());
        assertEquals("good", solved.path("outcome").path("told").asText());
        assertTrue(solved.path("outcome").path("solved").asBoolean());
        JsonNode plain = ask(admin, "the machine kept my card", "solvedFirst", "false");
        assertEquals(
                1.09,
                solved.path("score").asDouble()
                        / hit(plain, "en2").path("score").asDouble(),
                1e-6);
        assertEquals(
                hit(raised, "en1").path("score").asDouble(),
                hit(plain, "en1").path("score").asDouble(),
                1e-6);
        assertEquals("en1", ask(admin, text).path("hits").get(0).path("id").asText(), "the same text stays first");
    }

    private static JsonNode hit(JsonNode found, String id) {
        for (JsonNode hit : found.path("hits")) {
            if (hit.path("id").asText().equals(id)) {
                return hit;
            }
        }
        throw new AssertionError(id + " is not in " + ids(found.path("hits")));
    }

    @Test
    void aCode_isFoundByItsCharacters_beforeItsNeighbour() throws Exception {
        List<String> found = ids(ask(admin, "E4712").path("hits"));
        assertEquals("en5", found.getFirst(), found.toString());
        assertEquals(
                "en4", ask(admin, "Error E4711").path("hits").get(0).path("id").asText());
    }

    @Test
    void aThousandTimesTheSameText_isOneHit_thatSaysSo() throws Exception {
        JsonNode found = ask(admin, "包裹没有收到", "size", "20");
        JsonNode first = found.path("hits").get(0);
        assertTrue(first.path("id").asText().startsWith("same"), first.toString());
        assertEquals(999, first.path("same").asInt());
        assertEquals(
                1,
                ids(found.path("hits")).stream()
                        .filter(id -> id.startsWith("same"))
                        .count());
        assertTrue(ids(found.path("hits")).contains("zh1"), "others are not crowded out");
    }

    @Test
    void traditionalCharacters_areTheSameText() throws Exception {
        JsonNode first = ask(admin, "修改密码").path("hits").get(0);
        assertTrue(List.of("zh2", "zh3").contains(first.path("id").asText()), first.toString());
        assertEquals(1, first.path("same").asInt());
    }

    @Test
    void openCasesOfTheSameIssue_areOneTopic_theirWordsItsName() throws Exception {
        StringBuilder cases = new StringBuilder();
        List<String> said = List.of(
                "Refund for my parking ticket not received",
                "When does the refund for the parking ticket arrive",
                "Still no refund of the parking ticket",
                "The parking ticket refund has not come");
        for (int i = 0; i < said.size(); i++) {
            cases.append(
                    "{\"source\":\"topic\",\"id\":\"t%d\",\"kind\":\"case\",\"status\":\"open\",\"at\":\"2020-05-%02dT08:00:00Z\",\"body\":\"%s\"}%n"
                            .formatted(i, i == 0 ? 2 : 20 + i, said.get(i)));
        }
        cases.append("""
                {"source":"topic","id":"alone","kind":"case","status":"open","at":"2020-05-20T08:00:00Z","body":"The elevator is stuck between two floors"}
                {"source":"topic","id":"over","kind":"case","status":"closed","at":"2020-05-20T08:00:00Z","body":"Still no refund of my parking ticket"}
                {"source":"topic","id":"later","kind":"case","status":"open","at":"2020-07-20T08:00:00Z","body":"No refund of the parking ticket so far"}
                """);
        batch("interactions", cases.toString());
        awaitVectors(admin);
        JsonNode found = admin.read("/prior-issues/topics?from=2020-05-01&to=2020-05-31");
        assertEquals(5, found.path("cases").asInt(), found.toString());
        assertEquals(1, found.path("alone").asInt(), found.toString());
        JsonNode topic = found.path("topics").get(0);
        assertEquals(4, topic.path("count").asInt());
        assertEquals(3, topic.path("lately").asInt());
        assertEquals(1, topic.path("before").asInt());
        assertTrue(topic.path("words").toString().contains("parking"), topic.toString());
        assertEquals("t3", topic.path("cases").get(0).path("id").asText(), "the latest first");
        assertProblem(422, "must be a day", admin.get("/prior-issues/topics?from=yesterday"));
        assertProblem(422, "begin before", admin.get("/prior-issues/topics?from=2020-05-02&to=2020-05-01"));
    }

    @Test
    void filtersHoldForWordsAndMeaning_andForTheTypesThatHaveThem() throws Exception {
        String text = "The machine kept my card";
        assertTrue(ids(ask(admin, text).path("hits")).contains("f2"));
        List<String> resolved =
                ids(ask(admin, text, "filters", "{\"status\":[\"resolved\"]}").path("hits"));
        assertEquals(List.of("en2"), resolved);
        List<String> both = ids(ask(admin, text, "filters", "{\"kind\":[\"complaint\",\"review\"]}")
                .path("hits"));
        assertEquals(
                List.of("en3"), both.stream().filter(id -> id.startsWith("en")).toList());
        assertProblem(
                422, "must be on one of", admin.post("/prior-issues", question(text, "filters", "{\"body\":[\"x\"]}")));
        assertProblem(
                422, "status must be", admin.post("/prior-issues", question(text, "filters", "{\"status\":[\"x\"]}")));
    }

    @Test
    void theCustomersOwnIssues_comeInAListOfTheirOwn() throws Exception {
        JsonNode found = ask(admin, "the machine kept my card", "customer", "{\"source\":\"desk\",\"id\":\"bo\"}");
        assertEquals(List.of("en2"), ids(found.path("own")));
        assertFalse(ids(found.path("hits")).contains("en2"));
        assertTrue(ids(found.path("hits")).contains("en1"));
    }

    @Test
    void aRecordIsComparedWithTheOthers() throws Exception {
        List<String> found = ids(admin.read("/interactions/desk/en1/similar").path("hits"));
        assertFalse(found.contains("en1"));
        assertTrue(found.subList(0, 2).contains("en2"), found.toString());
        assertTrue(ids(admin.read("/feedback/desk/f2/similar").path("hits")).contains("en1"));
        assertProblem(404, "no record", admin.get("/interactions/desk/nobody/similar"));
        assertProblem(422, "say what is the matter", admin.get("/interactions/desk/order/similar"));
    }

    @Test
    void whateverTheTextIs_theAnswerIsDefined() throws Exception {
        assertProblem(422, "letter or a digit", admin.post("/prior-issues", question("")));
        assertProblem(422, "letter or a digit", admin.post("/prior-issues", question("😀🎉 …")));
        assertProblem(422, "at most 50000", admin.post("/prior-issues", question("a".repeat(50_001))));
        assertProblem(422, "size must be", admin.post("/prior-issues", question("card", "size", "101")));
        JsonNode found = ask(admin, "noise and smoke from the blender ".repeat(1_500));
        assertTrue(found.path("cut").asBoolean());
        assertEquals("long", found.path("hits").get(0).path("id").asText());
        assertTrue(
                found.path("hits").get(0).path("cut").asBoolean(), "of the record's text, too, only a part was read");
        JsonNode mixed = ask(admin, "我的 card 被 ATM 吞了 😀");
        assertFalse(mixed.path("hits").isEmpty());
        JsonNode unbroken = ask(admin, "x".repeat(50_000));
        assertTrue(unbroken.path("hits").isArray());
    }

    @Test
    void numbersOfPeople_areSeenByNobodyButAdmin() throws Exception {
        JsonNode seen = ask(analyst, "broken lamp shade").path("hits").get(0);
        assertEquals("phone", seen.path("id").asText());
        assertFalse(seen.toString().contains("13912345678"), seen.toString());
        JsonNode known = ask(analyst, "call me on 13912345678").path("hits");
        for (JsonNode hit : known) {
            assertFalse(hit.toString().contains("13912345678"), hit.toString());
        }
    }

    @Test
    void aTextThatChanges_isFoundByWhatItSaysNow_andOneThatIsDeletedNoMore() throws Exception {
        batch("interactions", """
                {"source":"change","id":"a","kind":"case","body":"The bicycle chain is rusty"}
                {"source":"change","id":"b","kind":"case","body":"The violin string is torn"}
                """);
        awaitVectors(admin);
        assertEquals(
                "a", ask(admin, "corroded bike").path("hits").get(0).path("id").asText());
        admin.patch("/interactions/change/a", "{\"body\":\"The piano is out of tune\"}");
        assertEquals(204, admin.delete("/interactions/change/b").statusCode());
        awaitVectors(admin);
        assertEquals(
                "a",
                ask(admin, "instrument sounds wrong")
                        .path("hits")
                        .get(0)
                        .path("id")
                        .asText());
        assertFalse(ids(ask(admin, "broken fiddle").path("hits")).contains("b"));
    }

    @Test
    void whatPeopleSayOfAHit_isKept_andCanBeSaidAnew() throws Exception {
        String said =
                "{\"text\":\"card gone\",\"type\":\"interactions\",\"source\":\"desk\",\"id\":\"en1\",\"good\":%s}";
        assertEquals(
                204,
                analyst.post("/prior-issues/judgements", said.formatted(true)).statusCode());
        assertEquals(
                204,
                analyst.post("/prior-issues/judgements", said.formatted(false)).statusCode());
        String lines = admin.get("/prior-issues/judgements").body();
        assertEquals(1, lines.lines().count(), lines);
        assertFalse(JSON.readTree(lines).path("good").asBoolean());
        assertEquals(403, analyst.get("/prior-issues/judgements").statusCode());
        assertProblem(
                404,
                "no record",
                admin.post("/prior-issues/judgements", said.formatted(true).replace("en1", "nobody")));
    }

    @Test
    void aRebuild_fillsTheVectorsAgain_fromWhatIsKept() throws Exception {
        long texts = admin.read("/prior-issues/vectors").path("texts").asLong();
        long records = admin.read("/prior-issues/vectors").path("records").asLong();
        assertEquals(202, admin.post("/index/rebuild", "").statusCode());
        Thread.sleep(1_000);
        for (int i = 0; i < 600 && admin.read("/health").path("index").has("rebuild"); i++) {
            Thread.sleep(100);
        }
        awaitVectors(admin);
        assertEquals(texts, admin.read("/prior-issues/vectors").path("texts").asLong());
        assertEquals(
                records, admin.read("/prior-issues/vectors").path("records").asLong());
        assertTrue(ids(ask(admin, "ATM ate it, plastic gone").path("hits")).contains("en1"));
    }

    @Test
    void paused_nothingIsRead_untilItGoesOn() throws Exception {
        try {
            assertEquals(
                    "paused",
                    Caller.json(admin.put("/prior-issues/vectors", "{\"paused\":true}"))
                            .path("state")
                            .asText());
            batch(
                    "interactions",
                    "{\"source\":\"pause\",\"id\":\"p\",\"kind\":\"case\",\"body\":\"Die Lampe flackert\"}");
            Thread.sleep(1_500);
            assertEquals(
                    1,
                    admin.read("/health").path("index").path("vectorsPending").asInt());
            assertEquals(
                    403,
                    analyst.put("/prior-issues/vectors", "{\"paused\":false}").statusCode());
        } finally {
            admin.put("/prior-issues/vectors", "{\"paused\":false}");
        }
        awaitVectors(admin);
        assertEquals(
                "p", ask(admin, "Lampe flackert").path("hits").get(0).path("id").asText());
    }
}
