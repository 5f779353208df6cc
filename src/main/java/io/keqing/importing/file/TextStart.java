package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the start of a file says: whether it is text at all, in which character set, and that it is no markup.
///
/// @param bomLength bytes of the byte order mark, which are no part of the text
/// @param note about a doubtful character set, null where there is no doubt
record TextStart(Charset charset, int bomLength, String text, @Nullable FileNote note) {
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
        String kind = binaryKind(bytes);
        if (kind != null) {
            throw new InvalidFile(fileName + " is " + kind + " and holds no rows");
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
        refuseMarkup(text, fileName);
        return new TextStart(charset, bom, text, found.note());
    }

    /// A page that calls itself a workbook is what many systems export; its cells can't be told from its layout.
    private static void refuseMarkup(String text, String fileName) {
        String start = text.substring(0, Math.min(text.length(), 500)).strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<table")) {
            throw new InvalidFile(
                    fileName + " is an HTML page, whatever its name says; open it in a spreadsheet program"
                            + " and save it as .xlsx or .csv");
        }
        if (start.startsWith("<?xml") || start.startsWith("<workbook")) {
            throw new InvalidFile(fileName + " is XML, no table; save it as .xlsx, .csv or .json");
        }
    }

    private static @Nullable String binaryKind(byte[] bytes) {
        int magic = bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
        List<Integer> pictures = List.of(0x89504E47, 0xFFD8FFE0, 0xFFD8FFE1, 0x47494638);
        if (magic == 0x25504446) {
            return "a PDF document";
        }
        if (magic == 0x52617221 || magic == 0x377ABCAF) {
            return "a RAR or 7z archive: pack it as .zip or .gz; it";
        }
        return pictures.contains(magic) ? "a picture" : null;
    }

    private static int zeros(byte[] bytes, int from, int step) {
        int zeros = 0;
        for (int i = from; i < bytes.length; i += step) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros;
    }
}
