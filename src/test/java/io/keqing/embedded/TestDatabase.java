package io.keqing.embedded;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One real PostgreSQL for the tests of a JVM, with a database of its own for each who asks. For tests that need no
/// search: they save the ten seconds and the memory of an Elasticsearch.
public final class TestDatabase {
    private static final Path FOLDER =
            Path.of("target/test-home/" + ProcessHandle.current().pid());
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final DatabaseAddress SERVER = start();

    private TestDatabase() {}

    private static DatabaseAddress start() {
        try {
            Home home = new Home(FOLDER.resolve("postgres"), 0);
            EmbeddedPostgres postgres = new EmbeddedPostgres(home);
            Process process = postgres.launch();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, home)));
            return postgres.address();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL for tests did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL for tests started", e);
        }
    }

    private static void stop(Process process, Home home) {
        try {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            home.close();
            try (var files = Files.walk(FOLDER)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL for tests left files in " + FOLDER, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Configuration of a portal under test with a fresh database, without Elasticsearch, at any free port.
    public static Map<String, String> fresh() {
        return new HashMap<>(Map.of(
                "keqing.test.shared", "false",
                "keqing.test.database-only", "true",
                "keqing.indexer.enabled", "false",
                "datasources.default.maximum-pool-size", "4",
                "datasources.default.minimum-idle", "1"));
    }

    /// Takes the place of the two servers.
    @Factory
    @Requires(property = "keqing.test.database-only", value = "true")
    static final class DatabaseOnly {
        @Singleton
        @Replaces(Engines.class)
        Engines engines(Home home, EngineSettings settings) throws IOException, SQLException {
            String name = "test_" + DATABASES.incrementAndGet();
            String url = SERVER.jdbcUrl();
            try (var connection = DriverManager.getConnection(url, SERVER.user(), SERVER.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            DatabaseAddress own = new DatabaseAddress(
                    url.substring(0, url.lastIndexOf('/') + 1) + name, SERVER.user(), SERVER.password());
            // nothing listens there
            ElasticsearchAddress none = ElasticsearchAddress.parse("http://127.0.0.1:9", "", "");
            return new Engines(home, settings, Optional.of(own), Optional.of(none));
        }
    }
}
