package io.keqing.search;

import io.keqing.field.Label;
import java.util.List;
import java.util.stream.Collectors;

/// A question that cannot be asked, or not acted on. The message names the rule and the value: it is for whoever
/// asked and for no log, since the value may be a word that was searched.
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

    /// A question of which some parts are wrong, where nothing may be done with the rest of it alone.
    ///
    /// @param words what was typed; each wrong part is told as it stands there
    /// @param mistakes at least one
    public static InvalidQueryException of(String words, List<Mistake> mistakes) {
        return new InvalidQueryException(new Label(
                mistakes.stream()
                        .map(mistake -> "“" + mistake.part(words) + "”："
                                + mistake.detail().zh())
                        .collect(Collectors.joining("；", "查询中有无法执行的部分：", "")),
                mistakes.stream()
                        .map(mistake -> "\"" + mistake.part(words) + "\": "
                                + mistake.detail().en())
                        .collect(Collectors.joining("; ", "a part of the question cannot be asked: ", ""))));
    }

    public Label label() {
        return label;
    }
}
