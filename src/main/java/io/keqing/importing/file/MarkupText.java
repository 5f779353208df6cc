package io.keqing.importing.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A page or an XML document as characters, in the encoding that it declares where that is true.
///
/// @param encoding of the file
record MarkupText(Path file, TextEncoding encoding) {
    private static final int LOOKED_AT = 1 << 16;
    private static final Pattern DECLARED =
            Pattern.compile("(?:encoding|charset)\\s*=\\s*[\"']?\\s*([A-Za-z0-9_.:-]{2,40})", Pattern.CASE_INSENSITIVE);

    /// @param said the encoding, null = find out
    /// @param declared by what the document came in, null = only by itself
    static MarkupText of(Path file, @Nullable String said, @Nullable String declared) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LOOKED_AT);
        }
        Matcher own =
                DECLARED.matcher(new String(start, 0, Math.min(start.length, 1 << 13), StandardCharsets.ISO_8859_1));
        return new MarkupText(file, TextEncoding.of(file, start, said, own.find() ? own.group(1) : declared));
    }

    /// Enough of a text to tell what markup it is; its letters may be wrong.
    static String head(byte[] start) {
        boolean wide = start.length > 3 && (start[0] == 0 || start[1] == 0 || start[0] == -1 || start[0] == -2);
        Charset charset = !wide
                ? StandardCharsets.UTF_8
                : start[0] == 0 || start[0] == -2 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        return new String(start, charset);
    }

    /// The characters from the first that is no blank, for an XML declaration must stand at the very
    /// start.
    Reader open(CountedInput in) throws IOException {
        in.skipNBytes(encoding.bomLength());
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, encoding.charset()), 1 << 14);
        int c;
        do {
            reader.mark(1);
            c = reader.read();
        } while (c == '\uFEFF' || c >= 0 && c <= ' ');
        reader.reset();
        return reader;
    }
}
