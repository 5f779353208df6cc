package io.keqing.statistics;

/// A 95 % confidence interval, both ends included.
public record Interval(double low, double high) {
    /// The 97.5 % quantile of the standard normal distribution, which every interval of a score here is
    /// made with.
    public static final double Z = 1.959963984540054;

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval must not fall, was " + low + " to " + high);
        }
    }

    public Interval within(double lowest, double highest) {
        return new Interval(Math.clamp(low, lowest, highest), Math.clamp(high, lowest, highest));
    }
}
