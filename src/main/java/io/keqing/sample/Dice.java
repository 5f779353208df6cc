package io.keqing.sample;

/// Repeatable chance: SplitMix64, one stream per (seed, purpose, number, part).
///
/// Only integer arithmetic, `sqrt` and `StrictMath` are used, because `Math.log` and friends may differ in the
/// last bit between machines, and the same seed has to give the same bytes everywhere.
final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long seed, int purpose, long number, long part) {
        long state = mix(seed + STEP * purpose);
        state = mix(state ^ (number + STEP));
        return new Dice(mix(state ^ (part * STEP + purpose)));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += STEP;
        return mix(state);
    }

    /// A whole number from 0 to `bound` − 1.
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /// A whole number from `low` to `high`, both included.
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /// At least 0, below 1.
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /// Mean 0, deviation 1, never beyond ±3.5: the sum of four even numbers is bell-shaped enough.
    double bell() {
        return (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772;
    }

    /// Whole days (or hours, …) of waiting with the given mean.
    int waiting(double mean) {
        return (int) (-StrictMath.log(1 - unit()) * mean);
    }

    /// How often something happens that happens `mean` times on average.
    int times(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 30) {
            return (int) Math.max(0, mean + bell() * Math.sqrt(mean) + 0.5);
        }
        double limit = StrictMath.exp(-mean);
        double product = unit();
        int times = 0;
        while (product > limit && times < 200) {
            product *= unit();
            times++;
        }
        return times;
    }

    <T> T pick(T[] from) {
        return from[below(from.length)];
    }
}
