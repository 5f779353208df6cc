package io.keqing.report;

import java.util.List;
import java.util.Random;

/// Texts that workbooks get wrong, the same ones for the same seed.
final class NastyTexts {
    static final List<String> PIECES = List.of(
            "客户关系 客戶關係",
            "👩‍👩‍👧‍👦 🇨🇳 𠮷",
            "مرحبا بالعالم",
            "שלום",
            "\u202eright to left\u202c",
            "\u0000",
            "\u0001\u0008\u000b\u000c\u001f",
            "\u007f\u0085\u2028",
            "\ufffe\uffff",
            "\ud83d",
            "\ude00",
            "=1+1",
            "+86 139 1234 5678",
            "-cmd|'/c calc'!A0",
            "@SUM(A1:A9)",
            "=HYPERLINK(\"http://example.com\",\"x\")",
            "＝1+1",
            "'quoted",
            "<b>&amp;</b> ]]> \"x\" 'y'",
            "&#x0;&lt;",
            "_x000D_",
            "_x005F_x000D_",
            "_x00e4_ _xGGGG_ _x12_ __x0041__",
            "_x005F__x005F_",
            "  both ends  ",
            "\tTab\t",
            "\n",
            "line\nline\r\nline\rline",
            " ",
            "123456789012345678",
            "00420",
            "1E5",
            "2024-01-01",
            "TRUE",
            "#N/A",
            "a");

    private NastyTexts() {}

    static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(4);
        for (int i = 0; i <= pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /// What a workbook is to give back for `text`.
    static String expected(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        StringBuilder out = new StringBuilder();
        lines.codePoints()
                .map(point -> point < ' ' && point != '\t' && point != '\n'
                                || point >= 0xd800 && point < 0xe000
                                || point == 0xfffe
                                || point == 0xffff
                        ? 0xfffd
                        : point)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /// Excel's own escapes, as Excel reads them.
    static String unescaped(String text) {
        return java.util.regex.Pattern.compile("_x([0-9A-Fa-f]{4})_")
                .matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString((char) Integer.parseInt(match.group(1), 16))));
    }
}
