package io.keqing.search;

import java.time.Duration;

/// What this room refuses with, for tests elsewhere.
public final class Refusals {
    private Refusals() {}

    public static TooManySearchesException tooMany() {
        return new TooManySearchesException("at most 2 searches of a user run", Duration.ofSeconds(2));
    }
}
