package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.satisfaction.KeyDrivers.Asked;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the drivers of the score moved: their own answers, and their weight.
///
/// @param refused why nothing is told, or null
/// @param outcome what they drive, null where nothing is told
/// @param moves of every driver, those that hold first
public record ChangeDrivers(
        @Nullable Label refused, @Nullable Asked outcome, List<Move> moves) {
    public ChangeDrivers {
        moves = List.copyOf(moves);
    }

    static ChangeDrivers refused(Label reason) {
        return new ChangeDrivers(reason, null, List.of());
    }

    /// @param now mean of its answers, as is `before`
    /// @param mean now less before, with its interval and p (Welch)
    /// @param weightNow its part of the outcome's variance, as is `weightBefore`
    /// @param weight the difference of the two
    /// @param meanAdjusted p after Benjamini and Hochberg over means and weights of all drivers
    public record Move(
            Asked driver,
            double now,
            double before,
            Score.Difference mean,
            double meanAdjusted,
            double weightNow,
            double weightBefore,
            Score.Difference weight,
            double weightAdjusted) {
        public boolean isMarked() {
            return meanAdjusted < FalseDiscoveries.RATE || weightAdjusted < FalseDiscoveries.RATE;
        }
    }
}
