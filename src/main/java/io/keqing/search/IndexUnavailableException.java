package io.keqing.search;

/// The engine does not answer. Shown as an outage, never as an empty result.
public final class IndexUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IndexUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
