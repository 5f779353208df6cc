package io.keqing.record;

/// A merge, or taking one back, that cannot be. The message is for people.
public final class MergeRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /// What kind of obstacle it is.
    public enum Why {
        /// There is no such record or merge.
        UNKNOWN,
        /// It stands in the way of how things are by now.
        CONFLICT,
        /// It was never possible.
        INVALID
    }

    MergeRefusal(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
