package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.statistics.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What goes along with an outcome, such as the overall satisfaction. It is association, not cause.
///
/// @param n answers that have the outcome and every driver
/// @param r2 share of the outcome's variance that the drivers explain together
/// @param drivers the weightiest first
public record KeyDrivers(Asked outcome, long n, double r2, List<Driver> drivers) {
    public KeyDrivers {
        drivers = List.copyOf(drivers);
    }

    /// A question, or a score of feedback.
    public record Asked(String name, Label label) {}

    /// @param weight Johnson's relative weight: its part of R², of all weights R²
    /// @param interval of the weight, 95 %, by bootstrap
    /// @param shapley its exact Shapley value of R², the cross-check; null with more than 12 drivers
    /// @param performance mean of its answers
    /// @param deviation standard deviation of its answers, with n − 1
    /// @param place where that mean lies on its scale, 0 lowest and 1 highest; null without a scale
    /// @param correlation with the outcome: its sign says which way they go together
    public record Driver(
            Asked asked,
            double weight,
            Interval interval,
            @Nullable Double shapley,
            double performance,
            double deviation,
            @Nullable Double place,
            double correlation) {}

    /// Too little was answered to say anything, or what was asked is no question for this.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Label reason;

        Refused(String zh, String en) {
            super(en, null, false, false);
            this.reason = new Label(zh, en);
        }

        public Label reason() {
            return reason;
        }
    }
}
