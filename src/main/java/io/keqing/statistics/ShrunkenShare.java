package io.keqing.statistics;

import org.hipparchus.random.RandomDataGenerator;

/// A share of few that is never 0 and never 1: the mean of the Beta distribution that Jeffreys's prior
/// Beta(½, ½) and
/// what was counted lead to. 0 of 12 is 3.8 %, not never.
///
/// @param n 1 or more
/// @param good 0 to n
public record ShrunkenShare(long n, long good) {
    private static final double PRIOR = 0.5;

    public ShrunkenShare {
        if (n < 1 || good < 0 || good > n) {
            throw new IllegalArgumentException(
                    "good must be 0 to n and n 1 or more, were %d and %d".formatted(good, n));
        }
    }

    public double value() {
        return (good + PRIOR) / (n + 2 * PRIOR);
    }

    /// A share as it might be as well, by the same distribution.
    double draw(RandomDataGenerator random) {
        return random.nextBeta(good + PRIOR, n - good + PRIOR);
    }

    /// The share of several periods of a share of one: of those who stay, as many leave in the next.
    ///
    /// @param share 0 to 1
    /// @param periods above 0
    public static double of(double share, double periods) {
        return -Math.expm1(periods * Math.log1p(-share));
    }
}
