package io.keqing.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A word or sign between the parts of a question that says how they hang together.
///
/// @param sure false for `and`, `or` and `not` in small letters, which may as well be words
/// @param from its first character
/// @param to the place behind it
record Operator(Kind kind, boolean sure, int from, int to) implements Combination.Item {
    enum Kind {
        AND,
        OR,
        NOT
    }

    private static final Map<String, Kind> ENGLISH = Map.of("AND", Kind.AND, "OR", Kind.OR, "NOT", Kind.NOT);
    private static final Map<String, Kind> SIGNS = Map.of("&&", Kind.AND, "||", Kind.OR, "|", Kind.OR, "!", Kind.NOT);
    private static final Map<String, Kind> CHINESE = Map.of(
            "并且", Kind.AND, "並且", Kind.AND, "且", Kind.AND, "或者", Kind.OR, "或", Kind.OR, "不含", Kind.NOT, "不包含", Kind.NOT,
            "非", Kind.NOT);
    private static final List<Map<String, Kind>> ALL = List.of(ENGLISH, SIGNS, CHINESE);
    private static final int LONGEST = 3;

    /// The operator that stands at the start of a part, null where none does. It ends where a word ends.
    static @Nullable Operator at(String text, int at) {
        int to = at;
        while (to < text.length() && to - at <= LONGEST && !TypedText.endsWord(text.charAt(to))) {
            to++;
        }
        String word = narrow(text.substring(at, to));
        for (Map<String, Kind> some : ALL) {
            Kind kind = some.get(word);
            if (kind != null) {
                return new Operator(kind, true, at, to);
            }
        }
        Kind small = ENGLISH.get(word.toUpperCase(Locale.ROOT));
        return small == null ? null : new Operator(small, false, at, to);
    }

    /// Whether a word that stands by itself is an operator, or may be one beside a condition.
    static boolean isOperator(String word) {
        Operator operator = at(word, 0);
        return operator != null && operator.to == word.length();
    }

    /// Whether it may as well be a sign at the end of a sentence.
    boolean isPunctuation(String text) {
        return TypedText.isExclamation(text.charAt(from));
    }

    private static String narrow(String word) {
        return word.replace('＆', '&').replace('｜', '|').replace('！', '!');
    }
}
