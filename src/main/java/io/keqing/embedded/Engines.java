package io.keqing.embedded;

import io.keqing.embedded.EngineState.Phase;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The two servers behind the portal and how they are. Those without a configured address are started here, both at
/// once, when the first of the two addresses is asked for.
@Singleton
public final class Engines implements AutoCloseable {
    /// How long the end of the program waits for the orderly stop (HTTP first, then pools, then the servers) before
    /// it ends the servers itself. With the servers' own time it stays below the 20 s that SIGTERM is given.
    private static final long ORDERLY_STOP_SECONDS = 6;

    private final Instant began = Instant.now();
    private final Home home;
    private final @Nullable EmbeddedPostgres postgres;
    private final @Nullable EmbeddedElasticsearch elasticsearch;
    private final Optional<DatabaseAddress> existingDatabase;
    private final Optional<ElasticsearchAddress> existingElasticsearch;
    private final @Nullable Supervisor keepPostgres;
    private final @Nullable Supervisor keepElasticsearch;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean serving;

    @Inject
    Engines(Home home, EngineSettings settings) throws IOException {
        this(home, settings, settings.database(), settings.elasticsearch());
        existingDatabase.ifPresent(ExistingServers::check);
        existingElasticsearch.ifPresent(ExistingServers::check);
    }

    /// Over existing servers that are known to serve.
    Engines(
            Home home,
            EngineSettings settings,
            Optional<DatabaseAddress> existingDatabase,
            Optional<ElasticsearchAddress> existingElasticsearch)
            throws IOException {
        this.home = home;
        this.existingDatabase = existingDatabase;
        this.existingElasticsearch = existingElasticsearch;
        postgres = existingDatabase.isPresent() ? null : new EmbeddedPostgres(home);
        elasticsearch = existingElasticsearch.isPresent()
                ? null
                : new EmbeddedElasticsearch(home, settings.nodeFolder(), settings.heap());
        keepPostgres = postgres == null ? null : new Supervisor(postgres, home);
        keepElasticsearch = elasticsearch == null ? null : new Supervisor(elasticsearch, home);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("end-engines").unstarted(this::endWithProgram));
        embedded().forEach(Supervisor::start);
    }

    private Stream<Supervisor> embedded() {
        return Stream.of(Optional.ofNullable(keepPostgres), Optional.ofNullable(keepElasticsearch))
                .flatMap(Optional::stream);
    }

    /// Waits until the database answers.
    ///
    /// @throws StartRefused if it does not
    DatabaseAddress database() {
        if (postgres == null || keepPostgres == null) {
            return existingDatabase.orElseThrow();
        }
        keepPostgres.awaitUp();
        return postgres.address();
    }

    /// Waits until Elasticsearch answers and its indices can be used.
    ///
    /// @throws StartRefused if it does not
    ElasticsearchAddress elasticsearch() {
        if (elasticsearch == null || keepElasticsearch == null) {
            return existingElasticsearch.orElseThrow();
        }
        keepElasticsearch.awaitUp();
        return elasticsearch.address();
    }

    /// How the two are, `postgres` first.
    public List<EngineState> states() {
        return List.of(
                keepPostgres == null ? existing("postgres") : keepPostgres.state(),
                keepElasticsearch == null ? existing("elasticsearch") : keepElasticsearch.state());
    }

    private EngineState existing(String name) {
        return new EngineState(name, false, Phase.UP, began, "");
    }

    /// From now on the portal serves, so the end of the program stops it in order.
    void serving() {
        serving = true;
    }

    private void endWithProgram() {
        try {
            if (serving && closed.await(ORDERLY_STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        try {
            home.close();
        } catch (IOException e) {
            // the lock ends with the process anyhow; what stays behind is a file that names a pid
            System.err.println("The data folder was not let go in order: " + e.getMessage());
        }
    }

    @PreDestroy
    @Override
    public void close() {
        embedded().forEach(Supervisor::stop);
        embedded().forEach(Supervisor::awaitStopped);
        closed.countDown();
    }
}
