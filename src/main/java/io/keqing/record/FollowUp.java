package io.keqing.record;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that follows a change and need not hold it up: a [ChangeListener] notes keys in a table of its own, and a
/// thread works them off. It is woken by what this portal notes and looks by itself for what others did; a failure
/// is told and tried again, so that no work ends with its first surprise.
public final class FollowUp {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUp.class);
    private static final int IDLE_MILLIS = 500;
    private static final int PAUSE_MILLIS = 2_000;
    private static final int STOP_MILLIS = 5_000;

    private final String name;
    private final BooleanSupplier next;
    private final Semaphore news = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean stopping;

    /// @param name of the thread, and of the work in the log
    /// @param next does the next piece; answers whether there was one
    public FollowUp(String name, BooleanSupplier next) {
        this.name = name;
        this.next = next;
    }

    /// Something was noted; it may not be committed yet.
    public void wake() {
        news.release();
    }

    public void start() {
        thread = Thread.ofPlatform().name(name).daemon().start(this::work);
    }

    /// Lets the present piece end, for five seconds at most.
    public void stop() throws InterruptedException {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(STOP_MILLIS);
        }
    }

    private void work() {
        while (!stopping) {
            try {
                if (!next.getAsBoolean() && news.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (DatabaseException e) {
                if (!stopping) {
                    LOG.warn("{} wait: {}", name, e.getMessage());
                    pause();
                }
            } catch (RuntimeException e) {
                LOG.error("{} failed and are tried again", name, e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
