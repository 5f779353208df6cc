package io.keqing.search.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.Caller.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.account.RecentSearches;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
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

/// What is suggested for half a word, over the real engines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuggestIT {
    private static final List<String> NAMES =
            List.of("王小明", "王伟", "王伟东", "陳大文", "Ann Ginger", "Anna Walker", "Bob Ann", "Ｌｅｅ Wide", "<b>Bold</b>");

    private EmbeddedServer server;
    private Caller admin;
    private Caller support;
    private Caller analyst;

    @BeforeAll
    void start() throws Exception {
        // values are looked at anew whenever they are asked for
        server = Caller.portal(Map.of("keqing.suggest.values-known-for", "1ms"));
        admin = Caller.admin(server);
        support = admin.make(Role.SUPPORT);
        analyst = admin.make(Role.ANALYST);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < NAMES.size(); i++) {
            lines.append(
                    "{\"source\":\"s\",\"id\":\"c%d\",\"name\":\"%s\",\"tier\":\"%s\",\"city\":\"%s\",\"gender\":\"%s\","
                            .formatted(
                                    i,
                                    NAMES.get(i),
                                    i % 3 == 0 ? "gold" : "Golden plus",
                                    i % 2 == 0 ? "上海" : "Leeds",
                                    i % 2 == 0 ? "female" : "male"));
            lines.append("\"phone\":\"1391234567%d\",\"attributes\":{\"shoe brand\":\"Gazelle\"}}\n".formatted(i));
        }
        assertEquals(
                200,
                admin.call("POST", "/customers/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        String[] kinds = {"complaint", "complaint", "case", "order"};
        for (int i = 0; i < kinds.length; i++) {
            admin.put(
                    "/interactions/s/i" + i,
                    "{\"customer\":\"c1\",\"kind\":\"%s\",\"product\":\"智能台灯 Pro\"}".formatted(kinds[i]));
        }
        admin.put("/feedback/s/f1", "{\"customer\":\"c1\",\"nps\":3,\"kind\":\"complaint\"}");
        admin.search("/customers/search?size=0&facets=", NAMES.size());
        admin.search("/interactions/search?size=0&facets=", kinds.length);
        admin.search("/feedback/search?size=0&facets=", 1);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static List<JsonNode> suggested(Caller by, String q, String type, String kind, String language)
            throws Exception {
        HttpResponse<String> answer = by.get(
                "/suggest?q=" + encoded(q) + (type.isEmpty() ? "" : "&type=" + type), "Accept-Language", language);
        assertEquals(200, answer.statusCode(), answer.body());
        List<JsonNode> found = new ArrayList<>();
        Caller.json(answer).path("suggestions").forEach(each -> {
            if (each.path("kind").asText().equals(kind)) {
                found.add(each);
            }
        });
        return found;
    }

    private static List<String> values(Caller by, String q, String type) throws Exception {
        return suggested(by, q, type, "value", "en").stream()
                .map(each ->
                        each.path("field").asText() + ":" + each.path("value").asText())
                .toList();
    }

    private static List<String> names(Caller by, String q) throws Exception {
        return suggested(by, q, "customers", "record", "en").stream()
                .map(each -> each.path("name").asText())
                .toList();
    }

    private static List<String> fields(Caller by, String q, String type, String language) throws Exception {
        return suggested(by, q, type, "field", language).stream()
                .map(each -> each.path("words").asText())
                .toList();
    }

    @Test
    void peopleAreFoundByTheBeginningOfTheirName_thenByTheRestOfIt() throws Exception {
        assertEquals(List.of("王伟", "王伟东"), names(support, "王伟"));
        assertEquals(3, names(support, "王").size());
        assertEquals(List.of("王小明"), names(support, "小明"));
        assertEquals(List.of("陳大文"), names(support, "陈大"));
        assertEquals(List.of("Ann Ginger", "Anna Walker", "Bob Ann"), names(support, "ANN"));
        assertEquals(List.of("Ann Ginger"), names(support, "ann gin"));
        assertEquals(List.of("Ann Ginger"), names(support, "ginger"));
        assertEquals(List.of("Ｌｅｅ Wide"), names(support, "lee"));
        JsonNode one = suggested(support, "王小", "interactions", "record", "en").getFirst();
        assertEquals("s", one.path("source").asText());
        assertEquals("c0", one.path("id").asText());
        assertEquals("[\"上海\",\"gold\"]", one.path("details").toString());
        assertEquals(List.of(), names(support, "tier:王"));
    }

    @Test
    void peopleAreFoundByPinyinWhileItIsTyped_andByTheirIds() throws Exception {
        for (String typed : List.of("wangxiaoming", "wang xiao ming", "WangXiaoM", "wang xi", "wxm", "wangxm")) {
            assertEquals(List.of("王小明"), names(support, typed), typed);
        }
        assertEquals(List.of("王小明", "王伟", "王伟东").size(), names(support, "wang").size());
        assertEquals(List.of("陳大文"), names(support, "chenda"));
        assertEquals(
                200,
                admin.call(
                                "POST",
                                "/customers/_batch",
                                "{\"source\":\"s\",\"id\":\"KX-20450\",\"name\":\"Zed Quill\",\"aliases\":[\"MEM-77\"]}",
                                "Content-Type",
                                "application/x-ndjson")
                        .statusCode());
        admin.search("/customers/search?size=0&facets=&q=KX-20450", 1);
        for (String typed : List.of("KX-2", "kx-20450", "MEM-", "mem-77")) {
            assertEquals(List.of("Zed Quill"), names(support, typed), typed);
            assertEquals(List.of(), names(analyst, typed), typed);
        }
        assertEquals(List.of("city:上海"), values(support, "shangh", "customers"));
        assertEquals(List.of("city:上海"), values(analyst, "shanghai", "customers"));
        admin.delete("/customers/s/KX-20450");
    }

    @Test
    void whoMayNotSearchNamesGetsNone() throws Exception {
        assertEquals(List.of(), names(analyst, "王"));
        assertEquals(List.of(), names(analyst, "ann"));
        assertEquals(List.of(), values(analyst, "female", "customers"));
        assertEquals(List.of("gender:female"), values(support, "female", "customers"));
        assertEquals(List.of(), fields(analyst, "gend", "customers", "en"));
        assertEquals(List.of("Gender:"), fields(support, "gend", "customers", "en"));
        assertEquals(List.of(), fields(analyst, "phon", "customers", "en"));
        assertEquals(List.of("Phone:"), fields(support, "phon", "customers", "en"));
        for (Caller each : List.of(support, analyst, admin)) {
            assertFalse(each.get("/suggest?q=139123").body().contains("13912345"), "a secret is never completed");
        }
    }

    @Test
    void valuesComeWithTheirField_theFrequentFirst() throws Exception {
        assertEquals(List.of("tier:Golden plus", "tier:gold"), values(support, "gol", "customers"));
        JsonNode value =
                suggested(support, "退款 gol", "customers", "value", "zh-CN").getFirst();
        assertEquals("会员等级", value.path("fieldLabel").asText());
        assertEquals("退款", value.path("words").asText());
        assertTrue(value.path("filter").asBoolean());
        assertEquals(
                admin.read("/customers/search?size=0&facets=&f.tier=Golden%20plus")
                        .path("total")
                        .asInt(),
                value.path("count").asInt());
        assertEquals(List.of("product:智能台灯 Pro"), values(support, "台灯", "interactions"));
        assertEquals(List.of("product:智能台灯 Pro"), values(support, "pro", "interactions"));
        assertEquals(List.of(), values(support, "ro", "interactions"), "not in the middle of a word");
        assertEquals(List.of("kind:complaint"), values(support, "投诉", "interactions"));
        assertEquals(List.of("kind:complaint"), values(support, "ＣＯＭＰ", "interactions"));
        assertEquals(List.of("kind:complaint", "kind:complaint"), values(support, "compl", ""));
    }

    @Test
    void aNamedFieldListsItsValues() throws Exception {
        List<String> all = List.of("kind:complaint", "kind:case", "kind:order");
        assertEquals(all, values(support, "类型:", "interactions"));
        assertEquals(all, values(support, "Kind：", "interactions"));
        assertEquals(List.of("tier:Golden plus", "tier:gold"), values(support, "等级:g", "customers"));
        assertEquals(List.of("tier:Golden plus"), values(support, "等级:\"golden pl", "customers"));
        assertEquals(List.of(), values(support, "colour:g", "customers"));
    }

    @Test
    void insideBracketsAndBehindAMinus_aValueIsWrittenIntoTheWords() throws Exception {
        JsonNode inside = suggested(support, "王 has:interactions(compl", "customers", "value", "en")
                .getFirst();
        assertEquals("王 has:interactions(Kind:complaint", inside.path("words").asText());
        assertEquals("interactions", inside.path("type").asText());
        assertFalse(inside.path("filter").asBoolean());
        JsonNode without =
                suggested(support, "王 -等级:golden", "customers", "value", "zh").getFirst();
        assertEquals("王 -会员等级:\"Golden plus\"", without.path("words").asText());
    }

    @Test
    void fieldsAreNamedInTheLanguageOfTheCaller() throws Exception {
        assertEquals(List.of("会员等级:"), fields(support, "等级", "customers", "zh-CN"));
        assertEquals(List.of("王 会员等级:"), fields(support, "王 会员", "customers", "zh-CN"));
        assertEquals(List.of("Tier:"), fields(support, "tie", "customers", "en"));
        // a label of two words is no way to write a field
        assertEquals(List.of("customerType:"), fields(support, "customer", "customers", "en"));
    }

    @Test
    void aFieldBornAtRunTimeIsSuggestedOnceItIsAFacet() throws Exception {
        assertEquals(List.of(), values(support, "gaz", "customers"));
        assertEquals(
                200,
                admin.put("/fields/customers", "{\"fields\":[{\"name\":\"attributes.shoe brand\",\"facet\":true}]}")
                        .statusCode());
        List<String> found = values(support, "gaz", "customers");
        for (int i = 0; i < 100 && found.isEmpty(); i++) {
            Thread.sleep(100);
            found = values(support, "gaz", "customers");
        }
        assertEquals(List.of("attributes.shoe brand:Gazelle"), found);
    }

    @Test
    void whatWasAskedAndKeptIsOfferedAgain_toThatPersonAlone() throws Exception {
        RecentSearches recent = server.getApplicationContext().getBean(RecentSearches.class);
        Viewer person = new Viewer("support", Set.of(Role.SUPPORT));
        recent.clear(person);
        for (int i = 0; i < 25; i++) {
            recent.note(person, "customers", "kettle " + i, "customers/search?q=kettle%20" + i);
        }
        recent.note(person, "customers", "kettle 7", "customers/search?q=kettle%207&f.tier=gold");
        assertEquals(RecentSearches.KEPT, support.read("/searches/recent").size());
        assertEquals(
                "customers/search?q=kettle%207&f.tier=gold",
                support.read("/searches/recent").get(0).path("query").asText());
        assertEquals(8, suggested(support, "", "", "recent", "en").size());
        assertEquals(List.of(), suggested(support, "KETTLE 7", "", "recent", "en"), "it stands there already");
        assertEquals(4, suggested(support, "kett", "", "recent", "en").size());
        assertEquals(List.of(), suggested(admin, "kett", "", "recent", "en"));
        assertEquals(0, admin.read("/searches/recent").size());
        support.post("/searches", "{\"name\":\"Kettles\",\"query\":\"customers/search?q=kettle\",\"shared\":true}");
        JsonNode saved = suggested(analyst, "kett", "", "saved", "en").getFirst();
        assertEquals("Kettles", saved.path("name").asText());
        assertEquals("customers/search?q=kettle", saved.path("query").asText());

        assertEquals(204, support.delete("/searches/recent").statusCode());
        assertEquals(0, support.read("/searches/recent").size());
        recent.note(new Viewer("nobody", Set.of(Role.SUPPORT)), "customers", "x", "customers/search?q=x");
    }

    @Test
    void textsAreTexts_andRulesAreTold() throws Exception {
        assertEquals("<b>Bold</b>", names(support, "<b").getFirst());
        assertProblem(422, "512", support.get("/suggest?q=" + "a".repeat(513)));
        assertProblem(422, "customers", support.get("/suggest?q=a&type=people"));
        assertEquals(
                "{\"suggestions\":[]}",
                support.get("/suggest?q=" + encoded("nothing of the kind ")).body());
    }
}
