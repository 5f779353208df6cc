package io.keqing.alert.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who stands on which list, by cases made by hand.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CareIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private EmbeddedServer server;
    private Caller admin;
    private Caller support;
    private Caller analyst;
    private LocalDate today;
    private int id;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.zone", ZONE.getId()));
        admin = Caller.admin(server);
        support = admin.make(Role.SUPPORT);
        analyst = admin.make(Role.ANALYST);
        today = LocalDate.now(ZONE);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void customer(String name, String body) throws Exception {
        assertTrue(admin.put("/customers/c/" + name, body).statusCode() < 300);
    }

    private void heard(String customer, String kind, long hoursAgo, String more) throws Exception {
        String at = Instant.now().minus(hoursAgo, ChronoUnit.HOURS).toString();
        assertTrue(admin.put(
                                "/interactions/c/i" + id++,
                                "{\"customer\": \"%s\", \"kind\": \"%s\", \"at\": \"%s\"%s}"
                                        .formatted(customer, kind, at, more))
                        .statusCode()
                < 300);
    }

    private void scored(String customer, int nps, long hoursAgo) throws Exception {
        String at = Instant.now().minus(hoursAgo, ChronoUnit.HOURS).toString();
        assertTrue(admin.put(
                                "/feedback/c/f" + id++,
                                "{\"customer\": \"%s\", \"nps\": %d, \"at\": \"%s\"}".formatted(customer, nps, at))
                        .statusCode()
                < 300);
    }

    private static List<String> ids(JsonNode answer, String prefix) {
        List<String> ids = new ArrayList<>();
        answer.path("customers").forEach(customer -> {
            if (customer.path("id").asText().startsWith(prefix)) {
                ids.add(customer.path("id").asText());
            }
        });
        return ids;
    }

    @Test
    void birthdays_areFoundByDayAndMonth_andNotToldToWhomTheyAreHidden() throws Exception {
        customer("B1", "{\"name\": \"今天\", \"birthday\": \"%s\"}".formatted(today.minusYears(30)));
        customer("B2", "{\"birthday\": \"%s\"}".formatted(today.plusDays(7).minusYears(40)));
        customer("B3", "{\"birthday\": \"%s\"}".formatted(today.plusDays(8).minusYears(40)));
        customer("B4", "{\"birthday\": \"%s\"}".formatted(today.minusDays(1).minusYears(40)));
        customer("B5", "{\"consent\": false, \"birthday\": \"%s\"}".formatted(today.minusYears(50)));
        JsonNode list = support.read("/care/birthday");
        assertEquals(List.of("B1", "B2"), ids(list, "B"));
        assertEquals(1, list.path("withheld").asInt());
        assertEquals(
                "%s 满 30 岁".formatted(today), list.at("/customers/0/because/zh").asText());
        assertEquals("今天", list.at("/customers/0/name").asText());
        assertEquals(List.of("B1"), ids(support.read("/care/birthday?days=0"), "B"));
        assertProblem(403, "birthdays", analyst.get("/care/birthday"));
        assertProblem(403, "birthdays", analyst.get("/care/birthday/file"));
        customer("B6", "{\"name\": \"=1+1, \\\"x\\\"\", \"birthday\": \"%s\"}".formatted(today.minusYears(20)));
        String csv = support.get("/care/birthday/file?language=en").body();
        assertTrue(csv.startsWith("\uFEFFsource,id,name"), csv);
        assertTrue(csv.contains("c,B1,今天,Turns 30 on " + today + ",,open"), csv);
        assertTrue(csv.contains("\"'=1+1, \"\"x\"\"\""), csv);
        assertEquals(
                support.read("/care/birthday?size=0").path("total").asInt() + 1,
                csv.strip().split("\r\n").length);
        assertFalse(analyst.read("/care").toString().contains("birthday"));
    }

    @Test
    void theSilent_areTold_whoseLastContactOfAnyKindIsLongAgo() throws Exception {
        customer("N1", "{}");
        heard("N1", "call", 24 * 31, "");
        customer("N2", "{}");
        heard("N2", "call", 24 * 90, "");
        scored("N2", 7, 24 * 5);
        customer("N3", "{\"relation\": \"former\"}");
        heard("N3", "order", 24 * 400, "");
        customer("N4", "{}");
        customer("N5", "{}");
        heard("N5", "order", 24 * 400, "");
        JsonNode list = analyst.read("/care/noContact?size=1000");
        assertEquals(List.of("N5", "N1"), ids(list, "N"), "the longest silence first");
        assertEquals(List.of("N5"), ids(analyst.read("/care/noContact?days=100"), "N"));

        // done for this silence; the next one is another
        assertEquals(
                204,
                support.put("/care/noContact/c/N1", "{\"state\": \"done\", \"note\": \"已致电\"}")
                        .statusCode());
        assertEquals(List.of("N5"), ids(support.read("/care/noContact"), "N"));
        JsonNode done = support.read("/care/noContact?state=done");
        assertEquals(List.of("N1"), ids(done, "N"));
        assertEquals("已致电", done.at("/customers/0/note").asText());
        heard("N1", "message", 24 * 30 + 2, "");
        assertEquals(List.of("N5", "N1"), ids(support.read("/care/noContact"), "N"));

        assertEquals(
                204,
                support.put(
                                "/care/noContact/c/N5",
                                "{\"state\": \"snoozed\", \"until\": \"%s\"}".formatted(today.plusDays(3)))
                        .statusCode());
        assertEquals(List.of("N1"), ids(support.read("/care/noContact"), "N"));
        assertEquals(List.of("N5"), ids(support.read("/care/noContact?state=snoozed"), "N"));
        assertEquals(
                204,
                support.put("/care/noContact/c/N5", "{\"state\": \"open\"}").statusCode());
        assertEquals(List.of("N5", "N1"), ids(support.read("/care/noContact"), "N"));
        assertProblem(
                422,
                "must be a day after today",
                support.put("/care/noContact/c/N5", "{\"state\": \"snoozed\", \"until\": \"%s\"}".formatted(today)));
        assertProblem(404, "not on the list", support.put("/care/noContact/c/N4", "{\"state\": \"done\"}"));
    }

    @Test
    void promotersAreThanked_andDetractorsCalledBack() throws Exception {
        customer("S1", "{}");
        scored("S1", 3, 24 * 20);
        scored("S1", 9, 24 * 10);
        customer("S2", "{\"consent\": false}");
        scored("S2", 2, 49);
        customer("S3", "{}");
        scored("S3", 2, 49);
        heard("S3", "call", 20, "");
        customer("S4", "{}");
        scored("S4", 6, 40);
        customer("S5", "{}");
        scored("S5", 0, 72);
        heard("S5", "call", 80, "");
        customer("S6", "{}");
        scored("S6", 10, 24 * 31);
        assertEquals(List.of("S1"), ids(analyst.read("/care/promoter"), "S"));
        JsonNode detractors = analyst.read("/care/detractor");
        assertEquals(List.of("S5", "S2"), ids(detractors, "S"), "a call back is no marketing");
        assertTrue(
                detractors.at("/customers/0/because/en").asText().contains("scored 0, not called back for 72 hours"));
        assertNotEquals("true", detractors.at("/customers/1/consent").asText());
    }

    @Test
    void bigSpendersWhoFellSilent_areMeasuredByTheirOwnGap_andContractsByTheirEnd() throws Exception {
        for (int i = 0; i < 8; i++) {
            customer("Q" + i, "{}");
            heard("Q" + i, "order", 24, ", \"amount\": 10");
        }
        // twice a week for 1,000 each, silent for 61 days
        customer("QA", "{}");
        for (int day : new int[] {61, 64, 68, 71}) {
            heard("QA", "order", 24L * day, ", \"amount\": 1000");
        }
        // every 40 days: 61 days of silence are not yet twice the gap
        customer("QB", "{}");
        for (int day : new int[] {61, 101, 141}) {
            heard("QB", "order", 24L * day, ", \"amount\": 1000");
        }
        var facts = server.getApplicationContext().getBean(io.keqing.segment.FactsQueue.class);
        for (int i = 0; i < 600 && facts.waiting() > 0; i++) {
            Thread.sleep(50);
        }
        assertEquals(List.of("QA"), ids(analyst.read("/care/quietSpender"), "Q"));

        customer("E1", "{\"ended\": \"%s\"}".formatted(today.plusDays(60)));
        customer("E2", "{\"ended\": \"%s\"}".formatted(today.plusDays(61)));
        customer("E3", "{\"ended\": \"%s\"}".formatted(today.minusDays(1)));
        customer("E4", "{\"ended\": \"%s\"}".formatted(today));
        assertEquals(List.of("E4", "E1"), ids(analyst.read("/care/contractEnding"), "E"));
        assertEquals(
                1,
                analyst.read("/care/contractEnding?size=1&offset=1")
                        .path("customers")
                        .size());
    }

    @Test
    void whatBreaksARule_isRefusedWithTheRule() throws Exception {
        assertProblem(404, "list must be one of birthday", analyst.get("/care/nothing"));
        assertProblem(422, "days must be 0 to 3650, was -1", analyst.get("/care/promoter?days=-1"));
        assertProblem(422, "size must be 0 to 1000", analyst.get("/care/promoter?size=1001"));
        assertProblem(422, "state must be open", analyst.get("/care/promoter?state=gone"));
        assertProblem(404, "not on the list", support.put("/care/promoter/c/nobody", "{\"state\": \"done\"}"));
        assertEquals(401, Caller.stranger(server).get("/care").statusCode());
    }
}
