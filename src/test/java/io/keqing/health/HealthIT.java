package io.keqing.health;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.keqing.Caller;
import io.keqing.record.Database;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// What the health tells when something is amiss.
class HealthIT {
    @Test
    void theHealthSaysWhatIsAmiss_andNeverFailsItself() throws Exception {
        try (EmbeddedServer server = Caller.portal(Map.of())) {
            Caller admin = Caller.admin(server);
            JsonNode well = admin.read("/health");
            assertEquals("ok", well.path("status").asText(), well.toString());
            assertEquals(0, well.path("problems").size());

            refuse(server.getApplicationContext().getBean(Database.class));
            JsonNode refused = awaitProblems(admin);
            assertEquals("degraded", refused.path("status").asText(), refused.toString());
            assertEquals(1, refused.path("index").path("refused").asInt());
            assertTrue(refused.path("problems").get(0).asText().contains("1 documents were refused"));
            assertEquals(
                    "[\"index\"]",
                    Caller.stranger(server).read("/health").path("problems").toString());

            DelegatingDataSource.unwrapDataSource(server.getApplicationContext().getBean(DataSource.class))
                    .unwrap(HikariDataSource.class)
                    .close();
            JsonNode down = awaitProblem(Caller.stranger(server), "database");
            assertEquals("degraded", down.path("status").asText(), down.toString());
            assertEquals("database", down.path("problems").get(0).asText());
            JsonNode downForAdmin = admin.read("/health");
            assertEquals("degraded", downForAdmin.path("status").asText(), "who signs in meets no error either");
        }
    }

    /// The health may be a moment old.
    private static JsonNode awaitProblems(Caller caller) throws Exception {
        JsonNode health = caller.read("/health");
        for (int i = 0; i < 200 && health.path("problems").isEmpty(); i++) {
            Thread.sleep(25);
            health = caller.read("/health");
        }
        return health;
    }

    private static JsonNode awaitProblem(Caller caller, String problem) throws Exception {
        JsonNode health = caller.read("/health");
        for (int i = 0; i < 200 && !health.path("problems").path(0).asText().equals(problem); i++) {
            Thread.sleep(25);
            health = caller.read("/health");
        }
        return health;
    }

    private static void refuse(Database database) {
        int rows = database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(
                        "insert into index_refused (type, key, reason) values ('customers', 1, 'x')");
            }
        });
        assertEquals(1, rows);
    }

    @Test
    void whileTheIndexIsNotReady_thePortalIsStarting() throws Exception {
        try (EmbeddedServer server = io.micronaut.context.ApplicationContext.run(
                EmbeddedServer.class,
                Map.of("keqing.indexer.enabled", "false", "keqing.admin.password", "a password for tests"),
                "test")) {
            var answer = Caller.stranger(server).get("/health");
            assertEquals(503, answer.statusCode(), answer.body());
            assertEquals("starting", Caller.json(answer).path("status").asText());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            assertProblem(503, "search engine", Caller.admin(server).get("/customers/search"));
        }
    }
}
