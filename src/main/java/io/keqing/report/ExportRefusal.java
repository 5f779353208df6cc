package io.keqing.report;

/// An export that is not made. The message names the rule and the value.
public final class ExportRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why, for those who must answer differently.
    public enum Kind {
        /// The viewer's roles don't allow to take records away.
        NOT_ALLOWED,
        /// As many exports as may run at once are running.
        BUSY
    }

    private final Kind kind;

    ExportRefusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
