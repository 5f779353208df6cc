package io.keqing.feedback;

import io.keqing.record.Scale;
import org.jspecify.annotations.Nullable;

/// Who counts as satisfied.
///
/// @param question of the survey; null for the field `csat`
/// @param top the lowest answer of those who are satisfied. As far from the other end of the scale begin
///     those who are not: of 1 to 5 with 4 on top, 1 and 2
/// @param scale an answer beyond is none
public record CsatRule(@Nullable String question, double top, Scale scale) {
    /// Of a survey that says nothing else: 4 and 5 of 5.
    public static final CsatRule DEFAULT = new CsatRule(null, 4, new Scale(1, 5));

    /// The two highest answers of a scale in whole numbers.
    public static double topTwo(Scale scale) {
        return Math.max(scale.highest() - 1, scale.lowest() + 1);
    }
}
