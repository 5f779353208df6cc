package io.keqing.importing.file;

/// How a text sets its values apart.
///
/// @param delimiter between values; empty = each line is one value
/// @param quote around values that hold delimiters; empty = none
/// @param escape protects a quote inside quotes: the quote itself, doubled, or another character; empty = nothing does,
///     and a quote ends a value only before a delimiter or the end of its line
record Dialect(String delimiter, String quote, String escape) {
    static final Dialect COMMA = new Dialect(",", "\"", "\"");
    /// No character of a text that was cleaned.
    private static final char NEVER = '\uFFFF';

    boolean doubled() {
        return escape.equals(quote);
    }

    char quoteChar() {
        return quote.isEmpty() ? NEVER : quote.charAt(0);
    }

    char escapeChar() {
        return escape.isEmpty() ? NEVER : escape.charAt(0);
    }

    char lastOfDelimiter() {
        return delimiter.isEmpty() ? NEVER : delimiter.charAt(delimiter.length() - 1);
    }

    char firstOfDelimiter() {
        return delimiter.isEmpty() ? NEVER : delimiter.charAt(0);
    }
}
