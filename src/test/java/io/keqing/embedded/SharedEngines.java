package io.keqing.embedded;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One pair of real servers for all tests of a JVM: starting a pair for each would cost ten seconds each time.
///
/// Every application context gets a new, empty database and an Elasticsearch without indices. Contexts that are to
/// share both (two portals on one pair of engines) name the same `keqing.test.database`; only the first of them
/// clears it. A test that wants servers of its own sets `keqing.test.shared` to false.
@Factory
@Requires(property = "keqing.test.shared", value = "true")
final class SharedEngines {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable Engines pair;

    private static synchronized Engines pair() throws IOException {
        if (pair == null) {
            Path folder =
                    Path.of("target/test-home/shared-" + ProcessHandle.current().pid());
            pair = new Engines(new Home(folder, 0), new EngineSettings("", "", "", "", "", "", "768m", ""));
        }
        return pair;
    }

    @Singleton
    @Replaces(Engines.class)
    Engines engines(Home home, EngineSettings settings, @Value("${keqing.test.database:}") String wanted)
            throws IOException, InterruptedException, SQLException {
        Engines shared = pair();
        DatabaseAddress server = shared.database();
        ElasticsearchAddress elasticsearch = shared.elasticsearch();
        String database = wanted.isEmpty() ? "test" + DATABASES.incrementAndGet() : wanted;
        if (createDatabase(server, database)) {
            deleteIndices(elasticsearch);
        }
        DatabaseAddress own = new DatabaseAddress(
                server.jdbcUrl().replaceFirst("/keqing$", "/" + database), server.user(), server.password());
        return new Engines(home, settings, Optional.of(own), Optional.of(elasticsearch));
    }

    /// False if it was there.
    private static boolean createDatabase(DatabaseAddress server, String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                if (found.next()) {
                    return false;
                }
            }
            statement.execute("CREATE DATABASE " + database);
            return true;
        }
    }

    private static void deleteIndices(ElasticsearchAddress address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String names = ask(client, address, "GET", "/_cat/indices?h=index&expand_wildcards=all");
            for (String name : names.lines().map(String::strip).toList()) {
                ask(client, address, "DELETE", "/" + name);
            }
        }
    }

    private static String ask(HttpClient client, ElasticsearchAddress address, String method, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address.nodes().getFirst().resolve(path))
                        .header("Authorization", address.authorization().orElseThrow())
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
