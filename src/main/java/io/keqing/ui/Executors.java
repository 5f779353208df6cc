package io.keqing.ui;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;

/// Threads for what screens ask the engines: virtual, since they only wait. How many may ask at once is the engines'
/// business, not theirs.
@Factory
final class Executors {
    @Singleton
    @Named("screens")
    @Bean(preDestroy = "shutdownNow")
    ExecutorService screens() {
        return java.util.concurrent.Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("screen-", 0).factory());
    }
}
