package io.keqing.ui;

import io.keqing.field.Field;

/// How a score is toned where it is shown: a hint beside the number, never instead of it.
public final class Scores {
    private Scores() {}

    /// Whether the field is an answer on a scale of good and bad.
    public static boolean isScore(Field<?> field) {
        return switch (field.name()) {
            case "nps", "csat", "ces" -> true;
            case String other -> false;
        };
    }

    /// `good`, `fair` or `poor`: NPS by its classes, CSAT on the scale of 1 to 5 where 4 and 5 are satisfied. CES stays
    /// without, since surveys disagree whether 1 or 7 is the easy end.
    public static String tone(Field<?> field, double score) {
        return switch (field.name()) {
            case "nps" -> score >= 9 ? "good" : score >= 7 ? "fair" : "poor";
            case "csat" -> score > 5 ? "" : score >= 4 ? "good" : score >= 3 ? "fair" : "poor";
            case String other -> "";
        };
    }
}
