package io.keqing.similar.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Texts as people paste them, in both languages, asked of cases that were read and of cases that were not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastedIssuesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OTHERS = List.of(
            "The parcel of the %s was opened", "Where is the bill for the %s?", "Please cancel my %s", "%s是什么时候发货的？");
    private static final List<String> GOODS = List.of("globe", "guitar", "aquarium", "telescope", "kayak", "sledge");

    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.vectors.enabled", true, "keqing.sample.customers", 0));
        admin = Caller.admin(server);
        StringBuilder others = new StringBuilder();
        for (String good : GOODS) {
            for (String other : OTHERS) {
                others.append("{\"source\":\"pasted\",\"id\":\"o%d\",\"kind\":\"case\",\"body\":\"%s\"}%n"
                        .formatted(others.length(), other.formatted(good)));
            }
        }
        batch(others + """
                {"source":"pasted","id":"oven","kind":"case","body":"The oven door does not close and heat escapes"}
                {"source":"pasted","id":"烤箱","kind":"case","body":"冰淇淋在送货路上全化了"}
                {"source":"pasted","id":"code","kind":"case","body":"Turnstile shows TX-9041 since the storm"}
                {"source":"pasted","id":"alike1","kind":"case","body":"The turnstile lets nobody in"}
                {"source":"pasted","id":"alike2","kind":"case","body":"Nobody gets in because the turnstile is shut"}
                {"source":"pasted","id":"alike3","kind":"case","body":"The turnstile at the entrance does not work"}
                {"source":"pasted","id":"mail","kind":"message","subject":"Re: your question","body":"My tent leaks at the seam.\\n\\nBest wishes\\nJo\\n\\nOn Mon, 2 Mar 2026 at 09:15, Desk <desk@shop.example> wrote:\\n> Thank you for buying a barometer.\\n> The barometer is made of brass."}
                """);
        PriorIssuesIT.awaitVectors(admin);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void batch(String lines) throws Exception {
        var answer = admin.call("POST", "/interactions/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private JsonNode ask(String text, String... more) throws Exception {
        ObjectNode question = JSON.createObjectNode().put("text", text);
        for (int i = 0; i < more.length; i += 2) {
            question.set(more[i], JSON.readTree(more[i + 1]));
        }
        var answer = admin.post("/prior-issues", question.toString());
        assertEquals(200, answer.statusCode(), answer.body());
        return Caller.json(answer);
    }

    private static List<String> ids(JsonNode found) {
        List<String> ids = new ArrayList<>();
        found.path("hits").forEach(hit -> ids.add(hit.path("id").asText()));
        return ids;
    }

    @Test
    void ofAPastedMail_onlyTheNewWordsAreAsked_andTheAnswerSaysSo() throws Exception {
        JsonNode found =
                ask("The stove stays ajar and the kitchen gets hot\n\nRegards\nAnn\n\n-----Original Message-----\n"
                        + "From: Desk\nSent: Monday\nSubject: bill\n\nPlease find the bill for the globe attached.");
        assertEquals("oven", ids(found).getFirst(), ids(found).toString());
        assertEquals(
                "The stove stays ajar and the kitchen gets hot",
                found.path("read").asText());
        assertEquals(
                "quote",
                found.path("leftOut").get(0).path("part").asText(),
                found.path("leftOut").toString());
        assertEquals(
                "引用的邮件", found.path("leftOut").get(0).path("label").path("zh").asText());
        assertTrue(ask("The oven door does not close").path("leftOut").isEmpty());
    }

    @Test
    void aStoredMail_isReadTheSameWay() throws Exception {
        JsonNode tent = ask("water comes into my camping shelter");
        assertEquals("mail", ids(tent).getFirst(), ids(tent).toString());
        JsonNode barometer = ask("a brass instrument for the pressure of the air");
        double quoted = 0;
        for (JsonNode hit : barometer.path("hits")) {
            quoted =
                    hit.path("id").asText().equals("mail") ? hit.path("meaning").asDouble() : quoted;
        }
        assertTrue(quoted < 0.65, "what it quotes is not what it says: " + quoted);
    }

    @Test
    void aChineseQuestion_findsTheEnglishCase_andBack_unlessSwitchedOff() throws Exception {
        JsonNode english = ask("烤炉的门关不上，热气都跑出来了");
        JsonNode oven = english.path("hits").get(0);
        assertEquals("oven", oven.path("id").asText(), ids(english).toString());
        assertTrue(oven.path("crossLanguage").asBoolean());
        assertEquals("en", oven.path("language").asText());
        JsonNode chinese = ask("My frozen dessert had melted when it was delivered");
        assertEquals("烤箱", ids(chinese).getFirst(), ids(chinese).toString());
        JsonNode same = ask("烤炉的门关不上，热气都跑出来了", "languages", "\"same\"");
        for (JsonNode hit : same.path("hits")) {
            assertFalse(hit.path("crossLanguage").asBoolean(), hit.toString());
        }
        assertFalse(ids(same).contains("oven"));
        Caller.assertProblem(
                422, "same or all", admin.post("/prior-issues", "{\"text\":\"oven\",\"languages\":\"some\"}"));
    }

    @Test
    void aRareCodeInALongSentence_liftsWhoHoldsIt() throws Exception {
        JsonNode found =
                ask("the turnstile at our entrance does not let anybody in, it shows TX-9041, guests are waiting");
        JsonNode first = found.path("hits").get(0);
        assertEquals("code", first.path("id").asText(), ids(found).toString());
        assertTrue(first.path("exact").asBoolean());
    }

    @Test
    void whatNoModelHasRead_isFoundByItsWords() throws Exception {
        try {
            admin.put("/prior-issues/vectors", "{\"paused\":true}");
            List<String> parts = List.of("lid", "strap", "wheel", "rim", "hinge");
            Random random = new Random(3);
            StringBuilder fresh = new StringBuilder();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 1_500; i++) {
                String text = "The %s of the %s came off after %d washes in the hall"
                        .formatted(parts.get(i % 5), GOODS.get(random.nextInt(GOODS.size())), i);
                texts.add(text);
                fresh.append(
                        "{\"source\":\"fresh\",\"id\":\"n%d\",\"kind\":\"case\",\"body\":\"%s\"}%n".formatted(i, text));
            }
            batch(fresh.toString());
            admin.settle();
            int found = 0;
            for (int i = 0; i < 1_500; i += 50) {
                String asked = "Hello, what can be done, " + texts.get(i).replace("The ", "the ") + "?";
                found += ids(ask(asked, "size", "5")).contains("n" + i) ? 1 : 0;
            }
            assertTrue(found >= 27, found + " of 30 are among the first five");
        } finally {
            admin.put("/prior-issues/vectors", "{\"paused\":false}");
        }
    }
}
