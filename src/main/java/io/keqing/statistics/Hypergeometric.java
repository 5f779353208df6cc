package io.keqing.statistics;

import org.apache.commons.numbers.gamma.LogGamma;

/// How many of a kind are drawn: chances of a hypergeometric distribution from its mode outwards, by
/// the ratio of neighbours, as far as they are above 10⁻¹⁴ of the largest.
///
/// @param first the least number that is told
/// @param chance of `first`, `first + 1`, …; they add up to 1
record Hypergeometric(int first, double[] chance) {
    private static final double LEAST = 1e-14;

    /// @param all things there are, 0 or more
    /// @param kind of them of the kind, 0 to `all`
    /// @param drawn of them without putting back, 0 to `all`
    static Hypergeometric of(long all, long kind, long drawn) {
        long lowest = Math.max(0, drawn - (all - kind));
        long highest = Math.min(drawn, kind);
        long mode = Math.clamp((long) ((drawn + 1.0) * (kind + 1.0) / (all + 2.0)), lowest, highest);
        double top = Math.exp(chosen(kind, mode) + chosen(all - kind, drawn - mode) - chosen(all, drawn));
        long first = mode;
        double at = 1;
        while (first > lowest && at > LEAST) {
            at *= first * (double) (all - kind - drawn + first) / ((kind - first + 1.0) * (drawn - first + 1.0));
            first--;
        }
        long last = mode;
        at = 1;
        while (last < highest && at > LEAST) {
            at *= (kind - last) * (double) (drawn - last) / ((last + 1.0) * (all - kind - drawn + last + 1.0));
            last++;
        }
        double[] chance = new double[(int) (last - first + 1)];
        int place = (int) (mode - first);
        chance[place] = top;
        double sum = top;
        for (int i = place; i > 0; i--) {
            long x = first + i;
            chance[i - 1] = chance[i] * x * (all - kind - drawn + x) / ((kind - x + 1.0) * (drawn - x + 1.0));
            sum += chance[i - 1];
        }
        for (int i = place; i < chance.length - 1; i++) {
            long x = first + i;
            chance[i + 1] = chance[i] * (kind - x) * (drawn - x) / ((x + 1.0) * (all - kind - drawn + x + 1.0));
            sum += chance[i + 1];
        }
        for (int i = 0; i < chance.length; i++) {
            chance[i] /= sum;
        }
        return new Hypergeometric((int) first, chance);
    }

    int last() {
        return first + chance.length - 1;
    }

    /// ln of the number of ways to choose.
    private static double chosen(long of, long some) {
        return LogGamma.value(of + 1.0) - LogGamma.value(some + 1.0) - LogGamma.value(of - some + 1.0);
    }
}
