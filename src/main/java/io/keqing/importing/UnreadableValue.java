package io.keqing.importing;

/// A text that is no value of its field. The message is the rule, with the field in front.
final class UnreadableValue extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableValue(String rule) {
        super(rule, null, false, false);
    }

    String rule() {
        return String.valueOf(getMessage());
    }
}
