package io.keqing.search;

/// A change to the saved searches that breaks a rule. The message names the rule; the words of a search are
/// never in it.
public final class SavedSearchRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why, for those who must answer differently.
    public enum Kind {
        /// There is no such search, or it is somebody else's own.
        UNKNOWN,
        /// It is shared, but not the viewer's to change.
        FORBIDDEN,
        /// The name is taken.
        CONFLICT,
        /// The value itself breaks a rule.
        RULE
    }

    private final Kind kind;

    SavedSearchRefusal(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
