package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.search.Filter.Condition;
import io.keqing.search.Vocabulary.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what stands behind a field and its sign: `a,b`, `"a, b"`, `A..B`, `A..<B`, `>A`, `Abi*`, `*`; for
/// numbers also
/// `1,000`, for times also `last month`. Only what stands outside of quotes is a range, a star or a sign.
final class ValueReader {
    private static final Label EMPTY = new Label("逗号之间要有一个值", "a value stands between the commas");
    private static final Label UNQUOTED = new Label("这个引号没有结束", "a quote that opens must close");
    private static final Label TWO_ORDERS = new Label("范围前只能写 > 或 >=", "only > or >= stands before a range");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[,，]\\d{3})+(?![\\d,，])");

    private final String text;
    private final @Nullable Shape shape;
    private int at;
    private @Nullable Label wrong;
    /// Whether a part of the end that was read last stood in quotes.
    private boolean quoted;

    /// @param shape how values of the field are written, null where the field is not known
    ValueReader(String text, int at, @Nullable Shape shape) {
        this.text = text;
        this.at = at;
        this.shape = shape;
    }

    int at() {
        return at;
    }

    @Nullable
    Label wrong() {
        return wrong;
    }

    /// @param sign stands before the first value
    List<Condition> read(Comparison sign) {
        Set<Condition> anyOf = new LinkedHashSet<>();
        anyOf.add(one(sign.isOrder() ? sign : null));
        while (at < text.length() && isComma(text.charAt(at))) {
            at++;
            anyOf.add(one(null));
        }
        return List.copyOf(anyOf);
    }

    private Condition one(@Nullable Comparison before) {
        int start = at;
        Comparison order = before == null ? order() : before;
        String first = end(false);
        boolean wasQuoted = quoted;
        boolean range = text.startsWith("..", at);
        if (range) {
            at += 2;
            boolean excluded = at < text.length() && text.charAt(at) == '<';
            at += excluded ? 1 : 0;
            return between(order, first, end(true), excluded);
        } else if (at == start) {
            wrong = EMPTY;
        } else if (order != null) {
            wrong = first.isEmpty() ? EMPTY : wrong;
            return order.range(first).orElseThrow();
        } else if (!wasQuoted && first.chars().anyMatch(c -> TypedText.isStar((char) c))) {
            String pattern = first.replace('＊', '*');
            return pattern.chars().allMatch(c -> c == '*') ? new Condition.Present() : new Condition.Like(pattern);
        }
        return first.isEmpty() ? new Condition.Missing() : new Condition.Is(first);
    }

    private Condition between(@Nullable Comparison order, String from, String to, boolean toExcluded) {
        boolean above = order != null && order.kind() == Comparison.Kind.MORE;
        if (order != null && !above && order.kind() != Comparison.Kind.AT_LEAST) {
            wrong = TWO_ORDERS;
        }
        return new Condition.Between(emptyToNull(from), emptyToNull(to), above && !from.isEmpty(), toExcluded);
    }

    private @Nullable Comparison order() {
        Comparison sign = at < text.length() ? Comparison.at(text, at) : null;
        if (sign == null || !sign.isOrder()) {
            return null;
        }
        at += sign.length();
        while (shape != null && at < text.length() && TypedText.isBlank(text.charAt(at))) {
            at++;
        }
        return sign;
    }

    /// One value, or one end of a range.
    ///
    /// @param last whether dots belong to the value
    private String end(boolean last) {
        quoted = false;
        if (shape == Shape.TIME) {
            CalendarWords.Found named = CalendarWords.find(text, at);
            if (named != null) {
                String words = text.substring(at, named.to());
                at = named.to();
                return words;
            }
        } else if (shape == Shape.NUMBER) {
            Matcher grouped = GROUPED.matcher(text).region(at, text.length());
            if (grouped.lookingAt()) {
                at = grouped.end();
                return grouped.group().replaceAll("[,，]", "") + plain(last);
            }
        }
        return plain(last);
    }

    private String plain(boolean last) {
        StringBuilder part = new StringBuilder();
        while (at < text.length() && !isComma(text.charAt(at)) && (last || !text.startsWith("..", at))) {
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
            } else {
                part.append(c);
                at++;
            }
        }
        return part.toString();
    }

    private static @Nullable String emptyToNull(String end) {
        return end.isEmpty() ? null : end;
    }

    private static boolean isComma(char c) {
        return c == ',' || c == '，';
    }
}
