package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the start of a file says: whether it is text at all, and in which character set.
///
/// @param bomLength bytes of the byte order mark, which are no part of the text
/// @param note about a doubtful character set, null where there is no doubt
record TextStart(
        Charset charset,
        int bomLength,
        String text,
        @Nullable FileNote note) {
    private static final int LOOKED_AT = 1 << 17;
    private static final int MOST_BROKEN = 20;

    /// @param encoding the character set that was said, null = the one that is found
    /// @throws InvalidFile where the file is no text
    static TextStart of(Path file, String fileName, @Nullable String encoding) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LOOKED_AT);
        }
        if (bytes.length == 0) {
            throw new InvalidFile(fileName + " is empty");
        }
        TextEncoding found = TextEncoding.of(file, bytes, encoding, null);
        int bom = found.bomLength();
        Charset charset = found.charset();
        if (charset.equals(StandardCharsets.UTF_8) && zeros(bytes, 0, 1) > bytes.length / 10) {
            throw new InvalidFile(fileName + " is no text: " + zeros(bytes, 0, 1) + " of its first " + bytes.length
                    + " bytes are zero");
        }
        int broken = TextEncoding.broken(bytes, bom, charset);
        if (broken > MOST_BROKEN && broken > bytes.length / 200) {
            throw new InvalidFile(fileName + " is not " + charset.name() + ": " + broken + " places in its first "
                    + bytes.length + " bytes can't be read; name its encoding, for example GB18030");
        }
        String text = new String(bytes, bom, bytes.length - bom, charset);
        return new TextStart(charset, bom, text, found.note());
    }

    private static int zeros(byte[] bytes, int from, int step) {
        int zeros = 0;
        for (int i = from; i < bytes.length; i += step) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros;
    }
}
