package io.keqing.statistics;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How long things take of which some are not over yet: the product-limit estimate of Kaplan and Meier (1958). What is
/// still open counts as long as it has lasted, and is not left out.
public final class Survival {
    private final TreeMap<Double, long[]> at = new TreeMap<>();
    private long n;
    private long ended;

    /// @param duration 0 or more
    /// @param over whether it ended then; else it had lasted so long when it was last seen
    /// @param count so many of them
    public void add(double duration, boolean over, long count) {
        long[] counts = at.computeIfAbsent(duration, any -> new long[2]);
        counts[over ? 0 : 1] += count;
        n += count;
        ended += over ? count : 0;
    }

    public long n() {
        return n;
    }

    /// Those that are over.
    public long ended() {
        return ended;
    }

    /// A quantile, with its 95 % interval.
    ///
    /// @param value null where fewer than so many have ended
    /// @param high infinite where the data do not bound it
    public record Quantile(@Nullable Double value, @Nullable Interval interval) {}

    /// The first duration by which the share `q` has ended. The interval holds the durations at which the 95 % band of
    /// the curve crosses 1 − q (Brookmeyer and Crowley 1982), with the band on the scale of log(−log S) and the
    /// variance of Greenwood (1926), as R's survival does with `conf.type = "log-log"`.
    ///
    /// @param q between 0 and 1
    public Quantile quantile(double q) {
        double survives = 1;
        double greenwood = 0;
        long risk = n;
        Double value = null;
        Double low = null;
        Double high = null;
        for (Map.Entry<Double, long[]> each : at.entrySet()) {
            long over = each.getValue()[0];
            if (over > 0) {
                survives *= 1 - (double) over / risk;
                greenwood += risk > over ? (double) over / ((double) risk * (risk - over)) : Double.POSITIVE_INFINITY;
                if (value == null && survives <= 1 - q + 1e-12) {
                    value = each.getKey();
                }
                double[] band = band(survives, greenwood);
                if (low == null && band[0] <= 1 - q) {
                    low = each.getKey();
                }
                if (high == null && band[1] <= 1 - q) {
                    high = each.getKey();
                }
            }
            risk -= over + each.getValue()[1];
        }
        if (value == null) {
            return new Quantile(null, null);
        }
        double from = low == null ? value : Math.min(low, value);
        return new Quantile(value, new Interval(from, high == null ? Double.POSITIVE_INFINITY : Math.max(high, value)));
    }

    private static double[] band(double survives, double greenwood) {
        if (survives <= 0) {
            return new double[] {0, 0};
        }
        double log = Math.log(survives);
        double reach = Interval.Z * Math.sqrt(greenwood) / Math.abs(log);
        return new double[] {
            Math.pow(survives, Math.exp(reach)), Math.pow(survives, Math.exp(-reach)),
        };
    }
}
