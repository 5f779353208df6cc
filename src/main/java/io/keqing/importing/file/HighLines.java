package io.keqing.importing.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lines of a file that hold bytes above 127, for these tell its character set: the first ones,
/// wherever they begin, and some of the middle and the end.
final class HighLines {
    private static final int MOST_BYTES = 1 << 15;
    private static final int LONGEST_LINE = 1 << 12;
    private static final int BLOCK = 1 << 16;
    /// How far the middle and the end are looked through.
    private static final long LOOKED_AT = 1L << 20;

    private final List<byte[]> lines = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean high;
    private int bytes;

    private HighLines() {}

    static List<byte[]> of(Path file) throws IOException {
        HighLines found = new HighLines();
        long size = Files.size(file);
        found.collect(file, 0, size);
        if (size > 2 * LOOKED_AT && !found.lines.isEmpty()) {
            found.collect(file, size / 2, LOOKED_AT);
            found.collect(file, size - LOOKED_AT, LOOKED_AT);
        }
        return found.lines;
    }

    private void collect(Path file, long from, long length) throws IOException {
        bytes = 0;
        line.reset();
        high = false;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            byte[] block = new byte[BLOCK];
            // a line whose start is missing may begin in the middle of a character
            boolean whole = from == 0;
            long left = length;
            int read = in.read(block);
            while (read > 0 && left > 0 && bytes < MOST_BYTES) {
                for (int i = 0; i < read && bytes < MOST_BYTES; i++) {
                    byte b = block[i];
                    if (b == '\n' || b == '\r') {
                        endLine(whole);
                        whole = true;
                    } else {
                        high |= b < 0;
                        if (line.size() < LONGEST_LINE) {
                            line.write(b);
                        } else if (b >= 0 && b < 0x30) {
                            // a blank or a mark, which is no part of another character
                            endLine(whole);
                            whole = true;
                        }
                    }
                }
                left -= read;
                read = in.read(block);
            }
            endLine(whole && read <= 0);
        }
    }

    private void endLine(boolean whole) {
        if (whole && high) {
            lines.add(line.toByteArray());
            bytes += line.size();
        }
        line.reset();
        high = false;
    }
}
