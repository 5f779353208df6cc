package io.keqing.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What was typed, character by character, and the place that is being read.
abstract sealed class TypedText permits QueryParser {
    final String text;
    int at;

    TypedText(String text) {
        this.text = text;
    }

    /// A name, as it may stand before a colon or another sign.
    ///
    /// @param quoted whether a part of it stood in quotes: then it is nothing but the name of a field
    /// @param end the place behind it
    record Name(String text, boolean quoted, int end) {}

    /// The name that begins here, null where none does. Leaves `at` where it is.
    final @Nullable Name name() {
        int start = at;
        StringBuilder name = new StringBuilder();
        boolean quotes = false;
        while (at < text.length() && !isColon(here()) && !Comparison.begins(here())) {
            if (isQuote(here())) {
                Quoted part = quoted();
                if (!part.closed()) {
                    break;
                }
                quotes = true;
                name.append(part.text());
            } else if (endsWord(here())) {
                break;
            } else {
                name.append(here());
                at++;
            }
        }
        Name read = name.toString().isBlank() ? null : new Name(name.toString().strip(), quotes, at);
        at = start;
        return read;
    }

    final String typeName() {
        int from = at;
        while (at < text.length() && !endsWord(here())) {
            at++;
        }
        return text.substring(from, at);
    }

    final void skipBrackets() {
        int open = 0;
        do {
            if (isQuote(here())) {
                quoted();
                continue;
            }
            open += isOpen(here()) ? 1 : isClose(here()) ? -1 : 0;
            at++;
        } while (open > 0 && at < text.length());
    }

    record Quoted(String text, boolean closed) {}

    final Quoted quoted() {
        StringBuilder inside = new StringBuilder();
        at = unquote(text, at, inside);
        boolean closed = at <= text.length();
        at = Math.min(at, text.length());
        return new Quoted(inside.toString(), closed);
    }

    /// Reads from the quote at `at`. A backslash takes a quote or another backslash as it is.
    ///
    /// @return the place behind the closing quote, past the end of the text where there is none
    static int unquote(String text, int at, StringBuilder into) {
        int i = at + 1;
        while (i < text.length() && !isQuote(text.charAt(i))) {
            boolean taken = text.charAt(i) == '\\'
                    && i + 1 < text.length()
                    && (isQuote(text.charAt(i + 1)) || text.charAt(i + 1) == '\\');
            into.append(text.charAt(taken ? i + 1 : i));
            i += taken ? 2 : 1;
        }
        return i + 1;
    }

    final boolean skipBlanks() {
        while (at < text.length() && isBlank(here())) {
            at++;
        }
        return at < text.length();
    }

    /// The place of the first character from `from` on that is no blank.
    final int behindBlanks(int from) {
        int to = from;
        while (to < text.length() && isBlank(text.charAt(to))) {
            to++;
        }
        return to;
    }

    /// Passes the minus and exclamation marks right before a part; by themselves they say nothing.
    final int nots() {
        int count = 0;
        while (at < text.length() && (isMinus(here()) || isExclamation(here()) && startsPart(at + 1))) {
            at++;
            count++;
        }
        return isEnd(at) ? 0 : count;
    }

    /// `!!!` is no negation of anything.
    private boolean startsPart(int place) {
        return !isEnd(place) && !isExclamation(text.charAt(place));
    }

    final boolean isEnd(int place) {
        return place >= text.length() || isBlank(text.charAt(place)) || isClose(text.charAt(place));
    }

    /// Words, but for conditions, that stand beside a part of the text.
    final int wordsBeside(int from, int to) {
        String rest = text.substring(0, from) + " " + text.substring(to);
        return (int) Arrays.stream(rest.split("[\\s\\p{Z}()]+"))
                .filter(word -> saysSomething(word) && word.indexOf(':') < 0)
                .count();
    }

    final char here() {
        return text.charAt(at);
    }

    static boolean saysSomething(String text) {
        return text.codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || Character.isExtendedPictographic(c));
    }

    static boolean endsWord(char c) {
        return isBlank(c) || isQuote(c) || isOpen(c) || isClose(c);
    }

    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”' || c == '＂';
    }

    static boolean isOpen(char c) {
        return c == '(' || c == '（';
    }

    static boolean isClose(char c) {
        return c == ')' || c == '）';
    }

    static boolean isStar(char c) {
        return c == '*' || c == '＊';
    }

    static boolean isColon(char c) {
        return c == ':' || c == '：';
    }

    static boolean isExclamation(char c) {
        return c == '!' || c == '！';
    }

    static boolean isNegation(char c) {
        return isMinus(c) || isExclamation(c);
    }

    static boolean isLatin(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    static boolean isMinus(char c) {
        return c == '-' || c == '－' || c == '−';
    }
}
