package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.search.Filter.Condition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what stands behind the colon of a field: `a,b`, `"a, b"`, `A..B`, `A..<B`, `*`. Only dots outside of
/// quotes are a range.
final class ValueReader {
    private static final Label EMPTY = new Label("逗号之间要有一个值", "a value stands between the commas");
    private static final Label PREFIX = new Label(
            "字段只接受完整的值；如果 * 是值的一部分，请用引号", "a field takes whole values; a * that belongs to one stands in quotes");
    private static final Label UNQUOTED = new Label("这个引号没有结束", "a quote that opens must close");

    private final String text;
    private int at;
    private @Nullable Label wrong;

    ValueReader(String text, int at) {
        this.text = text;
        this.at = at;
    }

    int at() {
        return at;
    }

    @Nullable
    Label wrong() {
        return wrong;
    }

    List<Condition> read() {
        Set<Condition> anyOf = new LinkedHashSet<>();
        anyOf.add(one());
        while (at < text.length() && isComma(text.charAt(at))) {
            at++;
            anyOf.add(one());
        }
        return List.copyOf(anyOf);
    }

    private Condition one() {
        StringBuilder part = new StringBuilder();
        String from = null;
        boolean excluded = false;
        boolean quoted = false;
        int start = at;
        while (at < text.length() && !isComma(text.charAt(at))) {
            char c = text.charAt(at);
            if (TypedText.isQuote(c)) {
                quoted = true;
                at = TypedText.unquote(text, at, part);
                if (at > text.length()) {
                    wrong = UNQUOTED;
                    at = text.length();
                }
            } else if (TypedText.endsWord(c)) {
                break;
            } else if (from == null && text.startsWith("..", at)) {
                from = part.toString();
                part.setLength(0);
                at += 2;
                excluded = at < text.length() && text.charAt(at) == '<';
                at += excluded ? 1 : 0;
            } else {
                part.append(c);
                at++;
            }
        }
        String value = part.toString();
        if (at == start) {
            wrong = EMPTY;
        } else if (!quoted && from == null && TypedText.isStar(value.charAt(value.length() - 1))) {
            if (value.length() == 1) {
                return new Condition.Present();
            }
            wrong = PREFIX;
        } else if (from != null) {
            return new Condition.Between(emptyToNull(from), emptyToNull(value), excluded);
        }
        return value.isEmpty() ? new Condition.Missing() : new Condition.Is(value);
    }

    private static @Nullable String emptyToNull(String end) {
        return end.isEmpty() ? null : end;
    }

    private static boolean isComma(char c) {
        return c == ',' || c == '，';
    }
}
