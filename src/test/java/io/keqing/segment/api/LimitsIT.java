package io.keqing.segment.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Numbers that people give to rules and definitions have ranges, what a preview counts is what runs, and a scheme that
/// cannot be worked out stops nothing else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.zone", "UTC", "keqing.facts.first-look", "1h"));
        admin = Caller.admin(server);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(
                    "{\"source\":\"lim\",\"id\":\"%d\",\"customer\":\"c%d\",\"kind\":\"order\",\"amount\":%d,\"at\":\"%s\"}\n"
                            .formatted(i, i % 20, 10 + i * i, Instant.now().minusSeconds(86_400L * (1 + 7 * i))));
        }
        assertEquals(
                200,
                admin.call("POST", "/interactions/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        admin.settle();
        assertEquals(200, admin.post("/schemes/thresholds", "{}").statusCode());
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String rules(String cls, String when, String last) {
        return "{\"rules\":[{\"class\":\"%s\",\"when\":%s},{\"class\":\"%s\",\"when\":{}}]}".formatted(cls, when, last);
    }

    @Test
    void aNumberBeyondItsRange_isRefusedWithTheRange_whereverItIsGiven() throws Exception {
        List<String> taken = new ArrayList<>();
        Map<String, String> tooMuch = new TreeMap<>(Map.of(
                "recencyDays", "9999999999..",
                "firstOrderDays", "..36501",
                "endedDays", "-36501..",
                "joinedDays", "1..99999999999999999999",
                "contactDays", "3000000000<..",
                "silence", "1001..",
                "orders", "1000001..",
                "spent", "..2000000000000",
                "serviceShare", "1.01..",
                "lastNps", "11.."));
        tooMuch.put("r", "0..");
        tooMuch.put("medianGap", "-1..");
        for (Map.Entry<String, String> each : tooMuch.entrySet()) {
            String body = rules("lost", "{\"%s\":\"%s\"}".formatted(each.getKey(), each.getValue()), "prospect");
            for (var answer :
                    List.of(admin.put("/schemes/lifecycle", body), admin.post("/schemes/lifecycle/count", body))) {
                if (answer.statusCode() != 422 || !answer.body().contains(each.getKey() + " must be ")) {
                    taken.add(each + " " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        for (String path : List.of(
                "/clv?margin=1.5",
                "/clv?margin=NaN",
                "/clv?horizon=0",
                "/clv?horizon=31",
                "/clv?discount=-0.1",
                "/clv?days=0",
                "/clv?holdout=99999",
                "/clv?asOf=+999999999-12-31",
                "/clv?asOf=9999-12-31",
                "/churn?from=2025-01-01&to=%2B99999-01-01",
                "/segments/retention?months=121",
                "/care/noContact?days=3651",
                "/care/noContact?days=-1")) {
            var answer = admin.get(path.replace("+", "%2B"));
            if (answer.statusCode() != 422) {
                taken.add(path + " " + answer.statusCode() + " " + answer.body());
            }
        }
        Map<String, String> bodies = Map.of(
                "{\"silentDays\":0,\"gaps\":3}", "/churn-definition",
                "{\"silentDays\":3651,\"gaps\":3}", "/churn-definition",
                "{\"silentDays\":90,\"gaps\":100.5}", "/churn-definition",
                "{\"scheme\":\"lifecycle\",\"class\":\"lost\",\"note\":\"n\",\"measure\":\"ordered\",\"target\":1.2}",
                        "/strategies",
                "{\"scheme\":\"lifecycle\",\"class\":\"lost\",\"note\":\"n\",\"since\":\"+99999-01-01\"}",
                        "/strategies");
        for (Map.Entry<String, String> each : bodies.entrySet()) {
            var answer = admin.put(each.getValue(), each.getKey());
            if (answer.statusCode() != 422) {
                taken.add(each + " " + answer.statusCode() + " " + answer.body());
            }
        }
        assertEquals(List.of(), taken);
        String chinese = admin.get("/clv?horizon=31", "Accept-Language", "zh").body();
        assertTrue(chinese.contains("horizon 必须在 1 到 30 之间，给出的是 31"), chinese);
    }

    @Test
    void whatThePreviewCounts_isWhatRuns_alsoForSharesThatNobodyAskedForBefore() throws Exception {
        String body = """
                {"rules":[{"class":"high","when":{"spent":"65%%..","recencyDays":"..36500"}},
                          {"class":"middle","when":{"spent":"35%%..65%%"}},
                          {"class":"low","when":{"silence":"..1000"}},
                          {"class":"none","when":{}}]}
                """.replace("%%", "%");
        Map<String, Long> foreseen = new TreeMap<>();
        Caller.json(admin.post("/schemes/valueBand/count", body))
                .forEach(rule -> foreseen.merge(
                        rule.path("class").asText(), rule.path("customers").asLong(), Long::sum));
        var kept = admin.put("/schemes/valueBand", body);
        assertEquals(200, kept.statusCode(), kept.body());
        admin.settle();
        Map<String, Long> found = new TreeMap<>();
        admin.read("/schemes/valueBand")
                .path("classes")
                .forEach(each -> found.put(
                        each.path("key").asText(), each.path("customers").asLong()));
        assertEquals(foreseen, found);
        assertTrue(found.getOrDefault("high", 0L) > 0, found.toString());
    }

    @Test
    void aSchemeThatCannotBeWorkedOut_isTold_andStopsNothing() throws Exception {
        Database database = server.getApplicationContext().getBean(Database.class);
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into scheme_version (scheme, version, rules, by_user) values ('loyalty', 7, ?::jsonb, 'old')")) {
                insert.setString(1, """
                        [{"class":"lost","label":{"zh":"x","en":"x"},"when":{"recencyDays":"9999999999.."}},
                         {"class":"open","label":{"zh":"x","en":"x"},"when":{}}]
                        """);
                return insert.executeUpdate();
            }
        });
        assertEquals(
                200,
                admin.call(
                                "POST",
                                "/interactions/_batch",
                                "{\"source\":\"lim\",\"id\":\"new\",\"customer\":\"new\",\"kind\":\"order\",\"amount\":10,\"at\":\"%s\"}"
                                        .formatted(Instant.now().minusSeconds(86_400)),
                                "Content-Type",
                                "application/x-ndjson")
                        .statusCode());
        admin.settle();
        JsonNode one = admin.read("/customers/lim/new");
        assertEquals(1, one.path("orders").asInt(), one.toString());
        assertEquals("low", one.path("churnRisk").asText());
        admin.read("/customers/lim/new/profile");
        admin.read("/customers/lim/new/classes");
        admin.read("/schemes/loyalty/versions");
        JsonNode health = admin.read("/health");
        assertEquals("degraded", health.path("status").asText());
        assertTrue(
                health.path("problems").toString().contains("Version 7 of the scheme Loyalty cannot be worked out"),
                health.toString());
        JsonNode problems = admin.read("/schemes/loyalty").path("problems");
        assertEquals(7, problems.path(0).path("version").asInt(), problems.toString());
        assertTrue(problems.toString().contains("第 7 版无法计算"), problems.toString());
        assertEquals(0, admin.read("/schemes/lifecycle").path("problems").size());

        var mended = admin.put("/schemes/loyalty", rules("lost", "{\"silence\":\"1<..\"}", "open"));
        assertEquals(200, mended.statusCode(), mended.body());
        assertEquals(8, Caller.json(mended).path("version").asInt());
        assertEquals("ok", admin.read("/health").path("status").asText());
    }
}
