package io.keqing.importing.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The character set of a text: the one that was said, else that of its byte order mark, else the one
/// it declares itself, else the one that is found. UTF-8 is known by its rules, other Unicode by its
/// zeros, and all else is a guess of [EncodingGuess] from lines of the beginning, the middle and the
/// end.
///
/// @param bomLength bytes of the byte order mark, which are no part of the text
/// @param note what people must know of it, null where there is no doubt
record TextEncoding(
        Charset charset, int bomLength, @Nullable FileNote note) {
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    /// @param start of the file, some Ki bytes at least
    /// @param said by whoever imports the file; counts before all else
    /// @param declared by the file itself; counts where its bytes keep the rules
    static TextEncoding of(Path file, byte[] start, @Nullable String said, @Nullable String declared)
            throws IOException {
        Charset marked = marked(start);
        int bom = marked == null
                ? 0
                : marked.equals(StandardCharsets.UTF_8) ? 3 : marked.name().startsWith("UTF-32") ? 4 : 2;
        if (said != null) {
            return new TextEncoding(Charset.forName(said), bom, null);
        }
        if (marked != null) {
            return new TextEncoding(marked, bom, null);
        }
        Charset wide = wide(start);
        if (wide != null) {
            return new TextEncoding(wide, 0, null);
        }
        List<byte[]> lines = HighLines.of(file);
        if (lines.isEmpty()) {
            return new TextEncoding(StandardCharsets.UTF_8, 0, null);
        }
        Charset claimed = declared == null ? null : charset(declared);
        if (claimed != null && broken(lines, claimed) == 0) {
            return new TextEncoding(claimed, 0, null);
        }
        // most lines, for there are files into which others were copied, and lines that were cut in a character
        int broken = broken(lines, StandardCharsets.UTF_8);
        if (broken * 2 <= lines.size() && broken < lines.size()) {
            return new TextEncoding(StandardCharsets.UTF_8, 0, null);
        }
        EncodingGuess guess = EncodingGuess.of(lines.stream()
                .filter(line -> isBroken(line, StandardCharsets.UTF_8))
                .toList());
        FileNote mixed = mixed(lines, guess.charset());
        return new TextEncoding(guess.charset(), 0, mixed == null ? guess.note() : mixed);
    }

    /// By the names that pages and programs use, which mean the wider set of Windows; null where there
    /// is none.
    static @Nullable Charset charset(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030" -> Charset.forName("GB18030");
            case "iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252" -> Charset.forName("windows-1252");
            case "iso-8859-9" -> Charset.forName("windows-1254");
            case "big5" -> Charset.forName("Big5-HKSCS");
            case "shift_jis", "shift-jis", "x-sjis", "sjis" -> Charset.forName("windows-31j");
            case "euc-kr", "ks_c_5601-1987" -> Charset.forName("x-windows-949");
            // a page that can be read up to here is none of these, whatever it says
            case "utf-16", "utf-16le", "utf-16be", "unicode", "utf-7" -> null;
            default -> {
                try {
                    yield Charset.isSupported(name.strip()) ? Charset.forName(name.strip()) : null;
                } catch (IllegalArgumentException e) {
                    yield null;
                }
            }
        };
    }

    private static @Nullable Charset marked(byte[] bytes) {
        int first = bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
        if (first == 0xFFFE0000) {
            return UTF_32LE;
        }
        if (first == 0x0000FEFF) {
            return UTF_32BE;
        }
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

    /// UTF-16 and UTF-32 without a mark: delimiters and line ends are there in any language, and half
    /// of their bytes are zero.
    private static @Nullable Charset wide(byte[] start) {
        int[] zeros = new int[4];
        for (int i = 0; i < start.length; i++) {
            zeros[i % 4] += start[i] == 0 ? 1 : 0;
        }
        int quarter = start.length / 4;
        if (quarter > 1 && zeros[2] + zeros[3] > quarter * 1.9 && zeros[0] < quarter / 10 + 1) {
            return broken(start, 0, UTF_32LE) == 0 ? UTF_32LE : null;
        }
        if (quarter > 1 && zeros[0] + zeros[1] > quarter * 1.9 && zeros[3] < quarter / 10 + 1) {
            return broken(start, 0, UTF_32BE) == 0 ? UTF_32BE : null;
        }
        int even = zeros[0] + zeros[2];
        int odd = zeros[1] + zeros[3];
        if (even + odd <= start.length / 100 + 1 || start.length <= 3) {
            return null;
        }
        Charset charset = odd > even * 4 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        return (odd > even * 4 || even > odd * 4) && broken(start, 0, charset) == 0 ? charset : null;
    }

    private static int broken(List<byte[]> lines, Charset charset) {
        int broken = 0;
        for (byte[] line : lines) {
            broken += isBroken(line, charset) ? 1 : 0;
        }
        return broken;
    }

    /// A whole line ends with a whole character.
    private static boolean isBroken(byte[] line, Charset charset) {
        try {
            charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line));
            return false;
        } catch (CharacterCodingException e) {
            return true;
        }
    }

    /// Lines of UTF-8 in a file of another encoding: two Chinese characters or more, which no other encoding writes so.
    private static @Nullable FileNote mixed(List<byte[]> lines, Charset charset) {
        long count = 0;
        String first = "";
        for (byte[] line : lines) {
            if (!isBroken(line, StandardCharsets.UTF_8)) {
                String text = new String(line, StandardCharsets.UTF_8);
                if (text.codePoints().filter(c -> c >= 0x800).count() >= 2) {
                    first = count++ == 0 ? text : first;
                }
            }
        }
        return count == 0
                ? null
                : new FileNote(
                        "lines are UTF-8, but the file is read in the encoding " + charset.name()
                                + ": it is made of parts of different encodings; bring them into one",
                        count,
                        0,
                        CsvText.excerpt(Cleaner.clean(first)));
    }

    /// How often the bytes break the rules of the character set; the last character may be cut off.
    static int broken(byte[] bytes, int from, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate((int) (bytes.length * decoder.maxCharsPerByte()) + 2);
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
