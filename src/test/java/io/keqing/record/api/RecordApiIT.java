package io.keqing.record.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.Caller.encoded;
import static io.keqing.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Single records and batches over HTTP, on the real engines. Every test has a source of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordApiIT {
    private EmbeddedServer server;
    private Caller admin;
    private Caller support;
    private Caller analyst;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        support = admin.make(Role.SUPPORT);
        analyst = admin.make(Role.ANALYST);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a?b", "a#b", "a%b", "a%2Fb", "a;b", "a b+c", "客户/一号", "..", "{a}", "a:b\"c"})
    void anyIdIsOneRecord_underItsOwnAddress(String id) throws Exception {
        String address = "/customers/odd/" + encoded(id);
        HttpResponse<String> made = admin.put(address, "{\"tier\":\"gold\"}");
        assertEquals(201, made.statusCode(), made.body());
        assertEquals(id, json(made).path("id").asText());
        assertEquals("/api/v1" + address, made.headers().firstValue("Location").orElse(""));
        assertEquals(id, admin.read(address).path("id").asText());
        assertEquals(200, admin.patch(address, "{\"tier\":\"silver\"}").statusCode());
        assertEquals("silver", admin.read(address).path("tier").asText());
        admin.search("/customers/search?f.source=odd&f.id=" + encoded(id), 1);
        assertEquals(204, admin.delete(address).statusCode());
        assertProblem(404, id, admin.get(address));
        assertProblem(404, id, admin.delete(address));
    }

    @Test
    void putReplaces_andTheSameAgainChangesNothing() throws Exception {
        String body = """
                {"name":"王芳","tier":"gold","tags":["a","b"],"birthday":"1990-02-28","points":12.5,"consent":true,
                 "attributes":{"shoe size":"39","colours":["red","blue"],"height":172},"aliases":["w-1"]}
                """;
        HttpResponse<String> made = admin.put("/customers/put/1", body);
        assertEquals(201, made.statusCode(), made.body());
        JsonNode record = json(made);
        assertEquals("put", record.path("source").asText());
        assertFalse(record.path("stub").asBoolean());
        assertEquals("王芳", record.path("name").asText());
        assertEquals("[\"a\",\"b\"]", record.path("tags").toString());
        assertEquals("1990-02-28", record.path("birthday").asText());
        assertEquals(12.5, record.path("points").asDouble());
        assertTrue(record.path("consent").asBoolean());
        assertEquals(
                "{\"height\":\"172\",\"colours\":[\"red\",\"blue\"],\"shoe size\":\"39\"}",
                record.path("attributes").toString());
        assertEquals("[\"w-1\"]", record.path("aliases").toString());
        assertEquals("1", admin.read("/customers/put/w-1").path("id").asText(), "found by its alias");
        assertEquals(200, admin.put("/customers/put/1", body).statusCode());

        HttpResponse<String> replaced =
                admin.put("/customers/put/1", "{\"source\":\"put\",\"id\":\"1\",\"attributes\":{\"height\":173}}");
        assertEquals(200, replaced.statusCode(), replaced.body());
        assertFalse(json(replaced).has("name"));
        assertFalse(json(replaced).has("tags"));
        assertEquals("{\"height\":\"173\"}", json(replaced).path("attributes").toString());
    }

    @Test
    void patchClearsWithNull_andKeepsWhatItDoesNotName() throws Exception {
        admin.put(
                "/customers/patch/1",
                "{\"name\":\"Ann\",\"tier\":\"gold\",\"city\":\"Bonn\",\"attributes\":{\"a\":\"1\",\"b\":\"2\"}}");
        JsonNode record = json(admin.patch(
                "/customers/patch/1", "{\"tier\":null,\"city\":\"Köln\",\"attributes\":{\"a\":null,\"c\":3}}"));
        assertEquals("Ann", record.path("name").asText());
        assertFalse(record.has("tier"));
        assertEquals("Köln", record.path("city").asText());
        assertEquals("{\"b\":\"2\",\"c\":\"3\"}", record.path("attributes").toString());
        assertFalse(
                json(admin.patch("/customers/patch/1", "{\"attributes\":null}")).has("attributes"));
        assertEquals(
                200,
                admin.call(
                                "PATCH",
                                "/customers/patch/1",
                                "{\"tier\":\"x\"}",
                                "Content-Type",
                                "application/merge-patch+json")
                        .statusCode());
        assertProblem(404, "patch/nobody", admin.patch("/customers/patch/nobody", "{\"tier\":\"gold\"}"));
        assertProblem(404, "patch/nobody", admin.get("/customers/patch/nobody"));
    }

    @Test
    void referencesAreAnIdOfTheSameSource_orSourceAndId() throws Exception {
        admin.put("/customers/ref/c1", "{\"name\":\"Ann\",\"aliases\":[\"c1-old\"]}");
        JsonNode order = json(admin.put(
                "/interactions/ref/o1",
                "{\"customer\":\"c1-old\",\"kind\":\"订单\",\"amount\":\"19.90\",\"at\":\"2026-01-31T09:30:00+08:00\"}"));
        assertEquals(
                "{\"source\":\"ref\",\"id\":\"c1\"}", order.path("customer").toString());
        assertEquals("order", order.path("kind").asText());
        assertEquals("19.9", order.path("amount").asText());
        assertEquals("2026-01-31T01:30:00Z", order.path("at").asText());
        JsonNode feedback =
                json(admin.put("/feedback/ref/f1", "{\"interaction\":{\"source\":\"ref\",\"id\":\"o1\"},\"nps\":9}"));
        assertEquals(
                "{\"source\":\"ref\",\"id\":\"c1\"}",
                feedback.path("customer").toString(),
                "taken from the interaction");
        assertEquals("promoter", feedback.path("npsClass").asText());
        assertProblem(
                422,
                "interaction must be one of the interactions that are there, was \"ref/o9\"",
                admin.put("/feedback/ref/f2", "{\"interaction\":\"o9\"}"));

        json(admin.put("/interactions/ref/o2", "{\"customer\":\"unknown\",\"kind\":\"note\"}"));
        assertTrue(admin.read("/customers/ref/unknown").path("stub").asBoolean(), "known by its id only");
        assertEquals(
                201, admin.put("/customers/ref/unknown", "{\"name\":\"Bo\"}").statusCode());
        assertFalse(admin.read("/customers/ref/unknown").path("stub").asBoolean());
        assertEquals(204, admin.delete("/customers/ref/unknown").statusCode());
        assertTrue(admin.read("/customers/ref/unknown").path("stub").asBoolean(), "a note still refers to it");
    }

    @Test
    void allThatIsWrongIsToldAtOnce_andNothingIsWritten() throws Exception {
        HttpResponse<String> answer = admin.put(
                "/feedback/wrong/1", "{\"nps\":11,\"nsp\":3,\"npsClass\":\"promoter\",\"at\":\"noon\",\"comment\":5}");
        assertProblem(422, "nps must be a whole number from 0 to 10, was \"11\"", answer);
        for (String part : new String[] {
            "nsp is not a field of feedback; they are at, kind, survey",
            "npsClass is worked out by Keqing",
            "at must be an instant",
            "comment must be a text"
        }) {
            assertProblem(422, part, answer);
        }
        assertEquals(404, admin.get("/feedback/wrong/1").statusCode());
        assertProblem(422, "source must match", admin.put("/customers/Bad%20Source/1", "{}"));
        assertProblem(422, "rfm", admin.put("/customers/rfm/1", "{}"));
        assertProblem(422, "500 characters", admin.put("/customers/wrong/" + "x".repeat(501), "{}"));
        assertProblem(422, "id must be that of the record", admin.put("/customers/wrong/1", "{\"id\":\"2\"}"));
        assertProblem(400, "JSON object", admin.put("/customers/wrong/1", "[1]"));
        assertProblem(400, "line 1", admin.put("/customers/wrong/1", "{\"tier\":\"a\""));
        assertProblem(400, "tier", admin.put("/customers/wrong/1", "{\"tier\":\"a\",\"tier\":\"b\"}"));
        assertProblem(404, "", admin.get("/people/wrong/1"));
    }

    @Test
    void aBatchTellsWhatBecameOfEveryLine() throws Exception {
        HttpResponse<String> made = support.post("/customers/_batch", """
                [{"source":"batch","id":"1","name":"Ann","tier":"gold"},{"source":"batch","id":"2","name":"Bo"}]
                """);
        assertEquals(200, made.statusCode(), made.body());
        assertEquals(
                "{\"read\":2,\"created\":2,\"updated\":0,\"unchanged\":0,\"rejected\":0,\"problems\":[]}", made.body());
        HttpResponse<String> mixed =
                support.call("POST", "/customers/_batch", """
                {"source":"batch","id":"1","city":"Bonn","tier":null}
                {"source":"batch","id":"2","name":"Bo"}

                {"source":"batch","id":"3","points":"many","birthday":"31.1.1999"}
                {"source":"batch"
                {"id":"4"}
                [1]
                {"source":"batch","id":"5","nme":"x"}
                {"source":"batch","id":"6","relation":"friend"}
                """, "Content-Type", "application/x-ndjson");
        assertEquals(207, mixed.statusCode(), mixed.body());
        JsonNode report = json(mixed);
        assertEquals(8, report.path("read").asInt(), mixed.body());
        assertEquals(1, report.path("created").asInt());
        assertEquals(1, report.path("updated").asInt());
        assertEquals(1, report.path("unchanged").asInt());
        assertEquals(5, report.path("rejected").asInt());
        StringBuilder lines = new StringBuilder();
        report.path("problems")
                .forEach(problem -> lines.append(problem.path("line").asInt())
                        .append(problem.path("field").asText())
                        .append(' '));
        assertEquals("4points 4birthday 5 6source 7 8nme 9relation ", lines.toString());
        JsonNode ann = admin.read("/customers/batch/1");
        assertEquals("gold", ann.path("tier").asText(), "a null keeps");
        assertEquals("Bonn", ann.path("city").asText());
        assertEquals(
                "friend",
                admin.read("/customers/batch/6")
                        .path("attributes")
                        .path("relation_raw")
                        .asText());
        assertProblem(
                400,
                "element 2",
                support.post("/customers/_batch", "[{\"source\":\"batch\",\"id\":\"7\"},{\"source\""));
        assertEquals(404, admin.get("/customers/batch/7").statusCode(), "a broken array writes nothing");
        assertEquals(
                "{\"read\":0,", support.post("/customers/_batch", "[]").body().substring(0, 10));
    }

    @Test
    void anAliasStaysWithTheRecordThatHadItFirst_andThatIsTold() throws Exception {
        admin.put("/customers/taken/1", "{\"name\":\"Ann\",\"aliases\":[\"x\"]}");
        JsonNode report = json(support.post(
                "/customers/_batch", "[{\"source\":\"taken\",\"id\":\"2\",\"aliases\":[\"x\",\"1\",\"y\"]}]"));
        assertEquals(1, report.path("created").asInt(), report.toString());
        assertEquals(2, report.path("problems").size(), report.toString());
        report.path("problems")
                .forEach(problem -> assertEquals(
                        "alias of another record", problem.path("rule").asText()));
        assertEquals("1", admin.read("/customers/taken/x").path("id").asText());
        assertEquals("2", admin.read("/customers/taken/y").path("id").asText());
    }

    @Test
    void aLargeBatchStreamsThrough() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append("{\"source\":\"large\",\"id\":\"")
                    .append(i % 15_000)
                    .append("\",\"customer\":\"c")
                    .append(i % 100)
                    .append("\",\"kind\":\"order\",\"amount\":")
                    .append(i)
                    .append("}\n");
        }
        JsonNode report = json(
                support.call("POST", "/interactions/_batch", lines.toString(), "Content-Type", "application/x-ndjson"));
        assertEquals(20_000, report.path("read").asInt());
        assertEquals(15_000, report.path("created").asInt());
        assertEquals(5_000, report.path("updated").asInt());
        admin.search("/interactions/search?f.source=large&size=0", 15_000);
        admin.search("/customers/search?f.source=large&f.stub=true&f.orders=150..&size=0", 100);
    }

    @Test
    void whoeverSeesAMaskCannotWriteIt_norLoseWhatItHides() throws Exception {
        admin.put(
                "/customers/mask/1",
                "{\"name\":\"Ann\",\"phone\":\"13912345678\",\"tier\":\"gold\",\"attributes\":{\"Mobile phone\":\"13987654321\",\"x\":\"y\"}}");
        JsonNode seen = support.read("/customers/mask/1");
        assertEquals("Ann", seen.path("name").asText());
        assertEquals("139••••5678", seen.path("phone").asText());
        assertEquals("139••••4321", seen.path("attributes").path("Mobile phone").asText());
        assertEquals("•••", analyst.read("/customers/mask/1").path("name").asText());
        assertProblem(422, "mask", support.patch("/customers/mask/1", "{\"phone\":\"139••••5678\"}"));
        assertProblem(
                422, "mask", support.patch("/customers/mask/1", "{\"attributes\":{\"Mobile phone\":\"139••••4321\"}}"));

        assertEquals(
                200,
                support.put("/customers/mask/1", "{\"name\":\"Ann B\",\"attributes\":{\"z\":\"1\"}}")
                        .statusCode());
        JsonNode kept = admin.read("/customers/mask/1");
        assertEquals("Ann B", kept.path("name").asText());
        assertFalse(kept.has("tier"), "what support sees and leaves out is emptied");
        assertEquals("13912345678", kept.path("phone").asText(), "what support does not see stays");
        assertEquals(
                "{\"z\":\"1\",\"Mobile phone\":\"13987654321\"}",
                kept.path("attributes").toString());
        assertEquals(
                200,
                support.patch("/customers/mask/1", "{\"phone\":\"13900000000\"}")
                        .statusCode());
        assertEquals(
                "13900000000", admin.read("/customers/mask/1").path("phone").asText());
    }

    @Test
    void fieldsBornAtRunTimeAreListed_andMadeFacets() throws Exception {
        admin.put("/feedback/born/1", "{\"answers\":{\"overall\":4,\"again\":\"yes\"}}");
        admin.put("/feedback/born/2", "{\"answers\":{\"overall\":2,\"again\":\"no\"}}");
        JsonNode overall = field(admin.read("/fields/feedback"), "answers.overall");
        assertEquals("number", overall.path("kind").asText());
        assertFalse(overall.path("facet").asBoolean());
        assertEquals(
                "choice",
                field(admin.read("/fields/feedback"), "kind").path("kind").asText());
        assertEquals(
                "keyword",
                field(admin.read("/fields/feedback"), "source").path("kind").asText());

        String change =
                "{\"fields\":[{\"name\":\"answers.again\",\"facet\":true,\"label\":{\"zh\":\"再来\",\"en\":\"Again\"}}]}";
        assertEquals(200, analyst.put("/fields/feedback", change).statusCode());
        JsonNode found = admin.search("/feedback/search?f.source=born", 2);
        assertEquals(
                2, found.path("facets").path("answers.again").path("values").size(), found.toString());
        String secret = "{\"fields\":[{\"name\":\"answers.again\",\"sensitivity\":\"secret\",\"facet\":false}]}";
        assertProblem(403, "ADMIN", analyst.put("/fields/feedback", secret));
        assertProblem(
                422,
                "born at run time",
                admin.put("/fields/feedback", "{\"fields\":[{\"name\":\"nps\",\"facet\":false}]}"));
        assertEquals(200, admin.put("/fields/feedback", secret).statusCode());
        assertEquals(
                "•••",
                support.read("/feedback/born/1").path("answers").path("again").asText());
        // a kind that does not hold any more becomes text, and the records that had it are indexed anew
        admin.search("/feedback/search?f.answers.overall=2..3", 1);
        assertEquals(
                201,
                admin.put("/feedback/born/3", "{\"answers\":{\"overall\":\"fine\"}}")
                        .statusCode());
        assertEquals(
                "text",
                field(admin.read("/fields/feedback"), "answers.overall")
                        .path("kind")
                        .asText());
        admin.search("/feedback/search?f.answers.overall=4", 1);
    }

    private static JsonNode field(JsonNode fields, String name) {
        for (JsonNode field : fields.path("fields")) {
            if (field.path("name").asText().equals(name)) {
                return field;
            }
        }
        throw new AssertionError("no field " + name + " in " + fields);
    }

    /// Pictures and links inside texts are words of any length: the record is found by its other words, and whole.
    @Test
    void aTextWithAnEndlessWord_isFoundByItsOthers() throws Exception {
        String endless = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAA/".repeat(1_600) + "9".repeat(40_000);
        for (String[] one : new String[][] {
            {"/customers/endless/1", "{\"name\":\"Lantern %1$s\",\"address\":\"%1$s Lantern Street\"}"},
            {"/customers/endless/2", "{\"name\":\"Lantern\",\"attributes\":{\"note\":\"lantern %1$s\"}}"},
            {"/interactions/endless/1", "{\"subject\":\"%1$s lantern\",\"body\":\"lantern %1$s\"}"},
            {"/feedback/endless/1", "{\"comment\":\"lantern %1$s\",\"answers\":{\"why\":\"lantern %1$s\"}}"}
        }) {
            HttpResponse<String> made = admin.put(one[0], one[1].formatted(endless));
            assertEquals(201, made.statusCode(), one[0] + made.body().substring(0, 200));
        }
        admin.search("/customers/search?f.source=endless&q=lantern", 2);
        admin.search("/interactions/search?f.source=endless&q=lantern", 1);
        admin.search("/feedback/search?f.source=endless&q=lantern", 1);
        assertTrue(admin.read("/interactions/endless/1").path("body").asText().endsWith(endless));
        assertEquals(
                "{\"total\":0,\"documents\":[]}", admin.read("/index/refused").toString());
        assertEquals(403, analyst.get("/index/refused").statusCode());
    }
}
