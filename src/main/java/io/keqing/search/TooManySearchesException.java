package io.keqing.search;

import java.time.Duration;

/// A user asks more at once than one user may.
public final class TooManySearchesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TooManySearchesException(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
