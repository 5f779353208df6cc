package io.keqing.search.elastic;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as people type them in a question: `1,000`, `１００`, `¥1.5万`, `2k`, `300元`.
final class NumberText {
    private static final Pattern WRITTEN = Pattern.compile("([+-]?)(?:CNY|RMB|[¥$€£])? ?"
            + "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d*)?|\\d+\\.?\\d*(?:[eE][+-]?\\d{1,3})?|\\.\\d+)"
            + " ?(千|万|萬|亿|億|[kKwW])? ?(?:元|块|圆)?");

    private NumberText() {}

    /// A finite number, null for anything else.
    static @Nullable Double read(String text) {
        Matcher written =
                WRITTEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).strip());
        if (!written.matches()) {
            return null;
        }
        double value =
                Double.parseDouble(written.group(1) + written.group(2).replace(",", "")) * unit(written.group(3));
        return Double.isFinite(value) ? value : null;
    }

    private static double unit(@Nullable String unit) {
        return switch (unit == null ? "" : unit.toLowerCase(Locale.ROOT)) {
            case "千", "k" -> 1e3;
            case "万", "萬", "w" -> 1e4;
            case "亿", "億" -> 1e8;
            default -> 1;
        };
    }
}
