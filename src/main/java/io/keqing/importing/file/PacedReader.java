package io.keqing.importing.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// Keeps a parser from swallowing a text without end: so much may be read, and not more, before it
/// gives something out.
final class PacedReader extends FilterReader {
    private static final long LEAST = 1L << 22;

    private final long most;
    private final String fileName;
    private long since;

    PacedReader(Reader in, int longestRecord, String fileName) {
        super(in);
        this.most = Math.max(LEAST, 2L * longestRecord);
        this.fileName = fileName;
    }

    /// The parser has given something out.
    void mark() {
        since = 0;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        since += read;
        if (since > most) {
            throw new InvalidFile(fileName + " holds more than " + most
                    + " characters in one piece, which no table does; it is not read (keqing.import.longest-record)");
        }
    }
}
