package io.keqing.search.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a search answers, from the request line to the engine and back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchApiIT {
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        StringBuilder lines = new StringBuilder();
        String[] tiers = {"gold", "silver", "bronze"};
        for (int i = 0; i < 120; i++) {
            lines.append("{\"source\":\"s\",\"id\":\"%d\",\"name\":\"Customer %d\",\"tier\":\"%s\",\"points\":%d,"
                    .formatted(i, i, tiers[i % 3], i));
            lines.append(
                    "\"customerType\":\"%s\",\"consent\":%b,\"joined\":\"2025-%02d-01\",\"attributes\":{\"shoe\":%d}}\n"
                            .formatted(i % 4 == 0 ? "company" : "person", i % 2 == 0, i % 12 + 1, 30 + i % 10));
        }
        assertEquals(
                200,
                admin.call("POST", "/customers/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        admin.put(
                "/interactions/s/i1",
                "{\"customer\":\"1\",\"kind\":\"complaint\",\"body\":\"The kettle leaks badly\"}");
        admin.put("/feedback/s/f1", "{\"customer\":\"1\",\"nps\":3,\"comment\":\"My kettle leaks\"}");
        admin.search("/customers/search?f.source=s&size=0", 120);
        admin.search("/interactions/search?f.source=s", 1);
        admin.search("/feedback/search?f.source=s", 1);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static JsonNode value(JsonNode found, String facet, String value) {
        for (JsonNode each : found.path("facets").path(facet).path("values")) {
            if (each.path("value").asText().equals(value)) {
                return each;
            }
        }
        throw new AssertionError(facet + " does not list " + value + " in " + found.path("facets"));
    }

    @Test
    void anAnswerHasExactlyItsDocumentedShape() throws Exception {
        JsonNode found = admin.read("/interactions/search?q=kettle&facets=kind");
        List<String> names = new ArrayList<>();
        found.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of("total", "exact", "tookMs", "hits", "facets", "next", "mistakes", "reading", "offers"), names);
        assertTrue(found.path("exact").asBoolean());
        assertTrue(found.path("next").isNull());
        JsonNode hit = found.path("hits").get(0);
        names.clear();
        hit.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("source", "id", "fields", "highlights", "why", "matches"), names);
        assertEquals(
                "{\"source\":\"s\",\"id\":\"1\"}",
                hit.path("fields").path("customer").toString());
        assertEquals("complaint", hit.path("fields").path("kind").asText());
        assertTrue(
                hit.path("highlights").path("body").toString().contains("{\"text\":\"kettle\",\"hit\":true}"),
                hit.toString());
        assertEquals("[\"body\"]", hit.path("why").toString());
        assertEquals(
                "[{\"field\":\"body\",\"word\":\"kettle\",\"found\":\"kettle\",\"how\":\"exact\"}]",
                hit.path("matches").toString());
        assertEquals(
                "{\"values\":[{\"value\":\"complaint\",\"label\":\"Complaint\",\"count\":1,\"chosen\":false}],\"exact\":true,\"others\":0,\"present\":1}",
                found.path("facets").path("kind").toString());
    }

    @Test
    void choosingATier_keepsTheOtherTiersCounted() throws Exception {
        JsonNode found = admin.read("/customers/search?f.source=s&f.tier=gold&f.tier=silver&f.customerType=company");
        assertEquals(20, found.path("total").asInt());
        assertEquals(10, value(found, "tier", "gold").path("count").asInt());
        assertTrue(value(found, "tier", "gold").path("chosen").asBoolean());
        assertEquals(10, value(found, "tier", "bronze").path("count").asInt());
        assertFalse(value(found, "tier", "bronze").path("chosen").asBoolean());
        assertEquals(60, value(found, "customerType", "person").path("count").asInt());
        assertEquals(0, admin.read("/customers/search?facets=").path("facets").size());
        assertEquals(
                1, admin.read("/customers/search?facets=tier").path("facets").size());
    }

    @Test
    void labelsFollowTheLanguageAskedFor() throws Exception {
        for (String[] each :
                new String[][] {{"zh-CN,zh;q=0.9,en;q=0.5", "个人", "是"}, {"en", "Person", "Yes"}, {"fr", "Person", "Yes"}
                }) {
            JsonNode found = Caller.json(admin.get("/customers/search?f.source=s", "Accept-Language", each[0]));
            assertEquals(
                    each[1],
                    value(found, "customerType", "person").path("label").asText());
            assertEquals(each[2], value(found, "consent", "true").path("label").asText());
        }
    }

    @Test
    void aRangeFromAFacet_countsWhatTheFacetSaid() throws Exception {
        JsonNode found = admin.read("/customers/search?f.source=s&facets=joined,points,tier");
        for (String facet : List.of("joined", "points")) {
            long sum = 0;
            for (JsonNode each : found.path("facets").path(facet).path("values")) {
                String path = "/customers/search?f.source=s&f." + facet + "="
                        + Caller.encoded(each.path("value").asText());
                assertEquals(
                        each.path("count").asInt(),
                        admin.read(path).path("total").asInt(),
                        path);
                sum += each.path("count").asLong();
            }
            assertEquals(120, sum, facet);
        }
        assertEquals(
                12,
                admin.read("/customers/search?f.source=s&f.attributes.shoe=33")
                        .path("total")
                        .asInt());
        assertEquals(
                24,
                admin.read("/customers/search?f.source=s&f.attributes.shoe=33..34")
                        .path("total")
                        .asInt());
        assertEquals(
                10,
                admin.read("/customers/search?f.source=s&f.joined=2025-03")
                        .path("total")
                        .asInt());
    }

    @Test
    void valuesOfAFacet_areLookedThrough() throws Exception {
        assertEquals(
                "{\"values\":[{\"value\":\"gold\",\"label\":\"gold\",\"count\":20,\"chosen\":false}],"
                        + "\"exact\":true,\"others\":0,\"present\":60}",
                admin.read("/customers/facets/tier?prefix=OL&f.source=s&f.consent=true&f.tier=silver")
                        .toString());
        assertEquals(
                1,
                admin.read("/customers/facets/tier?f.source=s&size=1")
                        .path("values")
                        .size());
        assertEquals(
                "person",
                admin.read("/customers/facets/customerType?prefix=" + Caller.encoded("个人"))
                        .at("/values/0/value")
                        .asText());
        assertProblem(422, "are numbers or dates", admin.get("/customers/facets/points?prefix=1"));
        assertProblem(422, "\"tyre\"", admin.get("/customers/facets/tyre?prefix=1"));
        assertProblem(422, "is no facet", admin.get("/customers/facets/phone"));
    }

    @Test
    void aSearchBeginsAtAValue_andGoesOnByCursor() throws Exception {
        JsonNode found = admin.read("/customers/search?f.source=s&sort=-points&from=99&size=50&facets=");
        assertEquals(120, found.path("total").asInt());
        assertEquals(99, found.at("/hits/0/fields/points").asInt());
        JsonNode next = admin.read("/customers/search?f.source=s&sort=-points&size=50&facets=&cursor="
                + Caller.encoded(found.path("next").asText()));
        assertEquals(49, next.at("/hits/0/fields/points").asInt());
        assertProblem(422, "ordered by one field", admin.get("/customers/search?from=99"));
        assertProblem(422, "given both", admin.get("/customers/search?sort=points&from=9&cursor=x"));
        assertProblem(422, "must be given once", admin.get("/customers/search?sort=points&from=9&from=8"));
    }

    @Test
    void thatThereIsAValue_isAskedWithAnExclamationMark() throws Exception {
        assertEquals(
                120,
                admin.read("/customers/search?f.source=s&f.tier!=&size=0")
                        .path("total")
                        .asInt());
        assertEquals(
                0,
                admin.read("/customers/search?f.source=s&f.city!=&size=0")
                        .path("total")
                        .asInt());
    }

    @Test
    void pagesByCursor_meetEveryRecordOnce_inOrder() throws Exception {
        Set<String> met = new HashSet<>();
        String path = "/customers/search?f.source=s&sort=-points&size=50&facets=";
        String next = "";
        double last = Double.MAX_VALUE;
        for (int page = 0; page < 3; page++) {
            JsonNode found = admin.read(path + next);
            for (JsonNode hit : found.path("hits")) {
                assertTrue(met.add(hit.path("id").asText()));
                double points = hit.path("fields").path("points").asDouble();
                assertTrue(points < last);
                last = points;
            }
            next = "&cursor=" + Caller.encoded(found.path("next").asText());
        }
        assertEquals(120, met.size());
    }

    @Test
    void allTypesAtOnce() throws Exception {
        JsonNode found = admin.read("/search?q=kettle");
        assertEquals(
                "{\"customers\":0,\"interactions\":1,\"feedback\":1}",
                found.path("totals").toString());
        assertEquals("interactions", found.path("hits").get(0).path("type").asText());
        assertEquals("f1", found.path("hits").get(1).path("id").asText());
        assertEquals("[]", found.path("mistakes").toString());
        // a field that only some types have: the others answer nothing for it and say so
        JsonNode scored = admin.read("/search?q=" + Caller.encoded("nps:0..6"));
        assertEquals(
                "{\"customers\":0,\"interactions\":0,\"feedback\":1}",
                scored.path("totals").toString());
        List<String> lacking = new ArrayList<>();
        scored.path("mistakes")
                .forEach(mistake -> lacking.add(mistake.path("type").asText()));
        assertEquals(List.of("customers", "interactions"), lacking);
        JsonNode unknown = admin.read("/search?q=" + Caller.encoded("tyre:gold kettle"));
        assertEquals(1, unknown.path("mistakes").size(), unknown.toString());
        assertEquals(0, unknown.at("/totals/feedback").asInt(), "nothing says so");
    }

    @Test
    void aWrongPartIsTold_andTheRestIsAnswered() throws Exception {
        String asked = "tier:gold points:many";
        JsonNode found = admin.read("/customers/search?f.source=s&size=0&q=" + Caller.encoded(asked));
        assertEquals(40, found.path("total").asInt());
        JsonNode mistake = found.path("mistakes").get(0);
        assertEquals(1, found.path("mistakes").size());
        assertEquals(asked.indexOf("points"), mistake.path("from").asInt());
        assertEquals(asked.length(), mistake.path("to").asInt());
        assertTrue(mistake.path("detail").asText().contains("\"many\""), mistake.toString());
        JsonNode chinese = Caller.json(
                admin.get("/customers/search?size=0&q=" + Caller.encoded(asked), "Accept-Language", "zh-CN"));
        assertTrue(chinese.at("/mistakes/0/detail").asText().contains("必须是数字"), chinese.toString());
    }

    @Test
    void customersAreFoundByTheirRecords_andRecordsByTheirCustomers() throws Exception {
        for (String[] each : new String[][] {
            {"customers", "has:interactions(kind:complaint kettle)", "1"},
            {"customers", "has:interactions(kind:complaint) -has:feedback(nps:0..6)", "0"},
            {"customers", "has:interactions(kind:complaint) has:feedback(nps:0..6)", "1"},
            {"customers", "-has:interactions tier:gold points:..<60", "20"},
            {"interactions", "of:customers(tier:silver)", "1"},
            {"interactions", "of:customers(等级:gold)", "0"},
            {"feedback", "of:customers(has:interactions(leaks))", "1"},
            {"customers", "attributes.shoe:33..34", "24"},
            {"customers", "shoe:33", "12"},
            {"customers", "joined:2025-03", "10"},
            {"customers", "(tier:gold OR tier:silver) 客户类型:企业", "20"},
            {"customers", "tier:gold,silver -consent:true", "40"}
        }) {
            JsonNode found =
                    admin.read("/" + each[0] + "/search?f.source=s&size=0&facets=&q=" + Caller.encoded(each[1]));
            assertEquals(Integer.parseInt(each[2]), found.path("total").asInt(), each[1] + found);
            assertEquals(0, found.path("mistakes").size(), each[1] + found);
        }
    }

    @Test
    void whatCannotBeAsked_isAProblemThatNamesIt() throws Exception {
        assertProblem(422, "\"tyre\"", admin.get("/customers/search?f.tyre=gold"));
        assertProblem(422, "1000", admin.get("/customers/search?size=1001"));
        assertProblem(422, "\"many\"", admin.get("/customers/search?size=many"));
        assertProblem(422, "facet", admin.get("/customers/search?facet=tier"));
        assertProblem(422, "cursor", admin.get("/customers/search?cursor=nonsense"));
        assertProblem(422, "nps", admin.get("/feedback/search?f.nps=high"));
        assertProblem(422, "512", admin.get("/customers/search?q=" + "x".repeat(513)));
        assertProblem(422, "32", admin.get("/customers/search?q=" + Caller.encoded("x ".repeat(33))));
        assertProblem(422, "8", admin.get("/customers/search?q=" + Caller.encoded("(".repeat(9) + "a")));
        assertProblem(
                422,
                "2",
                admin.get("/customers/search?q="
                        + Caller.encoded("has:feedback(of:customers(has:interactions(kind:order)))")));
        assertProblem(404, "", admin.get("/people/search"));
    }

    @Test
    void manySearchesOfOneUser_takeTurns() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(30)) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(threads.submit(() -> admin.get("/customers/search?q=customer&size=100")));
            }
            int served = 0;
            for (Future<HttpResponse<String>> answer : answers) {
                int status = answer.get().statusCode();
                if (status == 429) {
                    assertTrue(answer.get().headers().firstValue("Retry-After").isPresent());
                } else {
                    assertEquals(200, status);
                    served++;
                }
            }
            assertTrue(served >= 18, served + " were served");
        }
    }

    @Test
    void theIndexIsCheckedRepairedAndRebuilt_whileSearchGoesOn() throws Exception {
        JsonNode check = admin.read("/index/check");
        assertEquals(0, check.path("differences").asInt(), check.toString());
        JsonNode customers = check.path("types").path("customers");
        assertEquals(120, customers.path("rows").asInt(), check.toString());
        assertEquals(120, customers.path("documents").asInt());
        assertTrue(check.has("checkedAt"));
        assertEquals(200, admin.post("/index/repair", "").statusCode());
        assertEquals(202, admin.post("/index/rebuild", "").statusCode());
        for (int i = 0; i < 300; i++) {
            assertEquals(
                    120,
                    admin.read("/customers/search?f.source=s&size=0")
                            .path("total")
                            .asInt());
            if (!admin.read("/health").path("index").has("rebuild")) {
                break;
            }
            Thread.sleep(50);
        }
        assertEquals(0, admin.read("/index/check").path("differences").asInt());
    }

    /// No waiting for the engine's next refresh: `pending` is a promise.
    @Test
    void whenNothingIsPending_everythingIsFound() throws Exception {
        for (int i = 0; i < 12; i++) {
            admin.put("/customers/promise/" + i, "{\"name\": \"Promise " + i + "\"}");
            long end = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(20);
            while (admin.read("/health").at("/index/pending").asLong() > 0) {
                assertTrue(System.nanoTime() < end, "still pending after 20 s");
                Thread.sleep(5);
            }
            assertEquals(
                    i + 1,
                    admin.read("/customers/search?f.source=promise&size=0&facets=")
                            .path("total")
                            .asInt());
        }
        admin.search("/customers/search?f.source=promise&size=0&facets=", 12);
        for (int i = 0; i < 12; i++) {
            assertEquals(204, admin.delete("/customers/promise/" + i).statusCode());
        }
        admin.search("/customers/search?f.source=promise&size=0&facets=", 0);
    }
}
