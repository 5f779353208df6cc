package io.keqing.search.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.search.SavedSearches;
import io.keqing.search.SearchUrl;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Searches that are kept, over the real engines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavedSearchesIT {
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

    private static JsonNode save(Caller by, String name, String query, boolean shared) throws Exception {
        HttpResponse<String> made =
                by.post("/searches", "{\"name\":\"%s\",\"query\":\"%s\",\"shared\":%b}".formatted(name, query, shared));
        assertEquals(201, made.statusCode(), made.body());
        JsonNode saved = Caller.json(made);
        assertEquals(
                "/api/v1/searches/" + saved.path("id").asLong(),
                made.headers().firstValue("Location").orElse(""));
        return saved;
    }

    private static JsonNode of(Caller by, JsonNode saved) throws Exception {
        return by.read("/searches/" + saved.path("id").asLong());
    }

    private void customers(String source, int from, int to, String tier) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"source\":\"%s\",\"id\":\"%d\",\"name\":\"Ann %d\",\"gender\":\"female\",\"tier\":\"%s\"}\n"
                    .formatted(source, i, i, tier));
        }
        assertEquals(
                200,
                admin.call("POST", "/customers/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        admin.search("/customers/search?size=0&facets=&f.source=" + source, to);
        // found already, they leave the queue a moment later; whoever looks in between is shown them once more
        for (int i = 0;
                i < 600 && admin.read("/health").path("index").path("pending").asInt() > 0;
                i++) {
            Thread.sleep(20);
        }
    }

    @Test
    void newIsWhatFirstAppearedAfterTheLook_andMatchesNow() throws Exception {
        customers("news", 0, 5, "gold");
        JsonNode saved = save(support, "gold news", "customers/search?f.source=news&f.tier=gold", true);
        assertEquals(5, saved.path("total").asInt());
        assertEquals(0, saved.path("new").asInt(), "who keeps a search has looked at it: " + saved);

        customers("news", 5, 8, "gold");
        customers("news", 8, 12, "silver");
        JsonNode after = of(support, saved);
        assertEquals(8, after.path("total").asInt());
        assertEquals(3, after.path("new").asInt(), after.toString());
        assertEquals(
                3,
                admin.read("/customers/search?size=50&facets=&f.source=news&f.tier=gold")
                        .path("hits")
                        .valueStream()
                        .filter(hit -> hit.path("id").asInt() >= 5)
                        .count(),
                "counted another way");

        // an edit makes an old record match: it is found, and it is not new
        admin.patch("/customers/news/8", "{\"tier\":\"gold\"}");
        admin.search("/customers/search?size=0&facets=&f.source=news&f.tier=gold", 9);
        // that one appeared after the look, the first five did not
        assertEquals(4, of(support, saved).path("new").asInt());
        admin.patch("/customers/news/0", "{\"city\":\"Leeds\"}");
        admin.search("/customers/search?size=0&facets=&f.source=news&f.city=Leeds", 1);
        assertEquals(4, of(support, saved).path("new").asInt());

        assertTrue(of(analyst, saved).path("new").isNull(), "somebody who never looked has no news");
        assertTrue(of(analyst, saved).path("lookedAt").isNull());
        JsonNode looked =
                Caller.json(analyst.post("/searches/" + saved.path("id").asLong() + "/look", "{}"));
        assertEquals(0, looked.path("new").asInt(), looked.toString());
        assertEquals(4, of(support, saved).path("new").asInt(), "one person's look is no other's");
        support.post("/searches/" + saved.path("id").asLong() + "/look", "{}");
        assertEquals(0, of(support, saved).path("new").asInt());
        assertEquals(9, of(support, saved).path("total").asInt());
    }

    @Test
    void whatIsRelativeStaysRelative_andTheAddressIsTheSearch() throws Exception {
        JsonNode saved = save(
                support,
                "last month",
                "interactions/search?size=7&facets=kind&q=&f.kind=complaint&f.at=now-30d..&sort=-at",
                false);
        String query = saved.path("query").asText();
        assertEquals("interactions/search?f.at=now-30d..&f.kind=complaint&sort=-at", query);
        assertEquals(200, support.get("/" + query).statusCode());
    }

    @Test
    void aSharedSearchAnswersEachUnderTheirOwnRights() throws Exception {
        customers("rights", 0, 3, "gold");
        JsonNode words = save(support, "anns", "customers/search?q=Ann&f.source=rights", true);
        assertEquals(3, of(support, words).path("total").asInt());
        assertEquals(0, of(analyst, words).path("total").asInt(), "names are no words of an analyst");

        JsonNode women = save(support, "women", "customers/search?f.source=rights&f.gender=female", true);
        assertEquals(3, of(support, women).path("total").asInt());
        JsonNode hidden = of(analyst, women);
        assertTrue(hidden.path("total").isNull(), hidden.toString());
        assertTrue(hidden.path("query").isNull(), hidden.toString());
        assertTrue(hidden.path("problem").asText().contains("gender is hidden from [ANALYST]"), hidden.toString());
        assertFalse(analyst.read("/suggest?q=women").toString().contains("female"));
        assertProblem(
                422, "gender", analyst.post("/searches/" + women.path("id").asLong() + "/look", "{}"));
        assertProblem(
                422,
                "gender",
                analyst.post("/searches", "{\"name\":\"x\",\"query\":\"customers/search?f.gender=male\"}"));
    }

    @Test
    void aSharedSearch_whoseWordsAskAboutAHiddenField_showsThemToNobodyElse() throws Exception {
        customers("asked", 0, 1, "gold");
        for (String words : List.of("gender:female", "-(性别:female OR tier:gold)", "walker gender:*")) {
            JsonNode saved = save(support, "q " + words, "customers/search?q=" + Caller.encoded(words), true);
            assertTrue(of(analyst, saved).path("query").isNull(), words);
            assertFalse(of(support, saved).path("query").isNull(), words);
        }
        String across = "interactions/search?q=" + Caller.encoded("of:customers(gender:female)");
        assertTrue(
                of(analyst, save(support, "across", across, true)).path("query").isNull());
    }

    @Test
    void onesOwnIsSeenByNobodyElse_andASharedOneIsChangedByItsOwnerOrAnAdmin() throws Exception {
        JsonNode own = save(support, "mine", "customers/search?f.tier=mine", false);
        String path = "/searches/" + own.path("id").asLong();
        for (Caller other : List.of(analyst, admin)) {
            assertProblem(404, "no saved search", other.get(path));
            assertProblem(404, "no saved search", other.put(path, "{\"name\":\"x\"}"));
            assertProblem(404, "no saved search", other.delete(path));
            assertFalse(other.read("/searches").toString().contains("tier=mine"));
        }
        JsonNode shared = Caller.json(support.put(path, "{\"shared\":true,\"name\":\"ours\"}"));
        assertTrue(shared.path("shared").asBoolean());
        assertEquals("ours", shared.path("name").asText());
        assertEquals("customers/search?f.tier=mine", shared.path("query").asText());
        assertFalse(analyst.read(path).path("changeable").asBoolean());
        assertProblem(403, "owner", analyst.put(path, "{\"name\":\"theirs\"}"));
        assertProblem(403, "owner", analyst.delete(path));
        assertProblem(422, "owner", admin.put(path, "{\"shared\":false}"));
        assertEquals(200, admin.put(path, "{\"name\":\"kept by admin\"}").statusCode());
        assertEquals(204, admin.delete(path).statusCode());
        assertProblem(404, "no saved search", support.get(path));
    }

    @Test
    void aNameIsTakenOnceAPerson_andRulesAreTold() throws Exception {
        save(support, "twice", "customers/search?f.tier=a", false);
        assertProblem(
                409,
                "twice",
                support.post("/searches", "{\"name\":\"twice\",\"query\":\"customers/search?f.tier=b\"}"));
        save(analyst, "twice", "customers/search?f.tier=a", false);
        assertProblem(422, "1 to 100", support.post("/searches", "{\"name\":\" \",\"query\":\"customers/search?\"}"));
        assertProblem(
                422, "colour", support.post("/searches", "{\"name\":\"z\",\"query\":\"customers/search?f.colour=b\"}"));
        assertProblem(422, "interactions/search", support.post("/searches", "{\"name\":\"z\",\"query\":\"here\"}"));
        for (String secret : List.of(
                "f.phone=13912345678",
                "q=13912345678",
                "q=ann@example.com",
                "q=" + Caller.encoded("+86 139 1234 5678"),
                "q=" + Caller.encoded("0086-139-1234-5678"),
                "q=" + Caller.encoded("１３９１２３４５６７８"),
                "q=" + Caller.encoded("退款 (139)1234.5678"),
                "q=" + Caller.encoded("\"139 1234 5678\""),
                "q=" + Caller.encoded("NOT 13912345678"),
                "q=" + Caller.encoded("Ann Lee <Ann+crm@Example.com>"),
                "q=" + Caller.encoded("mailto:ann@example.com"),
                "q=" + Caller.encoded("has:interactions(body:13912345678)"))) {
            assertProblem(
                    422,
                    "not kept",
                    support.post("/searches", "{\"name\":\"z\",\"query\":\"customers/search?" + secret + "\"}"));
        }
    }

    @Test
    void readingASearchOfOnesOwnIsALook_whateverWayOneCameToIt() throws Exception {
        customers("look", 0, 2, "gold");
        JsonNode saved = save(support, "looked at", "customers/search?f.source=look&f.tier=gold", false);
        customers("look", 2, 5, "gold");
        assertEquals(3, of(support, saved).path("new").asInt());
        // by REST nobody reads anything
        support.read("/customers/search?f.source=look&f.tier=gold");
        assertEquals(3, of(support, saved).path("new").asInt());
        SavedSearches searches = server.getApplicationContext().getBean(SavedSearches.class);
        SearchUrl url = server.getApplicationContext().getBean(SearchUrl.class);
        Viewer person = new Viewer("support", Set.of(Role.SUPPORT));
        List<String> asked = new ArrayList<>();
        searches.looking(url.read("customers/search?f.source=look&f.tier=silver"), person, () -> asked.add("other"));
        assertEquals(3, of(support, saved).path("new").asInt());
        // chosen in another order it is the same search
        searches.looking(url.read("customers/search?f.tier=gold&f.source=look&size=9"), person, () -> asked.add("it"));
        assertEquals(0, of(support, saved).path("new").asInt());
        assertEquals(List.of("other", "it"), asked);
    }

    @Test
    void whatIsPrivateGoesWithItsOwner_andWhatIsSharedStays() throws Exception {
        assertEquals(
                201,
                admin.post(
                                "/users",
                                "{\"name\":\"leaver\",\"password\":\"a password for tests\",\"roles\":[\"SUPPORT\"]}")
                        .statusCode());
        Caller leaver = Caller.named(server, "leaver");
        JsonNode own = save(leaver, "leaver's own", "customers/search?f.tier=leaver", false);
        JsonNode shared = save(leaver, "leaver's gift", "customers/search?f.tier=gift", true);
        support.post("/searches/" + shared.path("id").asLong() + "/look", "{}");
        assertEquals(204, admin.delete("/users/leaver").statusCode());
        JsonNode left = of(support, shared);
        assertTrue(left.path("owner").isNull(), left.toString());
        assertEquals(0, left.path("new").asInt());
        int rows = server.getApplicationContext().getBean(Database.class).read(connection -> {
            try (var select = connection.prepareStatement("select count(*) from saved_search where id = "
                            + own.path("id").asLong());
                    var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
        assertEquals(0, rows);
        assertEquals(
                204, admin.delete("/searches/" + shared.path("id").asLong()).statusCode());
    }
}
