package io.keqing.importing.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The records of one part of a binary workbook ([MS-XLSB] 2.1.4): number, length, content.
final class BinaryPart implements AutoCloseable {
    private static final int LONGEST = 1 << 24;
    private static final int LONGEST_TEXT = 1 << 20;

    private final WorkbookParts.PartInput part;
    private final InputStream in;
    private ByteBuffer content = ByteBuffer.allocate(0);

    BinaryPart(WorkbookParts.PartInput part) {
        this.part = part;
        this.in = new BufferedInputStream(part, 1 << 16);
    }

    /// Goes on to the next record.
    ///
    /// @return its number, −1 at the end
    int next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return -1;
        }
        int number = first < 0x80 ? first : (first & 0x7F) | (one() & 0x7F) << 7;
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int more = one();
            length |= (more & 0x7F) << shift;
            if (more < 0x80) {
                break;
            }
        }
        if (length > LONGEST) {
            throw new IllegalStateException("a record of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return number;
    }

    private int one() throws IOException {
        int one = in.read();
        if (one < 0) {
            throw new EOFException();
        }
        return one;
    }

    ByteBuffer content() {
        return content;
    }

    /// The text at hand: its length in characters, then the characters. A length of −1 is none.
    String text() {
        int length = content.getInt();
        if (length <= 0) {
            return "";
        }
        if (length > LONGEST_TEXT || length * 2 > content.remaining()) {
            throw new IllegalStateException("a text of " + length + " characters");
        }
        byte[] bytes = new byte[length * 2];
        content.get(bytes);
        return new String(bytes, StandardCharsets.UTF_16LE);
    }

    long fileBytes() {
        return part.fileBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
