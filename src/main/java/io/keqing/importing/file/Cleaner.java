package io.keqing.importing.file;

/// Takes out what is no text: control characters but tab and line ends, halves of surrogate pairs, code points that no
/// text may hold. PostgreSQL refuses the first of them, and neither XML nor a screen can show the others.
final class Cleaner {
    static final char REPLACEMENT = '\uFFFD';

    private Cleaner() {}

    /// Characters that [#clean] takes out, and those that a decoder has replaced.
    static int count(CharSequence text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c >= '\uD800') && (c == REPLACEMENT || isNoText(text, i))) {
                count++;
            }
        }
        return count;
    }

    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!isNoText(text, i)) {
                clean.append(text.charAt(i));
            }
        }
        return clean.toString();
    }

    private static boolean isNoText(CharSequence text, int i) {
        char c = text.charAt(i);
        if (c < ' ') {
            return c != '\t' && c != '\n' && c != '\r';
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c >= '\uFFFE';
    }
}
