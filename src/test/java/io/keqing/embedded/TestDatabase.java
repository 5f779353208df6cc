package io.keqing.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One real PostgreSQL for the tests of a JVM, with a database of its own for each who asks.
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

    /// Configuration that points a portal under test at a fresh database, at no Elasticsearch, and at any free port.
    public static Map<String, String> fresh() {
        String name = "test_" + DATABASES.incrementAndGet();
        String url = SERVER.jdbcUrl();
        try (var connection = DriverManager.getConnection(url, SERVER.user(), SERVER.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not create the database " + name, e);
        }
        Map<String, String> configuration = new HashMap<>();
        configuration.put("keqing.database.url", url.substring(0, url.lastIndexOf('/') + 1) + name);
        configuration.put("keqing.database.user", SERVER.user());
        configuration.put("keqing.database.password", SERVER.password());
        configuration.put("datasources.default.maximum-pool-size", "4");
        // nothing listens there: an address that is given is not started, and not looked at before it is needed
        configuration.put("keqing.elasticsearch.url", "http://127.0.0.1:9");
        configuration.put("keqing.sample.customers", "0");
        configuration.put("keqing.home", FOLDER.resolve(name).toString());
        configuration.put("micronaut.server.port", "0");
        return configuration;
    }
}
