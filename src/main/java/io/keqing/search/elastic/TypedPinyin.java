package io.keqing.search.elastic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Chinese names while they are typed in Latin letters: `baoxiaow`, `bao xiao w`, `bxw`, `baoxw`. The last
/// syllable may be unfinished.
final class TypedPinyin {
    /// One letter begins half of all names.
    private static final int SHORTEST = 2;

    private static final int LONGEST_VALUE = 12;
    private static final int MOST_READINGS = 2;

    private TypedPinyin() {}

    /// What finds names so far.
    ///
    /// @param path where the readings of names stand in the index
    static List<Map<String, Object>> names(String path, String typed) {
        List<Map<String, Object>> ways = new ArrayList<>();
        String letters = typed.toLowerCase(Locale.ROOT);
        if (letters.length() >= SHORTEST && letters.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            // initials, or the beginning of one syllable
            ways.add(Json.of("prefix", Json.of(path, letters)));
        }
        for (List<String> syllables : Pinyin.unfinished(typed)) {
            if (syllables.size() > 1) {
                ways.add(inOrder(path, syllables));
            }
        }
        return ways;
    }

    /// The syllables one behind the other. What the last one may become is listed, because the engine's own
    /// expansion of a prefix stops at the first of its many terms.
    private static Map<String, Object> inOrder(String path, List<String> syllables) {
        String whole = String.join(" ", syllables.subList(0, syllables.size() - 1));
        List<Map<String, Object>> last = Pinyin.beginning(syllables.getLast()).stream()
                .map(syllable -> Json.of("match", Json.of("query", syllable)))
                .toList();
        Map<String, Object> before = Json.of("match", Json.of("query", whole, "ordered", true, "max_gaps", 0));
        Map<String, Object> all = Json.of(
                "ordered",
                true,
                "max_gaps",
                0,
                "intervals",
                List.of(before, Json.of("any_of", Json.of("intervals", last))));
        return Json.of("intervals", Json.of(path, Json.of("all_of", all)));
    }

    /// How a value is spelled in Pinyin: `wuhanshi` and `whs` of 武汉市; empty where it has no Chinese, or is a
    /// sentence.
    static List<String> spelled(String value) {
        long han = value.codePoints().filter(Pinyin::isRead).count();
        if (han < 2 || value.length() > LONGEST_VALUE) {
            return List.of();
        }
        Set<String> spelled = new LinkedHashSet<>();
        Pinyin.readings(value).stream()
                .limit(MOST_READINGS)
                .flatMap(reading -> Stream.of(reading.replace(" ", ""), Pinyin.initials(reading)))
                .forEach(spelled::add);
        return List.copyOf(spelled);
    }
}
