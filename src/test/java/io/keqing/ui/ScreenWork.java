package io.keqing.ui;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The threads of the screens, counted: a test without a browser can then wait until none of them is at work, where it
/// would otherwise have to guess how long the machine takes.
final class ScreenWork extends ThreadPoolExecutor {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();

    private ScreenWork() {
        super(
                16,
                16,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("screen-", 0).factory());
    }

    /// Questions asked so far.
    long begun() {
        return begun.get();
    }

    boolean isIdle() {
        return open.get() == 0;
    }

    @Override
    public void execute(Runnable task) {
        begun.incrementAndGet();
        open.incrementAndGet();
        super.execute(task);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        open.decrementAndGet();
    }

    @Factory
    static final class Beans {
        @Singleton
        @Named("screens")
        @Replaces(bean = ExecutorService.class, named = "screens", factory = Executors.class)
        @Bean(
                typed = {ScreenWork.class, ExecutorService.class},
                preDestroy = "shutdownNow")
        ScreenWork screens() {
            return new ScreenWork();
        }
    }
}
