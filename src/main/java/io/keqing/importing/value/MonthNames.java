package io.keqing.importing.value;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The months by their names, long and short, in the languages whose spreadsheets write them, and in Chinese.
final class MonthNames {
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "pt", "nl");
    private static final String CHINESE = "一二三四五六七八九十";
    private static final Map<String, Integer> NUMBERS = numbers();
    private static final Pattern CHINESE_NUMBER = Pattern.compile("[〇零○一二三四五六七八九十廿]+");

    private MonthNames() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (Month month : Month.values()) {
            for (String language : LANGUAGES) {
                for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                    String name = month.getDisplayName(style, Locale.of(language));
                    numbers.putIfAbsent(normal(name), month.getValue());
                }
            }
        }
        numbers.put("sept", 9);
        return Map.copyOf(numbers);
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace(".", "");
    }

    /// 1 to 12, null for what is no name of a month.
    static @Nullable Integer number(String name) {
        return NUMBERS.get(normal(name));
    }

    /// The same with digits for the numbers that Chinese writes as words: `二〇二五年三月一日`, `1-三月-25`.
    static String withDigits(String text) {
        return CHINESE_NUMBER.matcher(text).replaceAll(found -> digits(found.group()));
    }

    private static String digits(String words) {
        if (words.indexOf('十') < 0 && words.indexOf('廿') < 0) {
            StringBuilder digits = new StringBuilder();
            words.chars().forEach(c -> digits.append(CHINESE.indexOf(c) + 1));
            return digits.toString();
        }
        String plain = words.replace("廿", "二十");
        int ten = plain.indexOf('十');
        int tens = ten == 0 ? 1 : CHINESE.indexOf(plain.charAt(ten - 1)) + 1;
        int ones = ten + 1 == plain.length() ? 0 : CHINESE.indexOf(plain.charAt(ten + 1)) + 1;
        return Integer.toString(tens * 10 + ones);
    }
}
