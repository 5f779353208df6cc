package io.keqing.search.api;

import static io.keqing.Caller.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
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

/// Who a record belongs to, in the record's own document: it follows every change of the customer, and tells
/// nobody who may not know. What is found by which words stands in `lookups/who-and-where.json`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneBoxIT {
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

    private List<String> found(Caller by, String type, String words) throws Exception {
        List<String> ids = new ArrayList<>();
        by.read("/" + type + "/search?facets=&size=50&q=" + encoded(words))
                .path("hits")
                .forEach(hit -> ids.add(hit.path("id").asText()));
        ids.sort(null);
        return ids;
    }

    private String merge(String source, String keep, String away) throws Exception {
        String side = "{\"source\":\"" + source + "\",\"id\":\"%s\"}";
        return Caller.json(admin.post(
                        "/merges", "{\"keep\":" + side.formatted(keep) + ",\"away\":" + side.formatted(away) + "}"))
                .path("id")
                .asText();
    }

    @Test
    void recordsFollowTheNamesAndIdsOfTheirCustomer() throws Exception {
        admin.put("/interactions/box/i1", "{\"customer\":\"c1\",\"kind\":\"case\",\"body\":\"lid does not close\"}");
        admin.settle();
        assertEquals(List.of("i1"), found(admin, "interactions", "c1 lid"), "the customer is known by the id only");
        admin.put("/customers/box/c1", "{\"name\":\"Quentin Harrow\"}");
        admin.settle();
        assertEquals(List.of("i1"), found(admin, "interactions", "Harrow lid"));
        admin.put("/customers/box/c1", "{\"name\":\"Quentin Barlowe\",\"aliases\":[\"card-5501\"]}");
        admin.settle();
        assertEquals(List.of(), found(admin, "interactions", "Harrow"));
        assertEquals(List.of("i1"), found(admin, "interactions", "Barlowe"));
        assertEquals(List.of("i1"), found(admin, "interactions", "card-5501"));
        admin.put("/customers/box/c2", "{\"name\":\"Orson Teague\"}");
        String merge = merge("box", "c2", "c1");
        admin.settle();
        assertEquals(List.of("i1"), found(admin, "interactions", "Teague"));
        assertEquals(List.of("i1"), found(admin, "interactions", "Barlowe"), "a former name");
        assertEquals(List.of("c2"), found(admin, "customers", "Barlowe"));
        assertEquals(List.of("c2"), found(admin, "customers", "card-5501"));
        admin.delete("/merges/" + merge);
        admin.settle();
        assertEquals(List.of(), found(admin, "interactions", "Teague"));
        assertEquals(List.of("c1"), found(admin, "customers", "Barlowe"));
        admin.delete("/interactions/box/i1");
        admin.settle();
        assertEquals(0, admin.read("/index/check").path("differences").asInt());
    }

    @Test
    void noAnswerOfAnAnalystDependsOnNames() throws Exception {
        admin.put("/customers/mute/c1", "{\"name\":\"Zebulon Marchbank\",\"gender\":\"female\",\"city\":\"Truro\"}");
        admin.put("/interactions/mute/i1", "{\"customer\":\"c1\",\"kind\":\"case\",\"body\":\"lost key\"}");
        admin.put("/feedback/mute/f1", "{\"customer\":\"c1\",\"kind\":\"review\",\"comment\":\"lost key\"}");
        admin.settle();
        for (String type : List.of("customers", "interactions", "feedback")) {
            for (String question : List.of("%s", "%s key", "-%s", "key -%s", "%s OR key", "%s*", "of:customers(%s)")) {
                assertEquals(
                        answer(type, question.formatted("Zyxwvut")),
                        answer(type, question.formatted("Zebulon")),
                        type + " " + question);
            }
        }
        assertEquals(List.of(), found(analyst, "customers", "Truro female"));
        JsonNode hit = analyst.read("/interactions/search?facets=&q=key&f.source=mute")
                .path("hits")
                .get(0);
        assertEquals("•••", hit.path("fields").path("customer.name").asText());
    }

    private static List<String> spellings(Caller by, String type, String words) throws Exception {
        List<String> offered = new ArrayList<>();
        for (JsonNode offer : by.read("/" + type + "/search?facets=&size=0&q=" + encoded(words))
                .path("offers")) {
            if (offer.path("kind").asText().equals("spelling")) {
                offered.add(offer.path("q").asText() + " " + offer.path("count").asLong());
            }
        }
        return offered;
    }

    @Test
    void anAnalystGetsNoNameAsSpelling() throws Exception {
        admin.put("/customers/spell/c1", "{\"name\":\"Ottoline Farquhar\",\"city\":\"Dunoon\"}");
        admin.put("/customers/spell/c2", "{\"name\":\"柳晨曦\"}");
        admin.put("/interactions/spell/i1", "{\"customer\":\"c1\",\"kind\":\"case\",\"body\":\"squeaky hinge\"}");
        admin.put("/interactions/spell/i2", "{\"customer\":\"c2\",\"kind\":\"case\",\"body\":\"保修卡丢失\"}");
        admin.put("/feedback/spell/f1", "{\"customer\":\"c1\",\"kind\":\"review\",\"comment\":\"squeaky\"}");
        admin.settle();
        assertEquals(List.of("Ottoline Farquhar 1"), spellings(admin, "customers", "Totoline Afrquhar"));
        assertEquals(List.of("Ottoline squeaky 1"), spellings(admin, "interactions", "Totoline squeaky"));
        assertEquals(List.of("Ottoline squeaky 1"), spellings(admin, "feedback", "Totoline squeaky"));
        assertEquals(List.of("柳晨曦 保修卡 1"), spellings(admin, "interactions", "柳辰曦 保修卡"));
        for (String type : List.of("customers", "interactions", "feedback")) {
            for (String words : List.of("Totoline Afrquhar", "Totoline squeaky", "Totoline", "柳辰曦 保修卡", "柳辰曦")) {
                assertEquals(List.of(), spellings(analyst, type, words), type + " " + words);
            }
        }
        assertEquals(List.of("Dunoon 1"), spellings(analyst, "customers", "Udnoon"), "a city is open");
    }

    @Test
    void anAddressInATextIsNoSpelling() throws Exception {
        admin.put("/interactions/address/i1", "{\"kind\":\"case\",\"body\":\"a pomegranate for tarragon@herbs.org\"}");
        admin.settle();
        assertEquals(List.of("pomegranate 1"), spellings(analyst, "interactions", "opmegranate"));
        assertEquals(List.of(), spellings(analyst, "interactions", "atrragon"));
        assertEquals(List.of(), spellings(admin, "interactions", "atrragon"));
    }

    /// How many, and which of them, whatever the words were.
    private String answer(String type, String words) throws Exception {
        JsonNode answer = analyst.read("/" + type + "/search?size=50&q=" + encoded(words));
        List<String> ids = new ArrayList<>();
        answer.path("hits").forEach(hit -> ids.add(hit.path("id") + " " + hit.path("why") + hit.path("matches")));
        return answer.path("total") + " " + ids + " " + answer.path("facets");
    }

    @Test
    void whyNamesTheFieldOfEachWord() throws Exception {
        admin.put("/customers/why/c1", "{\"name\":\"Ludmilla Ashby\",\"city\":\"武汉市\",\"tier\":\"gold\"}");
        admin.settle();
        JsonNode hit = admin.read("/customers/search?facets=&q=" + encoded("Ashby 武汉 gold"))
                .path("hits")
                .get(0);
        List<String> matches = new ArrayList<>();
        hit.path("matches")
                .forEach(match -> matches.add(
                        match.path("word").asText() + " " + match.path("field").asText()));
        matches.sort(null);
        assertEquals(List.of("Ashby name", "gold tier", "武汉 city"), matches);
    }
}
