package io.keqing.search;

import io.keqing.privacy.Viewer;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// So many searches of one user at once, so that nobody's script slows everybody's screen: some run, some wait a
/// little, and more are turned away.
@Singleton
public final class SearchLimit {
    static final int MOST_WAITING = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final int parallel;
    private final ConcurrentHashMap<String, Gate> gates = new ConcurrentHashMap<>();

    SearchLimit(@Property(name = "keqing.search.parallel", defaultValue = "2") int parallel) {
        this.parallel = parallel;
    }

    private static final class Gate {
        final Semaphore running;
        final AtomicInteger inside = new AtomicInteger();

        Gate(int parallel) {
            running = new Semaphore(parallel, true);
        }
    }

    /// Runs `search` when it is the user's turn.
    ///
    /// @throws TooManySearchesException where it did not come
    public <T> T run(Viewer viewer, Supplier<T> search) {
        Gate gate = enter(viewer);
        try {
            if (!gate.running.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw tooMany();
            }
            try {
                return search.get();
            } finally {
                gate.running.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooMany();
        } finally {
            // a gate nobody stands in goes, or every user who ever searched would stay in memory
            gates.computeIfPresent(viewer.name(), (name, last) -> last.inside.decrementAndGet() == 0 ? null : last);
        }
    }

    /// Searches of a user that run or wait.
    int inside(Viewer viewer) {
        Gate gate = gates.get(viewer.name());
        return gate == null ? 0 : gate.inside.get();
    }

    private Gate enter(Viewer viewer) {
        return gates.compute(viewer.name(), (name, there) -> {
            Gate gate = there == null ? new Gate(parallel) : there;
            if (gate.inside.get() >= parallel + MOST_WAITING) {
                throw tooMany();
            }
            gate.inside.incrementAndGet();
            return gate;
        });
    }

    private TooManySearchesException tooMany() {
        return new TooManySearchesException(
                "at most %d searches of a user run and %d wait, for %d s"
                        .formatted(parallel, MOST_WAITING, LONGEST_WAIT.toSeconds()),
                Duration.ofSeconds(2));
    }
}
