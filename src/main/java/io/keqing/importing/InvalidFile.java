package io.keqing.importing;

/// A file that can't be imported as it is: the wrong kind, the wrong header, unreadable. Nothing of it was written.
public final class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidFile(String message) {
        super(message);
    }
}
