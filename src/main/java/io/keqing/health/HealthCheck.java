package io.keqing.health;

import io.keqing.embedded.EngineState;
import io.keqing.embedded.Engines;
import io.keqing.health.Health.Problem;
import io.keqing.health.Health.Status;
import io.keqing.record.Database;
import io.keqing.search.IndexQueue;
import io.keqing.search.IndexState;
import io.keqing.segment.FactsQueue;
import io.keqing.segment.Schemes;
import io.keqing.similar.VectorWorker;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at everything that can fail. Never fails itself, and never waits longer than a watcher would: a database that
/// does not answer is the answer.
@Singleton
public final class HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofMillis(250);

    private final Engines engines;
    private final Database database;
    private final IndexQueue queue;
    private final FactsQueue facts;
    private final Schemes schemes;
    private final IndexState state;
    private final VectorWorker vectors;
    private final String version;
    /// One thread: while one look hangs, others take its absence for an answer and do not hang beside it.
    private final ExecutorService looking = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("health").daemon().factory());

    private @Nullable Health last;
    private long lastAt;

    HealthCheck(
            Engines engines,
            Database database,
            IndexQueue queue,
            FactsQueue facts,
            Schemes schemes,
            IndexState state,
            VectorWorker vectors) {
        this.engines = engines;
        this.database = database;
        this.queue = queue;
        this.facts = facts;
        this.schemes = schemes;
        this.state = state;
        this.vectors = vectors;
        String built = HealthCheck.class.getPackage().getImplementationVersion();
        this.version = built == null ? "development" : built;
    }

    @PreDestroy
    void stop() {
        looking.shutdownNow();
    }

    /// How the portal fares, or did a quarter of a second ago: strangers may ask as often as they like.
    public synchronized Health lately() {
        Health before = last;
        return before != null && System.nanoTime() - lastAt < FRESH.toNanos() ? before : now();
    }

    /// How the portal fares now: whoever waits until nothing is pending must not be told of a moment before the write.
    public synchronized Health now() {
        Health health = look();
        last = health;
        lastAt = System.nanoTime();
        return health;
    }

    private Health look() {
        List<Problem> problems = new ArrayList<>();
        EngineState postgres = engine("postgres");
        EngineState elasticsearch = engine("elasticsearch");
        Seen seen = postgres.phase() == EngineState.Phase.UP ? seen() : null;
        Health.Index index = seen == null ? null : seen.index();
        if (index == null) {
            problems.add(new Problem("database", sentence("The database does not answer", postgres)));
        }
        if (elasticsearch.phase() != EngineState.Phase.UP) {
            problems.add(new Problem("search", sentence("The search engine does not answer", elasticsearch)));
        }
        state.problem()
                .ifPresent(problem -> problems.add(new Problem("index", "The index does not keep up: " + problem)));
        if (index != null && index.refused() > 0) {
            problems.add(new Problem("index", "%d documents were refused by the index".formatted(index.refused())));
        }
        if (seen != null) {
            seen.troubles().forEach(trouble -> problems.add(new Problem("segments", trouble.sentence())));
        }
        Status status = !state.prepared() ? Status.STARTING : problems.isEmpty() ? Status.OK : Status.DEGRADED;
        String phase = postgres.phase() == EngineState.Phase.UP && index == null
                ? "down"
                : postgres.phase().name().toLowerCase(Locale.ROOT);
        return new Health(status, problems, phase, index, version);
    }

    private EngineState engine(String name) {
        return engines.states().stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String sentence(String fact, EngineState engine) {
        return engine.message().isEmpty() ? fact : fact + ": " + engine.message();
    }

    /// What the database tells.
    private record Seen(Health.Index index, List<Schemes.Trouble> troubles) {}

    private @Nullable Seen seen() {
        Future<Seen> answer = looking.submit(() -> new Seen(readIndex(), schemes.troubles()));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return null;
        } catch (ExecutionException e) {
            LOG.debug("The database did not answer the health check", e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Health.Index readIndex() {
        IndexQueue.Backlog backlog = queue.backlog(null);
        long refused = database.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement("select count(*) from index_refused");
                    ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
        // a customer whose facts are still to be worked out will be indexed once more
        long documents = backlog.documents() + facts.waiting();
        return new Health.Index(documents, refused, backlog.oldestSeconds(), vectors.pending(), rebuild());
    }

    private Optional<IndexState.Rebuild> rebuild() {
        return state.rebuild();
    }
}
