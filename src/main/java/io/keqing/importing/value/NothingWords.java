package io.keqing.importing.value;

import java.util.Locale;
import java.util.Set;

/// Words that say that there is no value.
public final class NothingWords {
    /// What no person, place or thing is called: nothing wherever a record is told by it.
    private static final Set<String> CERTAIN = Set.of(
            "null",
            "(null)",
            "<null>",
            "[null]",
            "\\n",
            "nil",
            "nan",
            "<na>",
            "#n/a",
            "#null!",
            "#value!",
            "#ref!",
            "#div/0!",
            "#num!",
            "#name?",
            "#n/v",
            "#spill!",
            "#calc!",
            "n/a",
            "n.a.",
            "undefined",
            "(blank)",
            "(空)",
            "-",
            "--",
            "---",
            "—",
            "——",
            "–",
            "−",
            "未填",
            "未填写",
            "空值",
            "\\",
            "?",
            "??",
            "???",
            "不适用");
    private static final Set<String> LIKELY = Set.of(
            "na",
            "none",
            "nichts",
            "no answer",
            "no data",
            "not available",
            "not applicable",
            "not provided",
            "not answered",
            "don't know",
            "dont know",
            "prefer not to say",
            "skipped",
            "(skipped)",
            "unknown",
            "missing",
            "blank",
            "empty",
            "tbd",
            "tba",
            ".",
            "..",
            "...",
            "…",
            "/",
            "//",
            "*",
            "_",
            "无",
            "無",
            "暂无",
            "没有",
            "無し",
            "未知",
            "不详",
            "不明",
            "空",
            "空白",
            "缺失",
            "缺省",
            "待补",
            "待定",
            "待核",
            "保密",
            "未评分",
            "未评价",
            "未作答",
            "未回答",
            "拒答",
            "跳过",
            "(跳过)",
            "无数据",
            "不知道",
            "说不清",
            "没有数据");

    private NothingWords() {}

    /// Whether it can't be an id, a phone or an address of anybody.
    public static boolean isCertain(String text) {
        return text.length() <= 10 && CERTAIN.contains(lower(text));
    }

    /// Whether it means nothing where a number, a date or one of a list is expected.
    public static boolean isLikely(String text) {
        return text.length() <= 20 && (CERTAIN.contains(lower(text)) || LIKELY.contains(lower(text)));
    }

    private static String lower(String text) {
        return NumberText.halfWidth(text.strip()).toLowerCase(Locale.ROOT);
    }
}
