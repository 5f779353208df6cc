package io.keqing.embedded;

import io.keqing.embedded.EngineState.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one engine alive: starts it, and starts it again when it dies, until it is stopped.
///
/// The pauses between attempts double from half a second to half a minute and never end: a disk that was full is
/// emptied at some time, and nobody should have to start the portal again for it. Only the very first start gives up
/// at once.
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /// An engine that lived this long is healthy: its next death starts with the shortest pause again.
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private static final int FAILURES_TO_BE_DOWN = 4;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(12);

    private final Engine engine;
    private final Home home;
    private final Thread thread;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private volatile EngineState state;
    private volatile boolean stopping;

    Supervisor(Engine engine, Home home) {
        this.engine = engine;
        this.home = home;
        this.state = EngineState.now(engine.name(), Phase.STARTING, "");
        this.thread = Thread.ofPlatform().daemon().name("keep-" + engine.name()).unstarted(this::keep);
    }

    void start() {
        thread.start();
    }

    EngineState state() {
        return state;
    }

    /// Waits for the very first start.
    ///
    /// @throws StartRefused if it failed
    void awaitUp() {
        try {
            first.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new StartRefused(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while " + engine.name() + " was starting", e);
        }
    }

    private void keep() {
        int failures = 0;
        try {
            while (!stopping) {
                try {
                    Instant began = Instant.now();
                    int code = live(began);
                    if (stopping) {
                        return;
                    }
                    failures = Duration.between(began, Instant.now()).compareTo(HEALTHY) > 0 ? 0 : failures + 1;
                    become(
                            Phase.RESTARTING,
                            engine.name() + " ended with code " + code + " and is being started again");
                    LOG.warn("Embedded {} ended with code {}, starting it again", engine.name(), code);
                } catch (IOException e) {
                    if (first.completeExceptionally(e)) {
                        become(Phase.DOWN, String.valueOf(e.getMessage()));
                        return;
                    }
                    failures++;
                    become(
                            failures >= FAILURES_TO_BE_DOWN ? Phase.DOWN : Phase.RESTARTING,
                            engine.name() + " did not start (attempt " + failures + "): " + e.getMessage());
                    LOG.error("Embedded {} did not start, attempt {}", engine.name(), failures, e);
                }
                Thread.sleep(pause(failures));
            }
        } catch (InterruptedException e) {
            if (!stopping) {
                LOG.error("The watch over embedded {} was interrupted", engine.name(), e);
            }
        } finally {
            first.completeExceptionally(new IOException(engine.name() + " was stopped before it was up"));
        }
    }

    /// One life of the engine; answers its exit code.
    private int live(Instant began) throws IOException, InterruptedException {
        Process process;
        try {
            process = engine.launch();
        } catch (IOException | InterruptedException e) {
            home.erase(engine.name() + ".pid");
            throw e;
        }
        try {
            home.write(engine.name() + ".pid", Long.toString(process.pid()));
            become(Phase.UP, "");
            LOG.info(
                    "Embedded {} is up, pid {}, after {} ms",
                    engine.name(),
                    process.pid(),
                    Duration.between(began, Instant.now()).toMillis());
            first.complete(null);
            return process.waitFor();
        } finally {
            end(process);
            home.erase(engine.name() + ".pid");
        }
    }

    private void end(Process process) throws IOException {
        if (!process.isAlive()) {
            return;
        }
        try {
            engine.end(process);
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Embedded {} did not end within {} s and is killed", engine.name(), ENDS_WITHIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    static Duration pause(int failures) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void become(Phase phase, String message) {
        state = EngineState.now(engine.name(), phase, message);
    }

    /// Asks the engine to end; [#awaitStopped] waits for it.
    void stop() {
        stopping = true;
        thread.interrupt();
    }

    void awaitStopped() {
        try {
            thread.join(ENDS_WITHIN.plusSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        become(Phase.DOWN, engine.name() + " was stopped");
    }
}
