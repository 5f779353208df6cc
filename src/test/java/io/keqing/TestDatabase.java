package io.keqing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL for the tests of one JVM, with a database of its own for each who asks.
public final class TestDatabase {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres POSTGRES = start();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setPgBinaryResolver((system, architecture) -> TestDatabase.class.getResourceAsStream("/postgres-"
                            + system.toLowerCase(Locale.ROOT) + "-"
                            + (architecture.equals("amd64") ? "x86_64" : architecture) + ".txz"))
                    .setServerConfig("fsync", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL for tests did not start", e);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL for tests did not stop", e);
        }
    }

    /// Configuration that points a portal under test at a fresh database.
    public static Map<String, String> fresh() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (var connection = POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("Could not create the database " + name, e);
        }
        String url = POSTGRES.getJdbcUrl("postgres", name);
        Map<String, String> configuration = new HashMap<>();
        configuration.put("keqing.database.url", url);
        configuration.put("datasources.default.url", url);
        configuration.put("datasources.default.username", "postgres");
        configuration.put("datasources.default.password", "postgres");
        configuration.put("datasources.default.driver-class-name", "org.postgresql.Driver");
        configuration.put("datasources.default.db-type", "postgres");
        configuration.put("datasources.default.dialect", "POSTGRES");
        configuration.put("datasources.default.maximum-pool-size", "4");
        configuration.put("flyway.datasources.default.enabled", "true");
        configuration.put("micronaut.server.port", "0");
        configuration.put("keqing.home", "target/test-home/" + name);
        return configuration;
    }
}
