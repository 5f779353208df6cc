package io.keqing.importing.file;

import java.io.BufferedInputStream;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/// What the bytes of a file say: whether it is text at all, and in which character set. A character set counts only
/// where the bytes keep its rules; between those that do, the share of everyday characters and Mozilla's detector
/// decide. Where the start is pure ASCII the file is read on to the first byte that is not.
///
/// @param bomLength bytes of the byte order mark, which are no part of the text
record TextStart(Charset charset, int bomLength, String text) {
    private static final int LOOKED_AT = 1 << 17;
    private static final int MOST_BROKEN = 20;
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

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
        Charset marked = marked(bytes);
        int bom = marked == null ? 0 : marked.equals(StandardCharsets.UTF_8) ? 3 : 2;
        Charset charset = encoding != null ? Charset.forName(encoding) : marked != null ? marked : found(file, bytes);
        if (charset.equals(StandardCharsets.UTF_8) && zeros(bytes, 0, 1) > bytes.length / 10) {
            throw new InvalidFile(fileName + " is no text: " + zeros(bytes, 0, 1) + " of its first " + bytes.length
                    + " bytes are zero");
        }
        int broken = broken(bytes, bom, charset);
        if (broken > MOST_BROKEN && broken > bytes.length / 200) {
            throw new InvalidFile(fileName + " is not " + charset.name() + ": " + broken + " places in its first "
                    + bytes.length + " bytes can't be read; name its encoding, for example GB18030");
        }
        String text = new String(bytes, bom, bytes.length - bom, charset);
        refuseMarkup(text, fileName);
        return new TextStart(charset, bom, text);
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

    private static Charset found(Path file, byte[] start) throws IOException {
        int even = zeros(start, 0, 2);
        int odd = zeros(start, 1, 2);
        if (even + odd > start.length / 100 + 1 && start.length > 3) {
            Charset wide = odd > even * 4 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            if ((odd > even * 4 || even > odd * 4) && broken(start, 0, wide) == 0) {
                return wide;
            }
        }
        byte[] telling = isAscii(start) ? firstNotAscii(file, start.length) : start;
        if (isAscii(telling)) {
            return StandardCharsets.UTF_8;
        }
        int broken = broken(telling, 0, StandardCharsets.UTF_8);
        if (broken == 0 || broken * 10 < sequences(telling)) {
            return StandardCharsets.UTF_8;
        }
        return notUnicode(telling);
    }

    private static Charset notUnicode(byte[] bytes) {
        double pairs = Pairs.share(bytes);
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes);
        detector.dataEnd();
        String said = detector.getDetectedCharset();
        boolean saidBig5 = "BIG5".equals(said);
        boolean gb = broken(bytes, 0, GB18030) == 0;
        boolean big5 = broken(bytes, 0, BIG5) == 0;
        if (pairs > 0.7 && (gb || big5)) {
            double common = Pairs.common(bytes, 0xB0, 0xD7, 0xA1);
            double commonBig5 = Pairs.common(bytes, 0xA4, 0xC6, 0x40);
            boolean preferBig5 = big5 && (!gb || commonBig5 > common + (saidBig5 ? -0.05 : 0.15));
            if (preferBig5 || common > 0.5 || "GB18030".equals(said)) {
                return preferBig5 ? BIG5 : GB18030;
            }
        }
        return WINDOWS;
    }

    /// How the bytes above 127 stand: two by two as in Chinese, or alone among letters as in western texts.
    private static final class Pairs {
        /// Share of those that start a pair whose second byte is one, too, or would be a rare letter.
        static double share(byte[] bytes) {
            int high = 0;
            int paired = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] < 0) {
                    high++;
                    boolean pair = i + 1 < bytes.length && (bytes[i + 1] & 0xFF) >= 0x40;
                    boolean letter = pair && Character.isLetter(bytes[i + 1] & 0xFF) && bytes[i + 1] > 0;
                    boolean afterLetter = i > 0 && bytes[i - 1] > 0 && Character.isLetter(bytes[i - 1]);
                    paired += pair && !(letter && afterLetter) ? 1 : 0;
                    i += pair ? 1 : 0;
                }
            }
            return high == 0 ? 0 : paired / (double) high;
        }

        /// Share of pairs that stand in the part of the table where the common characters are.
        static double common(byte[] bytes, int fromLead, int toLead, int leastTrail) {
            int pairs = 0;
            int common = 0;
            for (int i = 0; i + 1 < bytes.length; i++) {
                if (bytes[i] < 0) {
                    int lead = bytes[i] & 0xFF;
                    int trail = bytes[i + 1] & 0xFF;
                    pairs++;
                    boolean mark = lead == 0xA1 || lead == 0xA3;
                    common += (lead >= fromLead && lead <= toLead || mark) && trail >= leastTrail ? 1 : 0;
                    i++;
                }
            }
            return pairs == 0 ? 0 : common / (double) pairs;
        }
    }

    /// From the first byte above 127 on; pure ASCII where there is none.
    private static byte[] firstNotAscii(Path file, int skip) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), LOOKED_AT)) {
            in.skipNBytes(skip);
            byte[] block = in.readNBytes(LOOKED_AT);
            while (block.length > 0) {
                for (int i = 0; i < block.length; i++) {
                    if (block[i] < 0) {
                        byte[] more = in.readNBytes(LOOKED_AT);
                        byte[] both = Arrays.copyOfRange(block, i, block.length + more.length);
                        System.arraycopy(more, 0, both, block.length - i, more.length);
                        return both;
                    }
                }
                block = in.readNBytes(LOOKED_AT);
            }
            return new byte[0];
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static int sequences(byte[] bytes) {
        int sequences = 0;
        for (byte b : bytes) {
            sequences += (b & 0xC0) == 0xC0 ? 1 : 0;
        }
        return sequences;
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

    private static int zeros(byte[] bytes, int from, int step) {
        int zeros = 0;
        for (int i = from; i < bytes.length; i += step) {
            zeros += bytes[i] == 0 ? 1 : 0;
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
