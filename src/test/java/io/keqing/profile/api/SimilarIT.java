package io.keqing.profile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Similar customers over the real engine, weighed once more in plain Java; and what the roles see of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimilarIT {
    private static final int CUSTOMERS = 90;
    private static final List<String> TIERS = List.of("gold", "silver");
    private static final List<String> PROVINCES = List.of("浙江", "江苏", "Bayern");

    private final Random dice = new Random(5);
    private final Map<Integer, Map<String, Integer>> bought = new HashMap<>();
    private final Map<Integer, List<String>> traits = new HashMap<>();
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        StringBuilder customers = new StringBuilder();
        StringBuilder orders = new StringBuilder();
        int number = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            traits.put(i, List.of(TIERS.get(dice.nextInt(2)), PROVINCES.get(dice.nextInt(3))));
            customers.append(
                    "{\"source\":\"alike\",\"id\":\"%d\",\"name\":\"Planted Name %d\",\"tier\":\"%s\",\"province\":\"%s\"}\n"
                            .formatted(i, i, traits.get(i).get(0), traits.get(i).get(1)));
            Map<String, Integer> own = new HashMap<>();
            // customer 0 buys four things, so that all of them are named
            for (int j = 0; j < (i == 0 ? 4 : i == 1 ? 0 : dice.nextInt(7)); j++) {
                String product = i == 0 ? "P" + j : "P" + dice.nextInt(12);
                own.merge(product, 1, Integer::sum);
                orders.append(
                        "{\"source\":\"alike\",\"id\":\"o%d\",\"customer\":\"%d\",\"kind\":\"order\",\"product\":\"%s\"}\n"
                                .formatted(number++, i, product));
            }
            bought.put(i, own);
        }
        // talk about a product is no order of it
        orders.append(
                "{\"source\":\"alike\",\"id\":\"talk\",\"customer\":\"1\",\"kind\":\"enquiry\",\"product\":\"P0\"}\n");
        for (var type : Map.of("customers", customers, "interactions", orders).entrySet()) {
            var answer = admin.call(
                    "POST",
                    "/" + type.getKey() + "/_batch",
                    type.getValue().toString(),
                    "Content-Type",
                    "application/x-ndjson");
            assertEquals(200, answer.statusCode(), answer.body());
        }
        admin.search("/customers/search?f.source=alike&size=0&facets=", CUSTOMERS);
        admin.search("/interactions/search?f.source=alike&size=0&facets=", number + 1);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private int weight(int other) {
        Set<String> shared = new HashSet<>(bought.get(0).keySet());
        shared.retainAll(bought.get(other).keySet());
        int same = 0;
        for (int i = 0; i < 2; i++) {
            same += traits.get(0).get(i).equals(traits.get(other).get(i)) ? 1 : 0;
        }
        return shared.isEmpty() ? 0 : 3 * shared.size() + same;
    }

    @Test
    void theLikest_areThoseWhoShareMost_andSayWhat() throws Exception {
        JsonNode found = admin.read("/customers/alike/0/profile/similar").path("customers");
        List<Integer> expected = new ArrayList<>(bought.keySet());
        expected.remove(Integer.valueOf(0));
        expected.sort(Comparator.comparingInt(this::weight).reversed());
        List<Integer> weights = new ArrayList<>();
        for (JsonNode alike : found) {
            int other = alike.path("id").asInt();
            assertEquals(weight(other), alike.path("weight").asInt(), "customer " + other);
            weights.add(weight(other));
            for (JsonNode shared : alike.path("shared")) {
                String value = shared.path("value").asText();
                if (shared.path("field").asText().equals("product")) {
                    assertEquals(
                            bought.get(other).get(value), shared.path("orders").asInt());
                    assertTrue(bought.get(0).containsKey(value));
                } else {
                    assertTrue(
                            traits.get(0).contains(value) && traits.get(other).contains(value));
                }
            }
        }
        assertEquals(expected.stream().limit(8).map(this::weight).toList(), weights);
    }

    @Test
    void whoOrderedNothing_isLikeThoseOfTheSameTierAndPlace() throws Exception {
        Set<Integer> same = new TreeSet<>();
        traits.forEach((other, its) -> {
            if (other != 1 && its.equals(traits.get(1))) {
                same.add(other);
            }
        });
        JsonNode found = admin.read("/customers/alike/1/profile/similar").path("customers");
        assertEquals(Math.min(8, same.size()), found.size());
        found.forEach(alike -> assertTrue(same.contains(alike.path("id").asInt())));
    }

    @Test
    void anAnalystSeesNoName_anywhereOnThePage() throws Exception {
        Caller analyst = admin.make(Role.ANALYST);
        Caller support = admin.make(Role.SUPPORT);
        for (String part : List.of("", "/brief", "/habits", "/scores", "/similar")) {
            String path = "/customers/alike/0/profile" + part;
            assertFalse(analyst.get(path).body().contains("Planted"), path);
        }
        assertFalse(analyst.get("/customers/alike/0/timeline").body().contains("Planted"));
        assertTrue(support.get("/customers/alike/0/profile/similar").body().contains("Planted Name"));
        assertTrue(support.get("/customers/alike/0/profile/brief").body().contains("Planted Name 0"));
        Caller.assertProblem(404, "nobody", analyst.get("/customers/alike/nobody/profile/similar"));
    }
}
