package io.keqing.search;

import org.jspecify.annotations.Nullable;

/// The engine does not answer, or has no room. Shown as an outage, never as an empty result.
public final class IndexUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IndexUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
