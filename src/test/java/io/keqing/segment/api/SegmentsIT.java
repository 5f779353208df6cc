package io.keqing.segment.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.Caller.encoded;
import static io.keqing.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Segments on real engines: members against plain sets, who came and left and why, and who may know.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;
    private Caller manager;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
        manager = admin.make(Role.MANAGER);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void customer(String source, String id, String body) throws Exception {
        assertTrue(admin.put("/customers/" + source + "/" + id, body).statusCode() < 300);
    }

    private static String body(String name, String query) {
        return JSON.createObjectNode().put("name", name).put("query", query).toString();
    }

    private JsonNode made(Caller who, String name, String query) throws Exception {
        HttpResponse<String> answer = who.post("/segments", body(name, query));
        assertEquals(201, answer.statusCode(), answer.body());
        return json(answer);
    }

    private JsonNode evaluated(Caller who, long id) throws Exception {
        admin.settle();
        return json(who.post("/segments/" + id + "/evaluate", ""));
    }

    private static Set<String> ids(JsonNode list) {
        Set<String> ids = new TreeSet<>();
        list.forEach(entry -> ids.add(entry.path("id").asText()));
        return ids;
    }

    private static String query(String words) {
        return "customers/search?q=" + encoded(words);
    }

    @Test
    void whoCameAndLeft_isToldWithTheConditionThatMadeTheDifference() throws Exception {
        customer("why", "A", "{\"tier\": \"gold\", \"city\": \"上海\"}");
        customer("why", "B", "{\"tier\": \"silver\", \"city\": \"上海\"}");
        customer("why", "C", "{\"tier\": \"gold\", \"city\": \"北京\"}");
        customer("why", "D", "{\"tier\": \"gold\", \"city\": \"上海\"}");
        admin.settle();
        JsonNode segment =
                made(analyst, "gold of Shanghai", query("source:why tier:gold") + "&f.city=" + encoded("上海"));
        assertEquals(2, segment.path("total").asInt());
        long id = segment.path("id").asLong();
        Instant before = Instant.now();

        customer("why", "B", "{\"tier\": \"gold\", \"city\": \"上海\"}");
        customer("why", "C", "{\"tier\": \"gold\", \"city\": \"上海\"}");
        customer("why", "D", "{\"tier\": \"silver\", \"city\": \"广州\"}");
        assertEquals(3, evaluated(analyst, id).path("total").asInt());
        JsonNode changes = analyst.read("/segments/" + id + "/changes?from=" + before);
        assertEquals(Set.of("B", "C"), ids(changes.path("joined")));
        assertEquals(Set.of("D"), ids(changes.path("left")));
        for (JsonNode joined : changes.path("joined")) {
            String changed = joined.path("id").asText().equals("B") ? "tier:gold" : "city:上海";
            assertEquals("[\"" + changed + "\"]", joined.path("because").toString());
        }
        assertEquals(
                "[\"tier:gold\",\"city:上海\"]", changes.at("/left/0/because").toString());
        assertEquals(
                Set.of("A", "D"),
                ids(analyst.read("/segments/" + id + "/members?asOf=" + before).path("members")));
        assertEquals(
                Set.of("A", "B", "C"),
                ids(analyst.read("/segments/" + id + "/members").path("members")));
        assertEquals(
                3,
                analyst.read("/customers/search?size=0&q=" + encoded("in:segment(" + id + ")"))
                        .path("total")
                        .asInt());

        HttpResponse<String> changed = analyst.put(
                "/segments/" + id, "{\"query\": \"" + query("source:why tier:silver") + "\", \"note\": \"打电话\"}");
        assertEquals(200, changed.statusCode(), changed.body());
        assertEquals(2, json(changed).path("version").asInt());
        assertEquals("打电话", json(changed).path("note").asText());
        JsonNode redefined = analyst.read("/segments/" + id + "/changes?from=" + before);
        assertEquals(
                "[\"the question was changed\"]",
                redefined.at("/left/0/because").toString());
    }

    @Test
    void groupsOverAllThreeTypes_areThoseOfPlainSets() throws Exception {
        Random random = new Random(11);
        StringJoiner customers = new StringJoiner("\n");
        StringJoiner cases = new StringJoiner("\n");
        StringJoiner answers = new StringJoiner("\n");
        Set<String> gold = new TreeSet<>();
        Set<String> complained = new TreeSet<>();
        Set<String> unhappy = new TreeSet<>();
        for (int i = 0; i < 600; i++) {
            String id = "%03d".formatted(i);
            boolean isGold = random.nextInt(3) == 0;
            customers.add("{\"source\": \"many\", \"id\": \"%s\", \"tier\": \"%s\"}"
                    .formatted(id, isGold ? "gold" : "silver"));
            if (isGold) {
                gold.add(id);
            }
            for (int j = random.nextInt(3); j > 0; j--) {
                boolean complaint = random.nextBoolean();
                long days = random.nextInt(60);
                Instant at = Instant.now().minus(days, ChronoUnit.DAYS).minus(1, ChronoUnit.HOURS);
                cases.add(
                        "{\"source\": \"many\", \"id\": \"%s-%d\", \"customer\": \"%s\", \"kind\": \"%s\", \"at\": \"%s\"}"
                                .formatted(id, j, id, complaint ? "complaint" : "order", at));
                if (complaint && days < 30) {
                    complained.add(id);
                }
            }
            int nps = random.nextInt(11);
            answers.add(
                    "{\"source\": \"many\", \"id\": \"%s\", \"customer\": \"%s\", \"nps\": %d}".formatted(id, id, nps));
            if (nps <= 6) {
                unhappy.add(id);
            }
        }
        batch("customers", customers);
        batch("interactions", cases);
        batch("feedback", answers);
        admin.settle();
        JsonNode all = made(
                manager,
                "gold, complained, unhappy",
                query("source:many tier:gold has:interactions(kind:complaint at:now-30d..) has:feedback(nps:0..6)"));
        Set<String> expected = new TreeSet<>(gold);
        expected.retainAll(complained);
        expected.retainAll(unhappy);
        assertFalse(expected.isEmpty());
        assertEquals(expected, pages(all.path("id").asLong(), 7));

        // a question about cases keeps their customers
        JsonNode theirs = made(
                manager, "complained", "interactions/search?q=" + encoded("source:many kind:complaint at:now-30d.."));
        assertEquals(complained, pages(theirs.path("id").asLong(), 100));
        JsonNode golden = made(manager, "gold of many", query("source:many tier:gold"));

        Set<String> shared = new TreeSet<>(gold);
        shared.retainAll(complained);
        JsonNode overlap = manager.read("/segments/overlap?ids=" + golden.path("id") + "," + theirs.path("id"));
        assertEquals(
                "[[%d,%d],[%d,%d]]".formatted(gold.size(), shared.size(), shared.size(), complained.size()),
                overlap.path("shared").toString());
        Set<String> without = new TreeSet<>(gold);
        without.removeAll(complained);
        JsonNode difference = manager.read("/customers/search?size=0&q="
                + encoded("in:segment(%s) -in:segment(%s)".formatted(golden.path("id"), theirs.path("id"))));
        assertEquals(without.size(), difference.path("total").asInt());

        // joiners less leavers are the change in number, whatever happened between
        long id = golden.path("id").asLong();
        Set<String> now = new TreeSet<>(gold);
        for (int round = 0; round < 3; round++) {
            Set<String> then = new TreeSet<>(now);
            Instant before = Instant.now();
            StringJoiner edits = new StringJoiner("\n");
            for (int i = 0; i < 40; i++) {
                String one = "%03d".formatted(random.nextInt(600));
                boolean becomes = random.nextBoolean();
                edits.add("{\"source\": \"many\", \"id\": \"%s\", \"tier\": \"%s\"}"
                        .formatted(one, becomes ? "gold" : "bronze"));
                if (becomes) {
                    now.add(one);
                } else {
                    now.remove(one);
                }
            }
            batch("customers", edits);
            evaluated(manager, id);
            JsonNode changes = manager.read("/segments/" + id + "/changes?from=" + before);
            Set<String> came = new TreeSet<>(now);
            came.removeAll(then);
            Set<String> went = new TreeSet<>(then);
            went.removeAll(now);
            assertEquals(came, ids(changes.path("joined")));
            assertEquals(went, ids(changes.path("left")));
            assertEquals(
                    changes.path("total").asInt() - changes.path("totalBefore").asInt(),
                    changes.path("joinedCount").asInt()
                            - changes.path("leftCount").asInt());
        }
    }

    private Set<String> pages(long id, int size) throws Exception {
        List<String> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = manager.read(
                    "/segments/" + id + "/members?size=" + size + (next.isEmpty() ? "" : "&cursor=" + next));
            page.path("members").forEach(member -> found.add(member.path("id").asText()));
            next = page.path("next").asText("");
            if (page.path("next").isNull()) {
                next = "";
            }
        } while (!next.isEmpty());
        Set<String> once = new TreeSet<>(found);
        assertEquals(once.size(), found.size(), "nobody stands on two pages");
        return once;
    }

    private void batch(String type, StringJoiner lines) throws Exception {
        HttpResponse<String> answer =
                admin.call("POST", "/" + type + "/_batch", lines.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @Test
    void nobodyWhoMayNotSearchNames_learnsWhoAGroupFoundByNameHolds() throws Exception {
        customer("names", "N1", "{\"name\": \"欧阳小燕\"}");
        admin.settle();
        JsonNode named = made(manager, "by name", query("欧阳小燕"));
        assertEquals(1, named.path("total").asInt());
        long id = named.path("id").asLong();
        assertProblem(404, "no segment " + id, analyst.get("/segments/" + id));
        assertProblem(404, "no segment " + id, analyst.get("/segments/" + id + "/members"));
        assertFalse(ids(analyst.read("/segments")).contains(Long.toString(id)));
        JsonNode asked = analyst.read("/customers/search?size=0&q=" + encoded("in:segment(" + id + ")"));
        assertEquals(1, asked.path("mistakes").size(), "to the analyst there is no such segment");
        assertEquals(
                "欧阳小燕",
                manager.read("/segments/" + id + "/members")
                        .at("/members/0/name")
                        .asText());

        // the analyst's own question by the same words finds what the analyst finds
        assertEquals(
                0, made(analyst, "by name too", query("欧阳小燕")).path("total").asInt());
        JsonNode open = made(manager, "by source", query("source:names"));
        assertNotEquals(
                "欧阳小燕",
                analyst.read("/segments/" + open.path("id") + "/members")
                        .at("/members/0/name")
                        .asText());
        assertProblem(403, "not yours", analyst.delete("/segments/" + open.path("id")));
        assertEquals(403, admin.make(Role.SUPPORT).get("/segments").statusCode());
    }

    @Test
    void whatBreaksARule_isRefusedWithTheRule() throws Exception {
        JsonNode kept = made(analyst, "a name", query("tier:nowhere"));
        assertEquals(0, kept.path("total").asInt());
        assertProblem(409, "must be new", analyst.post("/segments", body("a name", query("tier:gold"))));
        assertProblem(422, "1 to 100", analyst.post("/segments", body(" ", query("tier:gold"))));
        assertEquals(
                422,
                analyst.post("/segments", body("nonsense", query("notAField:1")))
                        .statusCode());
        assertEquals(
                422,
                analyst.post("/segments", body("hidden", "customers/search?q=&f.name=x"))
                        .statusCode());
        assertProblem(422, "not kept", admin.post("/segments", body("phone", "customers/search?q=13800138000")));
        String address = "/segments/" + kept.path("id");
        assertProblem(422, "must be a day or an instant", analyst.get(address + "/changes?from=yesterday"));
        assertProblem(422, "not be before", analyst.get(address + "/changes?from=2026-02-01&to=2026-01-01"));
        assertProblem(422, "was not worked out by", analyst.get(address + "/members?asOf=2020-01-01"));
        assertProblem(422, "cursor must be", analyst.get(address + "/members?cursor=7"));
        assertProblem(422, "1 to 1000", analyst.get(address + "/members?size=0"));
        assertEquals(204, analyst.delete(address).statusCode());
        assertEquals(404, analyst.get(address).statusCode());
    }
}
