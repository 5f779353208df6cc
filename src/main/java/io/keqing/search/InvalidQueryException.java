package io.keqing.search;

import io.keqing.field.Label;

/// A question that cannot be asked; the message names the rule and the value. Never carries the searched words.
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Label label;

    public InvalidQueryException(String message) {
        this(new Label(message, message));
    }

    /// @param label the message in both languages
    public InvalidQueryException(Label label) {
        super(label.en());
        this.label = label;
    }

    public Label label() {
        return label;
    }
}
