package io.keqing.customer.api;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Duplicates and merges over REST, on a portal that indexes: by role, and what they leave in the index.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergesApiIT {
    private static final String PAIR = "{'a':{'source':'role','id':'a'},'b':{'source':'role','id':'b'}}";
    private static final String MERGE = "{'keep':{'source':'role','id':'a'},'away':{'source':'role','id':'none'}}";

    /// The statuses of a stranger, SUPPORT, ANALYST, MANAGER and ADMIN.
    private static final String[] TABLE = {
        "GET    /duplicates                               401 200 200 200 200",
        "GET    /duplicates?import=1&source=role&size=5   401 200 200 200 200",
        "GET    /duplicates?size=0                        401 422 422 422 422",
        "GET    /duplicates?cursor=x                      401 422 422 422 422",
        "GET    /duplicates/apart                         401 200 403 200 200",
        "POST   /duplicates/apart            " + PAIR + " 401 201 403 201 201",
        "POST   /duplicates/apart                      {} 401 422 403 422 422",
        "DELETE /duplicates/apart/999                     401 404 403 404 404",
        "GET    /merges                                   401 200 403 200 200",
        "GET    /merges/999                               401 404 403 404 404",
        "POST   /merges                     " + MERGE + " 401 404 403 404 404",
        "POST   /merges                                {} 401 422 403 422 422",
        "DELETE /merges/999                               401 404 403 404 404",
    };

    private EmbeddedServer server;
    private Caller admin;
    private final Map<Role, Caller> callers = new EnumMap<>(Role.class);

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        for (Role role : List.of(Role.SUPPORT, Role.ANALYST, Role.MANAGER)) {
            callers.put(role, admin.make(role));
        }
        callers.put(Role.ADMIN, admin);
        for (String id : List.of("a", "b")) {
            admin.put("/customers/role/" + id, "{\"name\":\"Ann Role\",\"phone\":\"13700000001\"}");
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Caller support() {
        return callers.get(Role.SUPPORT);
    }

    @Test
    void everyCallAnswersEveryRoleAsTheTableSays() throws Exception {
        List<Caller> all = new ArrayList<>(List.of(Caller.stranger(server)));
        all.addAll(callers.values());
        List<String> wrong = new ArrayList<>();
        for (String line : TABLE) {
            String[] words = line.split(" +");
            boolean body = words.length == 8;
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer =
                        all.get(i).call(words[0], words[1], body ? words[2].replace('\'', '"') : "");
                if (answer.statusCode() != Integer.parseInt(words[words.length - 5 + i])) {
                    wrong.add(line + " column " + i + " was " + answer.statusCode() + " " + answer.body());
                } else if (answer.statusCode() >= 400) {
                    assertProblem(answer.statusCode(), "", answer);
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    /// Asks until so many groups of a source are there, or ten seconds are over.
    private JsonNode groups(Caller caller, String source, int total) throws Exception {
        JsonNode found = caller.read("/duplicates?source=" + source);
        for (int i = 0;
                i < 100
                        && (found.path("total").asInt() != total
                                || found.path("waiting").asInt() > 0);
                i++) {
            Thread.sleep(100);
            found = caller.read("/duplicates?source=" + source);
        }
        assertEquals(total, found.path("total").asInt(), found.toString());
        return found.path("groups");
    }

    @Test
    void aDuplicateIsFoundMergedAndTakenBack() throws Exception {
        admin.put("/customers/one/a", "{\"name\":\"陳小明\",\"phone\":\"13711110001\",\"tier\":\"gold\"}");
        admin.put("/customers/two/b", """
                {"name":"陈小明","phone":"+86 137 1111 0001","tier":"silver","city":"上海","email":"ming@two.example"}
                """);
        admin.put("/interactions/two/o1", "{\"customer\":\"b\",\"kind\":\"order\",\"amount\":12.5}");
        admin.put("/feedback/two/f1", "{\"customer\":\"b\",\"nps\":9}");
        JsonNode group = groups(support(), "one", 1).get(0);
        assertEquals(
                List.of("phone", "name"),
                List.of(
                        group.path("pairs").get(0).path("agree").get(0).asText(),
                        group.path("pairs").get(0).path("agree").get(1).asText()));
        assertEquals(
                "137••••0001",
                group.path("members").get(0).path("fields").path("phone").asText());
        assertEquals(
                "•••",
                groups(callers.get(Role.ANALYST), "one", 1)
                        .get(0)
                        .path("members")
                        .get(0)
                        .path("fields")
                        .path("name")
                        .asText());

        HttpResponse<String> made = support().post("/merges", """
                {"keep":{"source":"one","id":"a"},"away":{"source":"two","id":"b"},"fields":{"tier":"away"}}
                """);
        assertEquals(201, made.statusCode(), made.body());
        JsonNode merge = Caller.json(made);
        assertEquals(
                "/api/v1/merges/" + merge.path("id").asInt(),
                made.headers().firstValue("Location").orElse(""));
        assertEquals("[\"city\",\"email\",\"tier\"]", merge.path("written").toString());
        assertEquals("support", merge.path("by").asText());
        groups(support(), "one", 0);
        JsonNode survivor = admin.read("/customers/two/b");
        assertEquals("a", survivor.path("id").asText());
        assertEquals("silver", survivor.path("tier").asText());
        assertEquals("陳小明", survivor.path("name").asText());
        assertEquals("ming@two.example", survivor.path("email").asText());
        assertEquals(
                "a",
                admin.read("/interactions/two/o1").path("customer").path("id").asText());
        assertEquals(
                "a", admin.read("/feedback/two/f1").path("customer").path("id").asText());

        admin.patch("/customers/two/b", "{\"city\":\"北京\"}");
        admin.put("/interactions/two/o2", "{\"customer\":\"b\",\"kind\":\"order\",\"amount\":1}");
        admin.put("/interactions/one/o3", "{\"customer\":\"a\",\"kind\":\"order\",\"amount\":1}");
        assertEquals("北京", admin.read("/customers/one/a").path("city").asText());

        String address = "/merges/" + merge.path("id").asInt();
        HttpResponse<String> back = support().delete(address);
        assertEquals(200, back.statusCode(), back.body());
        JsonNode undone = Caller.json(back);
        assertEquals("[\"city\",\"email\",\"tier\"]", undone.path("restored").toString());
        assertEquals("[]", undone.path("kept").toString(), "what was written under the other id goes with it");
        assertEquals(2, undone.path("moved").path("interactions").asInt(), "what came later under its id goes with it");
        assertEquals(1, undone.path("moved").path("feedback").asInt());
        assertEquals("gold", admin.read("/customers/one/a").path("tier").asText());
        assertFalse(admin.read("/customers/one/a").has("email"));
        JsonNode other = admin.read("/customers/two/b");
        assertEquals("b", other.path("id").asText());
        assertEquals("北京", other.path("city").asText());
        assertEquals(
                "b",
                admin.read("/interactions/two/o2").path("customer").path("id").asText());
        assertEquals(
                "a",
                admin.read("/interactions/one/o3").path("customer").path("id").asText());
        assertProblem(409, "once", support().delete(address));
        assertEquals("support", support().read(address).path("undoneBy").asText());
        groups(support(), "one", 1);
    }

    @Test
    void whatCannotBeMerged_isRefusedWithTheReason() throws Exception {
        admin.put("/customers/no/a", "{\"name\":\"A\"}");
        admin.put("/interactions/no/o1", "{\"customer\":\"known-by-id\"}");
        String both = "{\"keep\":{\"source\":\"no\",\"id\":\"%s\"},\"away\":{\"source\":\"no\",\"id\":\"%s\"}%s}";
        assertProblem(422, "are one", admin.post("/merges", both.formatted("a", "a", "")));
        assertProblem(404, "no/nobody", admin.post("/merges", both.formatted("a", "nobody", "")));
        assertProblem(422, "more than an id", admin.post("/merges", both.formatted("known-by-id", "a", "")));
        assertProblem(
                422,
                "colour",
                admin.post("/merges", both.formatted("a", "known-by-id", ",\"fields\":{\"colour\":\"away\"}")));
        assertProblem(
                422,
                "keep or away",
                admin.post("/merges", both.formatted("a", "known-by-id", ",\"fields\":{\"tier\":\"mine\"}")));
        assertProblem(
                422,
                "source",
                admin.post(
                        "/merges",
                        "{\"keep\":{\"source\":\"No!\",\"id\":\"1\"},\"away\":{\"source\":\"no\",\"id\":\"a\"}}"));
        assertEquals(
                201,
                admin.post("/merges", both.formatted("a", "known-by-id", "")).statusCode());
        assertEquals("a", admin.read("/customers/no/known-by-id").path("id").asText());
    }

    /// The index follows as it follows imports: whatever is merged and taken back, it agrees with the database.
    @Test
    void theIndexAgrees_afterMergesAndUndoneOnes() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 8; i++) {
            admin.put(
                    "/customers/ix/c" + i,
                    "{\"name\":\"Ix %d\",\"tier\":\"%s\"%s}"
                            .formatted(i, i % 2 == 0 ? "gold" : "silver", i % 3 == 0 ? ",\"province\":\"广东\"" : ""));
        }
        for (int i = 0; i < 24; i++) {
            admin.put(
                    "/interactions/ix/o" + i,
                    "{\"customer\":\"c%d\",\"kind\":\"order\",\"amount\":%d}".formatted(i % 8, i));
        }
        List<Integer> standing = new ArrayList<>();
        int made = 0;
        for (int i = 0; i < 40; i++) {
            if (!standing.isEmpty() && random.nextInt(3) == 0) {
                int id = standing.remove(random.nextInt(standing.size()));
                assertEquals(200, admin.delete("/merges/" + id).statusCode());
            } else {
                HttpResponse<String> merged = admin.post(
                        "/merges",
                        "{\"keep\":{\"source\":\"ix\",\"id\":\"c%d\"},\"away\":{\"source\":\"ix\",\"id\":\"c%d\"},\"fields\":{\"tier\":\"away\"}}"
                                .formatted(random.nextInt(8), random.nextInt(8)));
                if (merged.statusCode() == 201) {
                    standing.add(Caller.json(merged).path("id").asInt());
                    made++;
                } else {
                    assertProblem(422, "are one", merged);
                }
            }
        }
        assertTrue(made > 10, made + " merges");
        settled();
        admin.search("/customers/search?f.source=ix", 8 - standing.size());
        JsonNode check = admin.read("/index/check");
        assertEquals(0, check.path("differences").asInt(), check.toString());
        for (int id : standing) {
            admin.delete("/merges/" + id);
        }
        settled();
        JsonNode found = admin.search("/customers/search?f.source=ix&sort=id", 8);
        assertEquals(3, found.path("hits").get(0).path("fields").path("orders").asInt(), found.toString());
        check = admin.read("/index/check");
        assertEquals(0, check.path("differences").asInt(), check.toString());
    }

    private void settled() throws Exception {
        int quiet = 0;
        for (int i = 0; i < 200 && quiet < 5; i++) {
            Thread.sleep(100);
            quiet = admin.read("/health").path("index").path("pending").asInt() == 0 ? quiet + 1 : 0;
        }
        assertEquals(5, quiet);
    }
}
