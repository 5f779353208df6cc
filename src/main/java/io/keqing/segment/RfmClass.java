package io.keqing.segment;

import io.keqing.field.Label;

/// What the three scores of a customer say together. Each score is high from 4 on and low below, which parts all
/// 125 cells into eight classes without a gap and without a double: the usual reading of recency, frequency and money
/// (重要价值 … 一般挽留).
public enum RfmClass {
    CHAMPION("champion", "重要价值", "Champion", true, true, true),
    BIG_NEWCOMER("bigNewcomer", "重要发展", "Spends much, buys seldom", true, false, true),
    BIG_SLEEPER("bigSleeper", "重要保持", "Bought much and often, quiet", false, true, true),
    BIG_LEAVER("bigLeaver", "重要挽留", "Spent much, seldom, quiet", false, false, true),
    REGULAR("regular", "一般价值", "Buys often, spends little", true, true, false),
    NEWCOMER("newcomer", "一般发展", "Newcomer", true, false, false),
    SLEEPER("sleeper", "一般保持", "Bought often, quiet", false, true, false),
    LEAVER("leaver", "一般挽留", "Leaver", false, false, false);

    private static final int HIGH = 4;

    private final String key;
    private final Label label;
    private final boolean recent;
    private final boolean frequent;
    private final boolean rich;

    RfmClass(String key, String zh, String en, boolean recent, boolean frequent, boolean rich) {
        this.key = key;
        this.label = new Label(zh, en);
        this.recent = recent;
        this.frequent = frequent;
        this.rich = rich;
    }

    /// @param r 1 to 5, as are the others
    public static RfmClass of(int r, int f, int m) {
        for (RfmClass each : values()) {
            if (each.recent == isHigh(r) && each.frequent == isHigh(f) && each.rich == isHigh(m)) {
                return each;
            }
        }
        throw new IllegalStateException("three scores must have a class, " + r + f + m + " has none");
    }

    private static boolean isHigh(int score) {
        if (score < 1 || score > 5) {
            throw new IllegalArgumentException("a score must be 1 to 5, was " + score);
        }
        return score >= HIGH;
    }

    /// What programs call it.
    public String key() {
        return key;
    }

    public Label label() {
        return label;
    }
}
