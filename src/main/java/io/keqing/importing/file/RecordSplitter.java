package io.keqing.importing.file;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Cuts a text into the records of RFC 4180 and knows on which line each starts. The parser behind it takes one record
/// at a time, so that a record too long, or a quote that is never closed, costs that record and not the file.
///
/// A quote that opens a field and closes it only lines later, in the middle of a text or not at all, is taken for a
/// stray one: its line is a fault and the reading goes on with the next line. The price: a field that really holds
/// such a text over several lines becomes several faulty rows.
final class RecordSplitter {
    static final String TOO_LONG = "a row must have at most %,d characters";
    static final String UNCLOSED = "a quote must be closed before the next delimiter, this one is not";
    private static final long MOST_REPEATED = 1 << 30;
    private static final int END = -1;

    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private final Reader in;
    private final String delimiter;
    private final char firstOfDelimiter;
    private final char lastOfDelimiter;
    private final char quote;
    private final char escape;
    private final boolean doubled;
    private final int longest;
    private final char[] block = new char[1 << 14];
    private int at;
    private int filled;
    private final StringBuilder text = new StringBuilder();
    private State state = State.FIELD_START;
    private int fieldStart;
    private int irregular;
    private int escaped;
    private long line;
    private long nextLine = 1;
    private @Nullable String fault;
    /// Text that is read once more, where a stray quote had swallowed it.
    private @Nullable String again;
    private int againAt;
    private long repeated;
    /// Where the second line of the record starts: in its text, and in `again`.
    private int secondLine;
    private int secondLineAgain;

    /// @param longest characters of a record; a longer one is passed over as a fault
    RecordSplitter(Reader in, Dialect dialect, int longest) {
        this.in = in;
        this.delimiter = dialect.delimiter();
        this.firstOfDelimiter = dialect.firstOfDelimiter();
        this.lastOfDelimiter = dialect.lastOfDelimiter();
        this.quote = dialect.quoteChar();
        this.escape = dialect.escapeChar();
        this.doubled = dialect.doubled();
        this.longest = longest;
    }

    /// The line on which the last record starts.
    long line() {
        return line;
    }

    /// Why the last record can't be taken; its text is then only its start.
    @Nullable
    String fault() {
        return fault;
    }

    /// Values whose quotes are not as the dialect has them: something follows the closing one.
    int irregular() {
        return irregular;
    }

    /// How often the escape was used.
    int escaped() {
        return escaped;
    }

    /// Passes over lines, whatever quotes they hold.
    void skipLines(int lines) throws IOException {
        for (int i = 0; i < lines && peek() != END; i++) {
            int c = take();
            while (c != '\n' && c != '\r' && peek() != END) {
                c = take();
            }
            endLine(c);
        }
    }

    /// The next record without its line end; empty for an empty line, null at the end.
    @Nullable
    String next() throws IOException {
        text.setLength(0);
        fault = null;
        line = nextLine;
        state = State.FIELD_START;
        fieldStart = 0;
        secondLine = -1;
        if (peek() == END) {
            return null;
        }
        while (peek() != END) {
            takeOrdinary();
            if (peek() == END) {
                break;
            }
            int c = take();
            boolean ended = state == State.QUOTED ? quoted(c) : plain(c);
            if (ended) {
                return text.toString();
            }
        }
        if (state == State.QUOTED) {
            return stray();
        }
        return text.toString();
    }

    /// Takes what is no delimiter, quote or line end in one piece: nearly all of a text is.
    private void takeOrdinary() {
        if (again != null || state == State.FIELD_START || state == State.AFTER_QUOTE) {
            return;
        }
        char stop = state == State.QUOTED ? quote : lastOfDelimiter;
        int room = Math.min(filled - at, longest - text.length());
        int end = at;
        while (end < at + room
                && block[end] != stop
                && block[end] != escape
                && block[end] != '\n'
                && block[end] != '\r') {
            end++;
        }
        text.append(block, at, end - at);
        at = end;
    }

    private boolean plain(int c) throws IOException {
        if (c == '\n' || c == '\r') {
            endLine(c);
            return true;
        }
        append(c);
        if (c == lastOfDelimiter && endsWithDelimiter()) {
            state = State.FIELD_START;
            fieldStart = text.length();
        } else if (state == State.FIELD_START) {
            state = c == quote ? State.QUOTED : State.PLAIN;
        } else if (state == State.AFTER_QUOTE && c != ' ' && c != '\t' && c != firstOfDelimiter) {
            irregular++;
            if (secondLine >= 0) {
                stray();
                return true;
            }
            state = State.PLAIN;
        }
        return false;
    }

    private boolean endsWithDelimiter() {
        int from = text.length() - delimiter.length();
        return delimiter.length() == 1 || from >= fieldStart && text.indexOf(delimiter, from) == from;
    }

    /// Without doubled quotes, one ends a value only where a value may end.
    private boolean closes(int next) {
        return doubled || next == END || next == '\n' || next == '\r' || next == firstOfDelimiter;
    }

    private boolean quoted(int c) throws IOException {
        if (c == escape && peek() == quote) {
            take();
            append(quote);
            append(quote);
            escaped++;
        } else if (c == quote) {
            append(quote);
            if (closes(peek())) {
                state = State.AFTER_QUOTE;
            } else {
                append(quote);
            }
        } else if (c == escape && peek() == escape) {
            append(take());
            escaped++;
        } else if (c == '\n' || c == '\r') {
            if (text.length() >= longest && secondLine < 0) {
                endLine(c);
                return true;
            }
            append(c);
            if (endLine(c)) {
                append('\n');
            }
            if (secondLine < 0) {
                secondLine = text.length();
                secondLineAgain = againAt;
            }
        } else {
            append(c);
        }
        if (text.length() >= longest && secondLine >= 0) {
            stray();
            return true;
        }
        return false;
    }

    /// Gives up the first line of the record and makes the others be read again.
    private String stray() {
        fault = UNCLOSED;
        irregular++;
        if (secondLine < 0) {
            return text.toString();
        }
        repeated += text.length() - secondLine;
        if (repeated > MOST_REPEATED) {
            throw new InvalidFile("Line " + line + ": too many quotes are opened and never closed; is " + quote
                    + " really the quote of this file?");
        }
        if (again != null && againAt > 0 && againAt - secondLineAgain == text.length() - secondLine) {
            againAt = secondLineAgain;
        } else {
            again = text.substring(secondLine);
            againAt = 0;
        }
        nextLine = line + 1;
        text.setLength(secondLine);
        return text.toString();
    }

    /// Counts the line that `c` ends.
    ///
    /// @return whether a line feed was part of the end and is taken too
    private boolean endLine(int c) throws IOException {
        nextLine++;
        if (c == '\r' && peek() == '\n') {
            take();
            return true;
        }
        return false;
    }

    private void append(int c) {
        if (text.length() < longest) {
            text.append((char) c);
        } else if (fault == null) {
            fault = TOO_LONG.formatted(longest);
        }
    }

    private int peek() throws IOException {
        if (again != null) {
            if (againAt < again.length()) {
                return again.charAt(againAt);
            }
            again = null;
            againAt = 0;
        }
        if (at == filled) {
            filled = Math.max(0, in.read(block, 0, block.length));
            at = 0;
        }
        return at == filled ? END : block[at];
    }

    /// The character that [#peek] has shown.
    private int take() {
        return again != null && againAt < again.length() ? again.charAt(againAt++) : block[at++];
    }
}
