package io.keqing.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Answers by what each of them is worth: for the NPS 1, 0 and −1, for the CSAT 1 and 0, for a mean
/// its place on the scale. What they are worth is exact, so that two differences that are equal are
/// known to be.
///
/// @param counts of answers by their worth, at least one; none below 0
public record Classes(NavigableMap<BigDecimal, Long> counts) {
    public Classes {
        TreeMap<BigDecimal, Long> sorted = new TreeMap<>();
        counts.forEach((worth, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("Answers must be 0 or more, were " + count + " of " + worth);
            }
            if (count > 0) {
                sorted.merge(worth, count, Long::sum);
            }
        });
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("There must be an answer, were " + counts);
        }
        counts = sorted;
    }

    public static Classes of(Map<BigDecimal, Long> counts) {
        return new Classes(new TreeMap<>(counts));
    }

    /// @param counts of whole numbers from `lowest` on
    public static Classes from(int lowest, long... counts) {
        TreeMap<BigDecimal, Long> sorted = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            sorted.put(BigDecimal.valueOf(lowest + i), counts[i]);
        }
        return new Classes(sorted);
    }

    public long n() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public double sum() {
        return total().doubleValue();
    }

    public double squares() {
        double squares = 0;
        for (Map.Entry<BigDecimal, Long> each : counts.entrySet()) {
            double worth = each.getKey().doubleValue();
            squares += worth * worth * each.getValue();
        }
        return squares;
    }

    BigDecimal total() {
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<BigDecimal, Long> each : counts.entrySet()) {
            total = total.add(each.getKey().multiply(BigDecimal.valueOf(each.getValue())));
        }
        return total;
    }

    /// Both together.
    Classes with(Classes other) {
        TreeMap<BigDecimal, Long> both = new TreeMap<>(counts);
        other.counts.forEach((worth, count) -> both.merge(worth, count, Long::sum));
        return new Classes(both);
    }

    /// The same worths as whole numbers from 0 with no common divisor: the least is 0, and differences
    /// stand to each other as they did.
    long[] whole() {
        int decimals =
                counts.keySet().stream().mapToInt(BigDecimal::scale).max().orElse(0);
        BigInteger least = whole(counts.firstKey(), decimals);
        long[] whole = new long[counts.size()];
        long divisor = 0;
        int at = 0;
        for (BigDecimal worth : counts.keySet()) {
            whole[at] = whole(worth, decimals).subtract(least).longValueExact();
            divisor = gcd(divisor, whole[at++]);
        }
        for (int i = 0; i < whole.length && divisor > 1; i++) {
            whole[i] /= divisor;
        }
        return whole;
    }

    private static BigInteger whole(BigDecimal worth, int decimals) {
        return worth.movePointRight(Math.max(0, decimals)).toBigIntegerExact();
    }

    private static long gcd(long one, long other) {
        return other == 0 ? one : gcd(other, one % other);
    }
}
