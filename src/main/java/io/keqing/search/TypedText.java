package io.keqing.search;

import org.jspecify.annotations.Nullable;

/// What was typed, character by character, and the place that is being read.
abstract sealed class TypedText permits QueryParser {
    final String text;
    int at;

    TypedText(String text) {
        this.text = text;
    }

    /// A name with the colon behind it.
    ///
    /// @param quoted whether a part of it stood in quotes: then it is nothing but the name of a field
    record Name(String text, boolean quoted, int colon) {}

    /// Leaves `at` where it is.
    final @Nullable Name name() {
        int start = at;
        StringBuilder name = new StringBuilder();
        boolean quotes = false;
        while (at < text.length() && !isColon(here())) {
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
        boolean found =
                at < text.length() && isColon(here()) && !name.toString().isBlank();
        Name read = found ? new Name(name.toString().strip(), quotes, at) : null;
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

    final int orLength() {
        int length = text.startsWith("OR", at) ? 2 : here() == '或' ? 1 : 0;
        int end = at + length;
        boolean ends = end == text.length()
                || end < text.length()
                        && (isBlank(text.charAt(end)) || isOpen(text.charAt(end)) || isClose(text.charAt(end)));
        return ends ? length : 0;
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

    static boolean isMinus(char c) {
        return c == '-' || c == '－' || c == '−';
    }
}
