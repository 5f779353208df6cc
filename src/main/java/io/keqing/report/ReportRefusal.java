package io.keqing.report;

/// A report that is not made, or not given. The message names the rule and the value.
public final class ReportRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why, for those who must answer differently.
    public enum Kind {
        /// The request breaks a rule.
        RULE,
        /// The viewer's roles do not allow it.
        NOT_ALLOWED,
        /// There is no such report, schedule or template for this viewer.
        UNKNOWN,
        /// It is not in a state in which that can be done.
        STATE,
        /// As many downloads as may run at once are running.
        BUSY
    }

    private final Kind kind;

    private ReportRefusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static ReportRefusal rule(String message) {
        return new ReportRefusal(Kind.RULE, message);
    }

    static ReportRefusal notAllowed(String message) {
        return new ReportRefusal(Kind.NOT_ALLOWED, message);
    }

    static ReportRefusal unknown(String message) {
        return new ReportRefusal(Kind.UNKNOWN, message);
    }

    static ReportRefusal state(String message) {
        return new ReportRefusal(Kind.STATE, message);
    }

    static ReportRefusal busy(String message) {
        return new ReportRefusal(Kind.BUSY, message);
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
