package io.keqing.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the first bytes of a file say: whether it is text at all, in which character set, and what stands between its
/// values.
///
/// @param bomLength bytes of the byte order mark, which are no part of the text
record TextStart(Charset charset, int bomLength, String text) {
    private static final int LOOKED_AT = 1 << 16;
    /// So many broken characters in the first bytes mean that the character set is another one.
    private static final int MOST_BROKEN = 20;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /// @param encoding the character set that was said, null = UTF-8 or what the byte order mark says
    /// @throws InvalidFile where the file is no text
    static TextStart of(Path file, String fileName, @Nullable String encoding) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LOOKED_AT);
        }
        if (bytes.length == 0) {
            throw new InvalidFile(fileName + " is empty");
        }
        String kind = binaryKind(bytes);
        if (kind != null) {
            throw new InvalidFile(fileName + " is " + kind + ", no CSV file; export it as CSV first");
        }
        Charset marked = marked(bytes);
        Charset charset =
                encoding != null ? Charset.forName(encoding) : marked != null ? marked : StandardCharsets.UTF_8;
        int bom = marked == null ? 0 : marked.equals(StandardCharsets.UTF_8) ? 3 : 2;
        if (marked == null && charset.equals(StandardCharsets.UTF_8) && zeros(bytes) > bytes.length / 10) {
            throw new InvalidFile(fileName + " is no text: " + zeros(bytes) + " of its first " + bytes.length
                    + " bytes are zero; where it is UTF-16, name the encoding");
        }
        int broken = broken(bytes, bom, charset);
        if (broken > MOST_BROKEN) {
            throw new InvalidFile(fileName + " is not " + charset.name() + ": " + broken + " places in its first "
                    + bytes.length + " bytes can't be read; name its encoding, for example GB18030");
        }
        return new TextStart(charset, bom, new String(bytes, bom, bytes.length - bom, charset));
    }

    /// The delimiter that stands most often outside quotes on the first line that has any.
    char delimiter(char quote, int headerLine) {
        List<String> lines = text.lines()
                .skip(headerLine - 1L)
                .filter(line -> !line.isBlank())
                .limit(1)
                .toList();
        char best = ',';
        int most = 0;
        for (char delimiter : DELIMITERS) {
            int count = lines.isEmpty() ? 0 : outsideQuotes(lines.getFirst(), delimiter, quote);
            if (count > most) {
                most = count;
                best = delimiter;
            }
        }
        return best;
    }

    private static int outsideQuotes(String line, char delimiter, char quote) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == quote) {
                quoted = !quoted;
            } else if (line.charAt(i) == delimiter && !quoted) {
                count++;
            }
        }
        return count;
    }

    private static @Nullable String binaryKind(byte[] bytes) {
        int magic = bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
        if (magic == 0x504B0304) {
            return "a zip archive or an Excel workbook";
        }
        if (magic == 0xD0CF11E0) {
            return "an old Excel workbook";
        }
        if (magic == 0x25504446) {
            return "a PDF document";
        }
        return magic >>> 16 == 0x1F8B ? "a gzip archive" : null;
    }

    private static @Nullable Charset marked(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                ? StandardCharsets.UTF_16BE
                : null;
    }

    private static int zeros(byte[] bytes) {
        int zeros = 0;
        for (byte b : bytes) {
            zeros += b == 0 ? 1 : 0;
        }
        return zeros;
    }

    /// How often the bytes break the rules of the character set; the last character may be cut off.
    private static int broken(byte[] bytes, int from, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length + 2);
        int broken = 0;
        CoderResult result = decoder.decode(in, out, false);
        while (result.isError()) {
            broken++;
            in.position(in.position() + result.length());
            result = decoder.decode(in, out, false);
        }
        return broken;
    }
}
