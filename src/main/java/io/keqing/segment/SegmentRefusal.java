package io.keqing.segment;

import io.keqing.field.Label;
import io.keqing.field.NumberRange;

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
    private final transient Label label;

    SegmentRefusal(Kind kind, String message) {
        this(kind, new Label(message, message));
    }

    private SegmentRefusal(Kind kind, Label label) {
        super(label.en(), null, false, false);
        this.kind = kind;
        this.label = label;
    }

    /// A number must lie within a range.
    ///
    /// @param name what programs call the number
    /// @throws SegmentRefusal where it does not
    public static void check(NumberRange range, String name, double number) {
        Label mistake = range.mistake(name, number);
        if (mistake != null) {
            throw new SegmentRefusal(Kind.RULE, mistake);
        }
    }

    /// A value breaks a rule.
    public static SegmentRefusal rule(String message) {
        return new SegmentRefusal(Kind.RULE, message);
    }

    public Kind kind() {
        return kind;
    }

    /// The rule and the value, in both languages.
    public Label label() {
        return label;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
