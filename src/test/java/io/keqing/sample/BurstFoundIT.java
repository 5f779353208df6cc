package io.keqing.sample;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.keqing.Caller;
import io.keqing.job.Webhooks;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// The burst that was planted into the sample, looked for day by day as a portal would have lived through it.
class BurstFoundIT {
    private static final long SEED = 20_250_301;

    @Test
    void thePlantedBurst_isFoundWithinTwoDays_andCanBeToldAndClosed() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        List<String> signatures = new CopyOnWriteArrayList<>();
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            signatures.add(exchange.getRequestHeaders().getFirst("X-Keqing-Timestamp") + "." + body + " "
                    + exchange.getRequestHeaders().getFirst("X-Keqing-Signature"));
            told.add(body);
            // the first time the listener is out of order
            exchange.sendResponseHeaders(told.size() == 1 ? 500 : 204, -1);
            exchange.close();
        });
        listener.start();
        LocalDate end = LocalDate.now(ZoneOffset.UTC);
        Burst burst = new SampleWorld(SEED, 2_000, end).burst().orElseThrow();
        try (EmbeddedServer server = Caller.portal(Map.of(
                "keqing.sample.customers",
                "2000",
                "keqing.zone",
                "Asia/Shanghai",
                // the test looks by itself, day by day
                "keqing.alert.first-look",
                "1h"))) {
            Caller admin = Caller.admin(server);
            loaded(admin);
            String address = "http://127.0.0.1:" + listener.getAddress().getPort() + "/hook";
            String secret = Caller.json(admin.post("/webhooks", "{\"url\": \"" + address + "\"}"))
                    .path("secret")
                    .asText();
            LocalDate found = find(admin, burst);
            assertTrue(burst.from().until(found, ChronoUnit.DAYS) < 2, "found on " + found + ", began " + burst.from());
            JsonNode alert = theAlert(admin, burst);
            assertEquals(burst.from().toString(), alert.path("since").asText(), alert.toString());
            JsonNode detail = admin.read("/alerts/" + alert.path("id").asLong());
            assertFalse(detail.path("words").isEmpty(), detail.toString());
            int from = (int) LocalDate.parse(detail.path("first").asText()).until(burst.from(), ChronoUnit.DAYS);
            assertEquals(
                    burst.perDay().get(burst.from()),
                    detail.path("counts").path(from).asInt(),
                    "complaints of the burst's first day");
            deliver(server, told);
            signed(signatures, secret);
            judge(admin, alert.path("id").asLong());
            assertEquals(List.of(), quietAfter(admin, burst), "alarms of the planted series after the burst");
        } finally {
            listener.stop(0);
        }
    }

    private static void loaded(Caller admin) throws Exception {
        for (int i = 0; i < 1_800; i++) {
            JsonNode jobs = admin.read("/imports");
            int finished = 0;
            for (JsonNode job : jobs) {
                finished += job.path("state").asText().equals("finished") ? 1 : 0;
            }
            if (finished >= SampleFile.values().length) {
                admin.settle();
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the sample was not loaded in three minutes");
    }

    private static boolean isOf(JsonNode alert, Burst burst) {
        return alert.path("product").asText().equals(burst.product())
                || alert.path("topic").asText().equals(burst.topic());
    }

    /// The first day on which the planted series is told of.
    private static LocalDate find(Caller admin, Burst burst) throws Exception {
        for (LocalDate day = burst.from().minusDays(3); !day.isAfter(burst.to()); day = day.plusDays(1)) {
            for (JsonNode alert : Caller.json(admin.post("/alerts/look?day=" + day, "{}"))) {
                if (isOf(alert, burst)) {
                    assertFalse(day.isBefore(burst.from()), "told before it began: " + alert);
                    return day;
                }
            }
        }
        throw new AssertionError("the burst was not found at all");
    }

    private static JsonNode theAlert(Caller admin, Burst burst) throws Exception {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode alert : admin.read("/alerts?state=open").path("alerts")) {
            if (isOf(alert, burst)) {
                alerts.add(alert);
            }
        }
        assertEquals(1, alerts.size(), alerts.toString());
        return alerts.getFirst();
    }

    private static void deliver(EmbeddedServer server, List<String> told) throws Exception {
        Webhooks webhooks = server.getApplicationContext().getBean(Webhooks.class);
        for (int i = 0; i < 300 && told.isEmpty(); i++) {
            webhooks.deliver();
            Thread.sleep(100);
        }
        assertFalse(told.isEmpty());
        assertTrue(told.getFirst().contains("\"expected\""), told.getFirst());
    }

    private static void signed(List<String> signatures, String secret) throws Exception {
        String line = signatures.getFirst();
        int blank = line.lastIndexOf(' ');
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertEquals(
                "sha256="
                        + HexFormat.of()
                                .formatHex(mac.doFinal(line.substring(0, blank).getBytes(StandardCharsets.UTF_8))),
                line.substring(blank + 1));
    }

    private static void judge(Caller admin, long id) throws Exception {
        Caller analyst = admin.make(Role.ANALYST);
        assertProblem(422, "reason must say why", analyst.put("/alerts/" + id, "{\"state\": \"closed\"}"));
        assertProblem(422, "until must be today", analyst.put("/alerts/" + id, "{\"state\": \"muted\"}"));
        assertProblem(422, "state must be open", analyst.put("/alerts/" + id, "{\"state\": \"gone\"}"));
        assertProblem(404, "no alert 0", analyst.put("/alerts/0", "{\"state\": \"open\"}"));
        assertEquals(
                200,
                analyst.put("/alerts/" + id, "{\"state\": \"closed\", \"reason\": \"固件 2.1 已修复\"}")
                        .statusCode());
        JsonNode closed = analyst.read("/alerts/" + id).path("alert");
        assertEquals("固件 2.1 已修复", closed.path("reason").asText());
        assertEquals(403, admin.make(Role.SUPPORT).get("/alerts").statusCode());
        assertEquals(403, analyst.get("/webhooks").statusCode());
        assertProblem(422, "must be an address", admin.post("/webhooks", "{\"url\": \"ftp://x\"}"));
        assertTrue(analyst.read("/alerts/series").size() > 10);
    }

    private static List<JsonNode> quietAfter(Caller admin, Burst burst) throws Exception {
        List<JsonNode> alarms = new ArrayList<>();
        for (LocalDate day = burst.from().plusDays(1);
                !day.isAfter(LocalDate.now(ZoneOffset.UTC));
                day = day.plusDays(1)) {
            for (JsonNode alert : Caller.json(admin.post("/alerts/look?day=" + day, "{}"))) {
                if (isOf(alert, burst)) {
                    alarms.add(alert);
                }
            }
        }
        return alarms;
    }
}
