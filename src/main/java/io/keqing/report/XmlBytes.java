package io.keqing.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes sheet XML as UTF-8 without a writer, an encoder or a string in between: they would cost as much again as the
/// compression behind them.
final class XmlBytes {
    private static final int SIZE = 1 << 16;
    private static final int CHUNK = 4_096;
    /// The longest thing one UTF-16 unit can become: an escaped underscore.
    private static final int WIDEST = 7;

    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    private static final byte[] UNDERSCORE = ascii("_x005F_");

    private final byte[] bytes = new byte[SIZE];
    private int end;
    private OutputStream out;

    XmlBytes(OutputStream out) {
        this.out = out;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Whatever is written from now on goes to `next`.
    void redirect(OutputStream next) throws IOException {
        flush();
        out = next;
    }

    void flush() throws IOException {
        if (end > 0) {
            out.write(bytes, 0, end);
            end = 0;
        }
    }

    void raw(byte[] markup) throws IOException {
        room(markup.length);
        put(markup);
    }

    void raw(String markup) throws IOException {
        raw(ascii(markup));
    }

    /// Characters of ASCII that mean nothing in XML.
    void plain(String text) throws IOException {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[end++] = (byte) text.charAt(i);
        }
    }

    void digits(long value) throws IOException {
        room(20);
        if (value < 0) {
            plain(Long.toString(value));
            return;
        }
        int start = end;
        long rest = value;
        do {
            bytes[end++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        for (int i = start, j = end - 1; i < j; i++, j--) {
            byte swap = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swap;
        }
    }

    /// Text as Excel reads it back unchanged: what looks like its own escapes (`_x000D_`) is escaped, line ends become
    /// line feeds, and what XML can't carry becomes U+FFFD.
    void text(String value, Losses losses) throws IOException {
        int length = value.length();
        for (int i = 0; i < length; ) {
            room((Math.min(length - i, CHUNK) + 1) * WIDEST);
            int stop = Math.min(length, i + CHUNK);
            while (i < stop) {
                char c = value.charAt(i);
                if (c >= 'a' && c < 0x7f) {
                    bytes[end++] = (byte) c;
                    i++;
                } else if (c < 0x80) {
                    i = ascii(value, i, c, losses);
                } else {
                    i = wide(value, i, c, losses);
                }
            }
        }
    }

    private int ascii(String value, int i, char c, Losses losses) {
        if (c == '&') {
            put(AMPERSAND);
        } else if (c == '<') {
            put(LESS);
        } else if (c == '>') {
            put(GREATER);
        } else if (c == '_' && isEscape(value, i)) {
            put(UNDERSCORE);
        } else if (c >= ' ' || c == '\t' || c == '\n') {
            bytes[end++] = (byte) c;
        } else if (c == '\r') {
            bytes[end++] = '\n';
            return i + 1 < value.length() && value.charAt(i + 1) == '\n' ? i + 2 : i + 1;
        } else {
            replacement(losses);
        }
        return i + 1;
    }

    private int wide(String value, int i, char c, Losses losses) {
        if (c < 0x800) {
            bytes[end++] = (byte) (0xc0 | c >> 6);
            bytes[end++] = (byte) (0x80 | c & 0x3f);
        } else if (!Character.isSurrogate(c) && c < 0xfffe) {
            three(c);
        } else if (Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1))) {
            int point = Character.toCodePoint(c, value.charAt(i + 1));
            bytes[end++] = (byte) (0xf0 | point >> 18);
            bytes[end++] = (byte) (0x80 | point >> 12 & 0x3f);
            bytes[end++] = (byte) (0x80 | point >> 6 & 0x3f);
            bytes[end++] = (byte) (0x80 | point & 0x3f);
            return i + 2;
        } else {
            replacement(losses);
        }
        return i + 1;
    }

    private void replacement(Losses losses) {
        losses.replacedCharacter();
        three('\ufffd');
    }

    private void three(char c) {
        bytes[end++] = (byte) (0xe0 | c >> 12);
        bytes[end++] = (byte) (0x80 | c >> 6 & 0x3f);
        bytes[end++] = (byte) (0x80 | c & 0x3f);
    }

    /// Whether `_xHHHH_` stands at `at`, which Excel would read as one character; LibreOffice does so with fewer digits
    /// too.
    private static boolean isEscape(String value, int at) {
        int i = at + 2;
        if (i >= value.length() || value.charAt(at + 1) != 'x') {
            return false;
        }
        while (i < value.length() && i <= at + 6 && Character.digit(value.charAt(i), 16) >= 0) {
            i++;
        }
        return i > at + 2 && i <= at + 6 && i < value.length() && value.charAt(i) == '_';
    }

    private void put(byte[] some) {
        System.arraycopy(some, 0, bytes, end, some.length);
        end += some.length;
    }

    private void room(int wanted) throws IOException {
        if (wanted > SIZE) {
            throw new IllegalArgumentException("a piece of markup must fit " + SIZE + " bytes, had " + wanted);
        }
        if (end + wanted > SIZE) {
            flush();
        }
    }
}
