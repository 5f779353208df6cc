package io.keqing.statistics;

import java.util.Arrays;
import java.util.Comparator;

/// What many comparisons at once are worth: p values adjusted after Benjamini and Hochberg (1995). Of those
/// that stay below 0.05, at most 5 % are expected to be chance.
public final class FalseDiscoveries {
    /// From here on a difference is no longer told as one.
    public static final double RATE = 0.05;

    private FalseDiscoveries() {}

    /// Adjusted p of the i-th smallest of m: the smallest of p · m ÷ rank among those from i on, at most 1.
    ///
    /// @param p 0 to 1 each
    /// @return in the order of `p`
    public static double[] adjusted(double[] p) {
        Integer[] falling = new Integer[p.length];
        Arrays.setAll(falling, i -> i);
        Arrays.sort(falling, Comparator.comparingDouble((Integer i) -> p[i]).reversed());
        double[] adjusted = new double[p.length];
        double least = 1;
        for (int i = 0; i < falling.length; i++) {
            int rank = p.length - i;
            least = Math.min(least, p[falling[i]] * p.length / rank);
            // the arithmetic of doubles may end a hair below
            adjusted[falling[i]] = Math.max(least, p[falling[i]]);
        }
        return adjusted;
    }
}
