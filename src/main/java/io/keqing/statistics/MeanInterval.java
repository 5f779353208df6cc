package io.keqing.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/// A mean with its 95 % interval by Student's t: mean ± t(0.975, n − 1) · s / √n, where s is the standard
/// deviation with n − 1 (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2). It is not cut off at
/// the ends of a scale.
public record MeanInterval(double mean, double low, double high) {
    private static final double UPPER_TAIL = 0.025;

    /// @param n at least 2
    /// @param deviation with n − 1
    public static MeanInterval of(long n, double mean, double deviation) {
        if (n < 2) {
            throw new IllegalArgumentException("An interval of a mean needs 2 answers, had " + n);
        }
        double reach = TDistribution.of(n - 1).inverseSurvivalProbability(UPPER_TAIL) * deviation / Math.sqrt(n);
        return new MeanInterval(mean, mean - reach, mean + reach);
    }
}
