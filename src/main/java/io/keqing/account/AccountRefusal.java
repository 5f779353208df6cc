package io.keqing.account;

/// A change to users or tokens that breaks a rule. The message names the rule and the value, never a password.
public final class AccountRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why, for those who must answer differently.
    public enum Kind {
        /// There is no such user or token.
        UNKNOWN,
        /// At odds with what is there: the name is taken, or it is the last administrator.
        CONFLICT,
        /// The value itself breaks a rule.
        RULE
    }

    private final Kind kind;

    AccountRefusal(Kind kind, String message) {
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
