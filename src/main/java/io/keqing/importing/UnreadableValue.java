package io.keqing.importing;

import java.util.Optional;

/// A text that is no value of its field. The message is the rule, with the field in front.
final class UnreadableValue extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableValue(String rule) {
        super(rule, null, false, false);
    }

    /// @param broken a rule that a value of the field breaks, empty where it breaks none
    static void throwIf(String field, Optional<String> broken) throws UnreadableValue {
        if (broken.isPresent()) {
            throw new UnreadableValue(field + " " + broken.get());
        }
    }

    String rule() {
        return String.valueOf(getMessage());
    }
}
