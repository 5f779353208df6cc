package io.keqing.embedded;

/// The portal cannot start for a reason that the person who started it can mend. The message is one sentence for
/// them, so it is shown without a stack trace.
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
