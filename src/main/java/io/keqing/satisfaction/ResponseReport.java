package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.statistics.Interval;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who answered and who did not, and what the score would be if all groups counted as they were asked.
///
/// @param comparison null where everybody or nobody answered
/// @param labels of the groups
/// @param score as answered; null where too few did
/// @param weighted the same with each group weighing as it does among all who were asked; null where a
///     group that was asked gave too few answers to stand for it
public record ResponseReport(
        Measure.Kind kind,
        @Nullable NonResponse comparison,
        Map<String, Label> labels,
        @Nullable Double score,
        @Nullable Interval interval,
        @Nullable Weighted weighted) {

    /// @param effective answers that the weighted ones are worth (Kish)
    public record Weighted(double value, Interval interval, double effective) {}

    /// The groups, in the order they are told; empty where nothing can be compared.
    public List<NonResponse.Group> groups() {
        return comparison == null ? List.of() : comparison.groups();
    }
}
