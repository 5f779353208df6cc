package io.keqing.job;

import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.keqing.search.InvalidQueryException;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims jobs for this portal and does them. A job that nobody has spoken for during `keqing.job.silence` is
/// taken up again; after `keqing.job.fruitless` claims without a step forward it fails, since it is likely what
/// kills its portals.
@Singleton
public final class JobWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);
    private static final long STOP_SECONDS = 8;
    private static final String CLAIM = """
            UPDATE job SET state = 'running', claimed_by = ?, claimed_at = clock_timestamp(), claimed_done = done,
                beat_at = clock_timestamp(), attempts = attempts + 1, fruitless = fruitless + 1
            WHERE id = (SELECT id FROM job WHERE kind = ? AND (portal IS NULL OR portal = ?) AND (state = 'queued'
                OR state = 'running' AND beat_at < clock_timestamp() - ? * interval '1 millisecond')
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, attempts""";

    private static final Duration EACH_CLAIM = Duration.ofMillis(500);
    private static final Duration EACH_BEAT = Duration.ofSeconds(1);
    private static final Duration EACH_LOOK_AT_SCHEDULES = Duration.ofSeconds(10);

    private record Claim(long id, int attempt) {}

    private final List<JobWork> kinds;
    private final JobRows rows;
    private final JobOwners owners;
    private final JobSchedules schedules;
    private final Database database;
    private final TaskScheduler timer;
    private final String portal;
    private final long silence;
    private final int mostFruitless;
    private final String life = UUID.randomUUID().toString();
    private final Map<Claim, String> claimed = new ConcurrentHashMap<>();
    private final Map<Claim, JobRun> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("job-", 1).factory());
    private volatile boolean stopping;

    JobWorkers(
            List<JobWork> kinds,
            JobRows rows,
            JobOwners owners,
            JobSchedules schedules,
            Database database,
            @Named(TaskExecutors.SCHEDULED) TaskScheduler timer,
            @Value("${keqing.home:./data}") String home,
            @Value("${keqing.job.silence:15000}") long silence,
            @Value("${keqing.job.fruitless:5}") int mostFruitless) {
        this.kinds = kinds;
        this.rows = rows;
        this.owners = owners;
        this.schedules = schedules;
        this.database = database;
        this.timer = timer;
        this.portal = Path.of(home).toAbsolutePath().normalize().toString();
        this.silence = silence;
        this.mostFruitless = mostFruitless;
    }

    /// Names this portal among those that share a database: its files are in this home.
    public String portal() {
        return portal;
    }

    /// Not by annotation: such a timer starts with the context and would meet a database that is still starting.
    @EventListener
    void start(StartupEvent started) {
        rows.releaseEarlier(portal, life);
        timer.scheduleWithFixedDelay(EACH_CLAIM, EACH_CLAIM, outlasting(this::claim));
        timer.scheduleWithFixedDelay(EACH_BEAT, EACH_BEAT, outlasting(this::beat));
        timer.scheduleWithFixedDelay(EACH_BEAT, EACH_LOOK_AT_SCHEDULES, outlasting(schedules::submitDue));
    }

    /// A timer gives up what has thrown once; work that waits for the database must go on when that is back.
    private static Runnable outlasting(Runnable look) {
        return () -> {
            try {
                look.run();
            } catch (DatabaseException | DataAccessException | ConnectionException e) {
                LOG.warn("Jobs wait for the database: {}", e.getMessage());
            }
        };
    }

    /// Looks at once: something was handed in or cancelled by this portal.
    public void wake() {
        timer.schedule(Duration.ZERO, outlasting(() -> {
            claim();
            beat();
        }));
    }

    /// Claims what this portal has room for.
    synchronized void claim() {
        for (JobWork work : kinds) {
            boolean more = true;
            while (more && !stopping && busy(work) < work.atOnce()) {
                Optional<Claim> next = next(work.kind());
                next.ifPresent(claim -> {
                    claimed.put(claim, work.kind());
                    threads.execute(() -> carryOut(claim, work));
                });
                more = next.isPresent();
            }
        }
    }

    /// Says that this portal is alive and how far its work is, and hears what is cancelled or lost.
    void beat() {
        running.forEach((claim, run) -> {
            JobRun.Progress at = run.progress();
            if (rows.beat(claim.id(), claim.attempt(), at.done(), at.total()) == 0) {
                run.stop();
            } else if (isCancelled(claim)) {
                run.cancel();
            }
        });
    }

    /// Gives the work back in good order; what does not stop in time is taken up after its silence.
    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        running.values().forEach(JobRun::stop);
        threads.shutdown();
        if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    private long busy(JobWork work) {
        return claimed.values().stream().filter(work.kind()::equals).count();
    }

    private Optional<Claim> next(String kind) {
        return database.read(connection -> {
            try (var update = connection.prepareStatement(CLAIM)) {
                update.setString(1, life);
                update.setString(2, kind);
                update.setString(3, portal);
                update.setLong(4, silence);
                try (var result = update.executeQuery()) {
                    return result.next()
                            ? Optional.of(new Claim(result.getLong(1), result.getInt(2)))
                            : Optional.<Claim>empty();
                }
            }
        });
    }

    private void carryOut(Claim claim, JobWork work) {
        try {
            JobRow row = rows.findById(claim.id()).orElseThrow();
            JobRun.Progress before = new JobRun.Progress(row.done(), row.total());
            @Nullable
            Viewer owner =
                    work.asOwner() ? owners.present(row.owner()).orElse(null) : new Viewer(row.owner(), Set.of());
            if (row.cancelWanted()) {
                end(claim, "cancelled", "Cancelled; what was done until then stays", before);
            } else if (row.fruitless() > mostFruitless) {
                end(claim, "failed", "Its portal stopped " + mostFruitless + " times without a step forward", before);
            } else if (owner == null) {
                end(claim, "failed", "Its owner " + row.owner() + " is no user any more", before);
            } else {
                carryOut(claim, work, new JobRun(claim.id(), claim.attempt(), row.payload(), owner, before));
            }
        } catch (RuntimeException e) {
            LOG.error("Job {} can't be carried on; it is taken up again after its silence", claim.id(), e);
        } finally {
            claimed.remove(claim);
        }
    }

    private void carryOut(Claim claim, JobWork work, JobRun run) {
        running.put(claim, run);
        try {
            if (stopping) {
                run.stop();
            }
            work.run(run);
            end(claim, run.isCancelled() ? "cancelled" : "finished", "", run.progress());
        } catch (JobInterrupted e) {
            if (run.isCancelled()) {
                end(claim, "cancelled", "Cancelled; what was done until then stays", run.progress());
            } else {
                rows.release(
                        claim.id(),
                        claim.attempt(),
                        run.progress().done(),
                        run.progress().total());
            }
        } catch (DatabaseException e) {
            if (!e.isOutage()) {
                fail(claim, work, run, e);
                return;
            }
            LOG.warn(
                    "Job {} of kind {} goes on once the database is back: {}", claim.id(), work.kind(), e.getMessage());
        } catch (InvalidQueryException e) {
            // its message may hold what was searched: it is for the owner, and for no log
            LOG.warn("Job {} of kind {} failed: its question is refused", claim.id(), work.kind());
            end(claim, "failed", e.label().zh() + " / " + e.label().en(), run.progress());
        } catch (Exception | Error e) {
            fail(claim, work, run, e);
        } finally {
            running.remove(claim);
        }
    }

    private void fail(Claim claim, JobWork work, JobRun run, Throwable e) {
        LOG.error("Job {} of kind {} failed", claim.id(), work.kind(), e);
        String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        end(claim, "failed", message, run.progress());
    }

    private void end(Claim claim, String state, String message, JobRun.Progress at) {
        rows.end(claim.id(), claim.attempt(), state, message, at.done(), at.total());
    }

    private boolean isCancelled(Claim claim) {
        return rows.findById(claim.id()).map(JobRow::cancelWanted).orElse(true);
    }
}
