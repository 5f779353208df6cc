package io.keqing.segment;

/// Something asked of segments that breaks a rule. The message names the rule and the value.
public final class SegmentRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why, for those who must answer differently.
    public enum Kind {
        /// There is no such segment for the viewer.
        UNKNOWN,
        /// It is not the viewer's to change.
        FORBIDDEN,
        /// The name is taken.
        CONFLICT,
        /// The value itself breaks a rule.
        RULE
    }

    private final Kind kind;

    SegmentRefusal(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /// A value breaks a rule.
    public static SegmentRefusal rule(String message) {
        return new SegmentRefusal(Kind.RULE, message);
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
