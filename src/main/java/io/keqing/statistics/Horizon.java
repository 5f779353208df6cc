package io.keqing.statistics;

/// Years that are looked ahead, and what a later year counts for.
///
/// @param years above 0, finite
/// @param discount a year, 0 or more: 0.1 makes 1.10 of next year's money 1 of today's
public record Horizon(double years, double discount) {
    public Horizon {
        if (!(years > 0) || !(discount >= 0) || Double.isInfinite(years) || Double.isInfinite(discount)) {
            throw new IllegalArgumentException(
                    "years must be above 0 and discount 0 or more, were %s and %s".formatted(years, discount));
        }
    }

    /// Years within the horizon in which somebody is still a customer, if they leave at a constant rate.
    ///
    /// @param churn share that leaves within a year, 0 to 1
    /// @return 0 to `years`
    public double expected(double churn) {
        return integral(-Math.log1p(-churn));
    }

    /// The same, each moment counted at what it is worth today.
    public double discounted(double churn) {
        return integral(Math.log1p(discount) - Math.log1p(-churn));
    }

    /// Of e^(−rate·t) from 0 to the horizon.
    private double integral(double rate) {
        return rate == 0 ? years : -Math.expm1(-rate * years) / rate;
    }
}
