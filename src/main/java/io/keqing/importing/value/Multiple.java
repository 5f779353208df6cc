package io.keqing.importing.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number word behind a number, which multiplies it: `1.2万`, `3 k`, `2 Mio.`, `4 lakh`.
///
/// @param rest what stands before it
/// @param name as it was written, empty where there is none
record Multiple(String rest, String name, BigDecimal factor) {
    private static final Map<String, Integer> POWERS = Map.ofEntries(
            Map.entry("百", 2),
            Map.entry("千", 3),
            Map.entry("仟", 3),
            Map.entry("万", 4),
            Map.entry("萬", 4),
            Map.entry("十万", 5),
            Map.entry("百万", 6),
            Map.entry("百萬", 6),
            Map.entry("千万", 7),
            Map.entry("千萬", 7),
            Map.entry("亿", 8),
            Map.entry("億", 8),
            Map.entry("万亿", 12),
            Map.entry("k", 3),
            Map.entry("tsd", 3),
            Map.entry("thousand", 3),
            Map.entry("thousands", 3),
            Map.entry("000", 3),
            Map.entry("000s", 3),
            Map.entry("m", 6),
            Map.entry("mm", 6),
            Map.entry("mn", 6),
            Map.entry("mln", 6),
            Map.entry("mio", 6),
            Map.entry("million", 6),
            Map.entry("millions", 6),
            Map.entry("b", 9),
            Map.entry("bn", 9),
            Map.entry("mrd", 9),
            Map.entry("billion", 9),
            Map.entry("billions", 9),
            Map.entry("lakh", 5),
            Map.entry("lakhs", 5),
            Map.entry("lac", 5),
            Map.entry("crore", 7),
            Map.entry("crores", 7));
    private static final Pattern BEHIND = Pattern.compile(
            "(?<rest>.*\\d[.,]?) *(?<name>[\\p{IsHan}]{1,2}|[a-z]{1,8}) *\\.?", Pattern.CASE_INSENSITIVE);

    static Multiple at(String text) {
        char end = text.isEmpty() ? '0' : text.charAt(text.length() - 1);
        if (end >= '0' && end <= '9') {
            return new Multiple(text, "", BigDecimal.ONE);
        }
        Matcher behind = BEHIND.matcher(text);
        Integer power = behind.matches() ? power(behind.group("name")) : null;
        return power == null
                ? new Multiple(text, "", BigDecimal.ONE)
                : new Multiple(
                        behind.group("rest"),
                        behind.group("name"),
                        BigDecimal.ONE.movePointRight(power).setScale(0));
    }

    /// Ten to this power is what the word means; null where it is no number word.
    static @Nullable Integer power(String name) {
        return POWERS.get(name.toLowerCase(Locale.ROOT));
    }
}
