package io.keqing.report.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Questions that were right when they were kept and are wrong by now: a field is gone, or its owner may not
/// search it
/// any more. What acts on them says so and does nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutdatedQuestionsIT {
    private EmbeddedServer server;
    private Caller admin;
    private Caller manager;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of(
                "keqing.sample.customers",
                0,
                "keqing.smtp.host",
                "127.0.0.1",
                "keqing.smtp.port",
                1,
                "keqing.smtp.from",
                "keqing@outdated.example"));
        admin = Caller.admin(server);
        manager = admin.make(Role.MANAGER);
        HttpResponse<String> put = admin.post(
                "/customers/_batch", "[{\"source\":\"old\",\"id\":\"o1\",\"name\":\"Odile\",\"tier\":\"gold\"}]");
        assertEquals(200, put.statusCode(), put.body());
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void sql(String text) {
        server.getApplicationContext().getBean(Database.class).inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(text);
            }
        });
    }

    private void schedule(String name, String question) throws Exception {
        HttpResponse<String> made = manager.post(
                "/schedules",
                "{\"name\":\"%s\",\"cron\":\"0 6 1 1 *\",\"zone\":\"UTC\",\"report\":{\"template\":\"customers\",\"format\":\"csv\",\"query\":\"customers/search?%s\"}}"
                        .formatted(name, question));
        assertEquals(201, made.statusCode(), made.body());
    }

    /// The report that a schedule has made, once it is over.
    private JsonNode made(String schedule) throws Exception {
        for (int i = 0; i < 600; i++) {
            for (JsonNode report : admin.read("/reports")) {
                if (report.path("schedule").asText().equals(schedule)
                        && report.path("state").asText().matches("finished|failed")) {
                    return report;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the schedule " + schedule + " made no report within a minute");
    }

    @Test
    void aScheduleWhoseQuestionIsWrongByNow_failsVisibly() throws Exception {
        schedule("gone", "f.tier=gold");
        sql(
                "update job_schedule set payload = replace(payload::text, 'f.tier=gold', 'q=tier:gold%20vanished:1')::jsonb,"
                        + " next_at = now() where name = 'report/manager/gone'");
        JsonNode report = made("gone");
        assertEquals("failed", report.path("state").asText(), report.toString());
        assertTrue(report.path("message").asText().contains("vanished"), report.toString());
        assertTrue(report.path("message").asText().contains("没有字段"), report.toString());
        assertTrue(report.path("rows").isMissingNode() && report.path("sha256").isMissingNode(), report.toString());
    }

    @Test
    void aScheduleOfSomebodyWhoMayNotSearchThatAnyMore_failsVisibly() throws Exception {
        schedule("names", "q=name:Odile");
        assertEquals(
                200, admin.put("/users/manager", "{\"roles\":[\"ANALYST\"]}").statusCode());
        try {
            sql("update job_schedule set next_at = now() where name = 'report/manager/names'");
            JsonNode report = made("names");
            assertEquals("failed", report.path("state").asText(), report.toString());
            assertTrue(report.path("message").asText().contains("name is hidden from [ANALYST]"), report.toString());
        } finally {
            assertEquals(
                    200,
                    admin.put("/users/manager", "{\"roles\":[\"MANAGER\"]}").statusCode());
        }
    }

    @Test
    void aKeptSearchThatIsWrongByNowIsNotSubscribedTo_andSaysWhy() throws Exception {
        HttpResponse<String> kept = admin.post(
                "/searches", "{\"name\":\"Old\",\"query\":\"customers/search?q=tier:gold\",\"shared\":true}");
        long id = Caller.json(kept).path("id").asLong();
        sql("update saved_search set address = 'customers/search?q=tier:gold%20vanished:1' where id = " + id);
        HttpResponse<String> subscribed =
                manager.post("/subscriptions", "{\"address\":\"a@outdated.example\",\"search\":" + id + "}");
        Caller.assertProblem(422, "vanished", subscribed);
        JsonNode told = Caller.json(manager.get("/searches/" + id, "Accept-Language", "zh"));
        assertTrue(told.path("total").isNull(), told.toString());
        assertTrue(told.path("problem").asText().contains("没有字段“vanished”"), told.toString());
        assertEquals(0, manager.read("/subscriptions").size());
    }

    @Test
    void aReportIsNotMadeAgainFromAQuestionThatIsWrongByNow() throws Exception {
        HttpResponse<String> asked = admin.post(
                "/reports",
                "{\"template\":\"customers\",\"format\":\"csv\",\"query\":\"customers/search?f.tier=gold\"}");
        String path = "/reports/" + Caller.json(asked).path("id").asLong();
        for (int i = 0; i < 600 && !admin.read(path).path("state").asText().equals("finished"); i++) {
            Thread.sleep(100);
        }
        sql("update report set request = replace(request::text, 'f.tier=gold', 'q=vanished:1')::jsonb where id = "
                + path.substring(path.lastIndexOf('/') + 1));
        Caller.assertProblem(422, "vanished", admin.post(path + "/again", ""));
    }
}
