package io.keqing.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Slows down guessing: after five wrong passwords for a name each further one costs twice the wait of the one before,
/// up to a minute. Who already proved the right password goes on unhindered, so that nobody can lock out a program.
/// The price is a counter per portal and name, forgotten after a quarter of an hour.
@Singleton
final class SignInLimit {
    private static final int FREE = 5;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final int NAMES = 10_000;

    private record Failures(int count, Instant notBefore) {}

    private final InstantSource clock;
    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .maximumSize(NAMES)
            .expireAfterWrite(FORGOTTEN_AFTER)
            .build();

    SignInLimit() {
        this(InstantSource.system());
    }

    SignInLimit(InstantSource clock) {
        this.clock = clock;
    }

    /// How long this name must wait for its next try; zero if not at all.
    Duration wait(String name) {
        Failures failed = failures.getIfPresent(name);
        if (failed == null) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(clock.instant(), failed.notBefore());
        return wait.isPositive() ? wait : Duration.ZERO;
    }

    void failed(String name) {
        failures.asMap().compute(name, (same, old) -> {
            int count = old == null ? 1 : old.count() + 1;
            long seconds = count < FREE ? 0 : Math.min(LONGEST.toSeconds(), 1L << Math.min(count - FREE, 10));
            return new Failures(count, clock.instant().plusSeconds(seconds));
        });
    }

    void succeeded(String name) {
        failures.invalidate(name);
    }
}
