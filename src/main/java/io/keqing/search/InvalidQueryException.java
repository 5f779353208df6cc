package io.keqing.search;

/// A question that cannot be asked; the message names the rule and the value. Never carries the searched words.
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidQueryException(String message) {
        super(message);
    }
}
