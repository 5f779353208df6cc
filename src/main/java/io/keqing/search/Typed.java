package io.keqing.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands in the box up to the cursor, cut before the term that is being typed. It need not be a whole
/// question: brackets and quotes may still be open.
///
/// @param before everything before the term
/// @param negated whether the term began with a minus, which is then part of `before`
/// @param term what is to be completed, without an opening quote
/// @param type what the term is asked of where brackets say so, as in `has:interactions(`, else as it was
///     given
/// @param nested whether it stands inside brackets
record Typed(
        String before,
        boolean negated,
        String term,
        @Nullable String type,
        boolean nested) {
    private static final Pattern OTHER_TYPE = Pattern.compile("-?(?:has|of)[:：]([A-Za-z]+)");

    static Typed of(String text, @Nullable String type) {
        Deque<String> types = new ArrayDeque<>();
        types.push(type == null ? "" : type);
        boolean quoted = false;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isQuote(c)) {
                quoted = !quoted;
            } else if (quoted) {
                continue;
            } else if (c == '(' || c == '（') {
                Matcher other = OTHER_TYPE.matcher(text.substring(start, at));
                types.push(other.matches() ? other.group(1) : types.peek());
                start = at + 1;
            } else if (c == ')' || c == '）') {
                if (types.size() > 1) {
                    types.pop();
                }
                start = at + 1;
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                start = at + 1;
            }
        }
        boolean negated = start < text.length() && text.charAt(start) == '-';
        int from = negated ? start + 1 : start;
        String inner = types.peek();
        return new Typed(
                text.substring(0, from),
                negated,
                text.substring(from),
                inner == null || inner.isEmpty() ? null : inner,
                types.size() > 1);
    }

    /// The name before a colon, null where there is none.
    @Nullable
    String field() {
        int colon = colon();
        return colon <= 0 ? null : term.substring(0, colon);
    }

    /// What stands behind the colon, or the whole term; an opening quote is not part of it.
    String value() {
        String value = term.substring(colon() + 1);
        return !value.isEmpty() && isQuote(value.charAt(0)) ? value.substring(1) : value;
    }

    private int colon() {
        int ascii = term.indexOf(':');
        int wide = term.indexOf('：');
        return ascii < 0 || wide < 0 ? Math.max(ascii, wide) : Math.min(ascii, wide);
    }

    /// Whether the text is nothing but words, as a name is.
    static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> isQuote((char) c) || "()（）:：".indexOf(c) >= 0) && !text.startsWith("-");
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”' || c == '＂';
    }
}
