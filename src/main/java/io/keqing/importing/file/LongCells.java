package io.keqing.importing.file;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;

/// A sample of a text that shows its dialect although its first rows are longer than what is looked at:
/// quoted cells are cut short in it. Only quotes doubled as in RFC 4180 are understood, which is what
/// programs write that put a page or a picture into a cell.
final class LongCells {
    private static final int SAMPLE = 1 << 16;
    /// What is left of a cell; enough to tell what it is.
    private static final int LONGEST = 1 << 10;
    private static final String DELIMITERS = ",;\t|";

    private final PushbackReader in;
    private final long most;
    private final StringBuilder sample = new StringBuilder();
    private boolean shortened;
    private boolean closed = true;

    private LongCells(Reader in, int longestRecord) {
        this.in = new PushbackReader(in, 1);
        this.most = 2L * longestRecord;
    }

    /// @param text the start of the text as it is
    /// @return the start as it is where no quoted cell in it is long, or one is never closed
    static String shortened(String text, Reader whole, int longestRecord) throws IOException {
        if (text.indexOf('"') < 0) {
            return text;
        }
        LongCells cells = new LongCells(whole, longestRecord);
        cells.read();
        return cells.shortened && cells.closed ? cells.sample.toString() : text;
    }

    private void read() throws IOException {
        boolean start = true;
        long read = 0;
        int c = in.read();
        while (c >= 0 && sample.length() < SAMPLE && read < most) {
            read++;
            sample.append((char) c);
            if (c == '"' && start) {
                closed = false;
                read += quoted(most - read);
                if (!closed) {
                    return;
                }
            }
            start = c == '\n' || c == '\r' || DELIMITERS.indexOf(c) >= 0;
            c = in.read();
        }
    }

    /// @return how many characters were read
    private long quoted(long left) throws IOException {
        long read = 0;
        int kept = 0;
        int c = in.read();
        while (c >= 0 && read < left) {
            read++;
            if (c == '"') {
                int next = in.read();
                boolean ends = next < 0 || next == '\n' || next == '\r' || DELIMITERS.indexOf(next) >= 0;
                if (next >= 0) {
                    in.unread(next);
                }
                if (ends) {
                    sample.append('"');
                    closed = true;
                    return read;
                }
                // a doubled one stays whole, or goes as a whole
                if (next == '"') {
                    in.read();
                    read++;
                    kept += 2;
                    sample.append(kept <= LONGEST ? "\"\"" : "");
                    c = in.read();
                    continue;
                }
            }
            if (kept < LONGEST) {
                sample.append((char) c);
                kept++;
            } else {
                shortened |= read > SAMPLE / 4;
            }
            c = in.read();
        }
        return read;
    }
}
