package io.keqing.search;

import io.keqing.search.Filter.Condition.Between;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A sign between a field and its value: `:`, `=`, `!=`, `>`, `>=`, `<`, `<=`, also full-width and as one
/// character.
///
/// @param length characters it takes
record Comparison(Kind kind, int length) {
    enum Kind {
        COLON,
        EQUAL,
        UNEQUAL,
        MORE,
        AT_LEAST,
        LESS,
        AT_MOST
    }

    private static final Map<String, Kind> SIGNS = Map.ofEntries(
            Map.entry(":", Kind.COLON),
            Map.entry("=", Kind.EQUAL),
            Map.entry("==", Kind.EQUAL),
            Map.entry("!=", Kind.UNEQUAL),
            Map.entry("<>", Kind.UNEQUAL),
            Map.entry("≠", Kind.UNEQUAL),
            Map.entry(">", Kind.MORE),
            Map.entry(">=", Kind.AT_LEAST),
            Map.entry("=>", Kind.AT_LEAST),
            Map.entry("≥", Kind.AT_LEAST),
            Map.entry("<", Kind.LESS),
            Map.entry("<=", Kind.AT_MOST),
            Map.entry("=<", Kind.AT_MOST),
            Map.entry("≤", Kind.AT_MOST));

    /// The sign that stands at `at`, null where none does.
    static @Nullable Comparison at(String text, int at) {
        for (int length = Math.min(2, text.length() - at); length > 0; length--) {
            StringBuilder sign = new StringBuilder();
            for (int i = at; i < at + length; i++) {
                sign.append(narrow(text.charAt(i)));
            }
            Kind kind = SIGNS.get(sign.toString());
            if (kind != null) {
                return new Comparison(kind, length);
            }
        }
        return null;
    }

    /// Whether a sign may begin with the character.
    static boolean begins(char c) {
        return "=<>≠≥≤!".indexOf(narrow(c)) >= 0;
    }

    private static char narrow(char c) {
        return switch (c) {
            case '：' -> ':';
            case '＝' -> '=';
            case '＞' -> '>';
            case '＜' -> '<';
            case '！' -> '!';
            default -> c;
        };
    }

    /// Whether it asks for what lies above or below a value.
    boolean isOrder() {
        return range("0").isPresent();
    }

    /// What it asks for: empty where it asks for the value itself.
    Optional<Between> range(String value) {
        return switch (kind) {
            case COLON, EQUAL, UNEQUAL -> Optional.empty();
            case MORE -> Optional.of(new Between(value, null, true, false));
            case AT_LEAST -> Optional.of(new Between(value, null, false, false));
            case LESS -> Optional.of(new Between(null, value, false, true));
            case AT_MOST -> Optional.of(new Between(null, value, false, false));
        };
    }
}
