package io.keqing.importing.file;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Texts in records of `.xls`: bytes of a code page up to Excel 95, afterwards with a mark whether each character has
/// one
/// byte or two.
final class XlsText {
    static final Charset WESTERN = Charset.forName("windows-1252");

    private XlsText() {}

    /// @param length in characters
    static String of(XlsBook book, ByteBuffer content, int length) {
        if (length <= 0 || !content.hasRemaining()) {
            return "";
        }
        if (book.isOld()) {
            return decoded(content, length, book.charset());
        }
        boolean wide = (content.get() & 1) == 1;
        return decoded(
                content, wide ? length * 2 : length, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
    }

    private static String decoded(ByteBuffer content, int bytes, Charset charset) {
        byte[] text = new byte[Math.min(bytes, content.remaining())];
        content.get(text);
        return new String(text, charset);
    }

    /// The code page that a workbook says it is written in.
    static Charset ofPage(int page) {
        String name = switch (page) {
            case 1200 -> "UTF-16LE";
            case 10_000, 0x8000 -> "x-MacRoman";
            case 0x8001 -> "windows-1252";
            case 874, 932, 936, 949, 950 -> "x-windows-" + page;
            case 437, 850, 852, 855, 857, 860, 861, 862, 863, 864, 865, 866, 869 -> "IBM" + page;
            default -> "windows-" + page;
        };
        return page == 936 ? Charset.forName("GBK") : Charset.isSupported(name) ? Charset.forName(name) : WESTERN;
    }

    /// The code page of a font, for workbooks that name none.
    static Charset ofFont(int characters) {
        int page = switch (characters) {
            case 128 -> 932;
            case 129 -> 949;
            case 134 -> 936;
            case 136 -> 950;
            case 161 -> 1253;
            case 162 -> 1254;
            case 177 -> 1255;
            case 178 -> 1256;
            case 186 -> 1257;
            case 204 -> 1251;
            case 222 -> 874;
            case 238 -> 1250;
            default -> 1252;
        };
        return ofPage(page);
    }
}
