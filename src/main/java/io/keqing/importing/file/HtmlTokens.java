package io.keqing.importing.file;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.parser.Parser;

/// Cuts a page into tags and texts, forgivingly as browsers do and with no tree: a page of a gigabyte
/// needs no more memory than its longest text. Only what tables need is known: what no tag closes is
/// closed by the next.
final class HtmlTokens {
    private static final int END_OF_TEXT = -1;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_ATTRIBUTES = 100;
    private static final int LONGEST_CHUNK = 1 << 14;

    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        COMMENT,
        END
    }

    private final Reader in;
    private final int longest;
    private final char[] block = new char[1 << 14];
    private int at;
    private int filled;
    private final StringBuilder text = new StringBuilder();
    private String name = "";
    private String rawUntil = "";
    private final Map<String, String> attributes = new HashMap<>();

    /// @param longest characters of an attribute or a comment; more are passed over
    HtmlTokens(Reader in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /// The text or comment at hand; entities stand in it as they were written.
    CharSequence text() {
        return text;
    }

    /// The tag at hand, in small letters.
    String name() {
        return name;
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /// Empty where the tag has no such attribute.
    String attribute(String attribute) {
        String value = attributes.getOrDefault(attribute, "");
        return value.indexOf('&') < 0 ? value : Parser.unescapeEntities(value, true);
    }

    Kind next() throws IOException {
        text.setLength(0);
        int c = read();
        if (c == END_OF_TEXT) {
            return Kind.END;
        }
        if (c == '<') {
            int next = peek();
            if (!rawUntil.isEmpty()) {
                return next == '/' ? close() : text('<');
            }
            if (isLetter(next)) {
                open();
                return Kind.OPEN;
            }
            if (next == '/') {
                return close();
            }
            if (next == '!' || next == '?') {
                return declaration();
            }
        }
        return text((char) c);
    }

    private Kind text(char first) throws IOException {
        text.append(first);
        while (text.length() < LONGEST_CHUNK && peek() != '<' && peek() != END_OF_TEXT) {
            text.append((char) read());
        }
        if (!rawUntil.isEmpty()) {
            text.setLength(0);
        }
        return Kind.TEXT;
    }

    private Kind close() throws IOException {
        read();
        if (!isLetter(peek())) {
            text.append(rawUntil.isEmpty() ? "</" : "");
            return Kind.TEXT;
        }
        name = tagName();
        if (!rawUntil.isEmpty() && !name.equals(rawUntil)) {
            return Kind.TEXT;
        }
        rawUntil = "";
        while (peek() != '>' && peek() != END_OF_TEXT && peek() != '<') {
            read();
        }
        if (peek() == '>') {
            read();
        }
        return Kind.CLOSE;
    }

    /// A comment, a document type, a condition of Office or the head of an XML document.
    private Kind declaration() throws IOException {
        boolean comment = read() == '!' && peek() == '-';
        if (comment) {
            read();
            comment = peek() == '-';
        }
        if (!comment) {
            skipTo('>');
            return Kind.COMMENT;
        }
        read();
        int dashes = 2;
        for (int c = read(); c != END_OF_TEXT; c = read()) {
            if (c == '>' && dashes >= 2) {
                return Kind.COMMENT;
            }
            dashes = c == '-' ? dashes + 1 : 0;
            append(text, (char) c);
        }
        return Kind.COMMENT;
    }

    private void open() throws IOException {
        attributes.clear();
        name = tagName();
        while (true) {
            int c = peek();
            while (c == '/' || isBlank(c)) {
                read();
                c = peek();
            }
            if (c == END_OF_TEXT) {
                break;
            }
            if (c == '>') {
                read();
                break;
            }
            attribute();
        }
        if (name.equals("script") || name.equals("style") || name.equals("title")) {
            rawUntil = name;
        }
    }

    private void attribute() throws IOException {
        StringBuilder attribute = new StringBuilder();
        for (int c = read(); ; c = read()) {
            append(attribute, (char) c);
            int next = peek();
            if (next == '=' || next == '>' || next == '/' || isBlank(next) || next == END_OF_TEXT) {
                break;
            }
        }
        while (isBlank(peek())) {
            read();
        }
        StringBuilder value = new StringBuilder();
        if (peek() == '=') {
            read();
            while (isBlank(peek())) {
                read();
            }
            int quote = peek();
            if (quote == '"' || quote == '\'') {
                read();
                for (int c = read(); c != quote && c != END_OF_TEXT; c = read()) {
                    append(value, (char) c);
                }
            } else {
                while (peek() != '>' && !isBlank(peek()) && peek() != END_OF_TEXT) {
                    append(value, (char) read());
                }
            }
        }
        if (attributes.size() < MOST_ATTRIBUTES && attribute.length() <= LONGEST_NAME) {
            attributes.putIfAbsent(attribute.toString().toLowerCase(Locale.ROOT), value.toString());
        }
    }

    private String tagName() throws IOException {
        StringBuilder tag = new StringBuilder();
        while (peek() != '>' && peek() != '/' && !isBlank(peek()) && peek() != END_OF_TEXT && peek() != '<') {
            char c = (char) read();
            if (tag.length() < LONGEST_NAME) {
                tag.append(c);
            }
        }
        return tag.toString().toLowerCase(Locale.ROOT);
    }

    private void skipTo(char end) throws IOException {
        int c = read();
        while (c != end && c != END_OF_TEXT) {
            c = read();
        }
    }

    private void append(StringBuilder to, char c) {
        if (to.length() < longest) {
            to.append(c);
        }
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(block, 0, block.length));
            at = 0;
        }
        return at == filled ? END_OF_TEXT : block[at];
    }

    private int read() throws IOException {
        int c = peek();
        at += c == END_OF_TEXT ? 0 : 1;
        return c;
    }
}
