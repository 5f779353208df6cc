package io.keqing.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How long things take of which some are not over yet: the product-limit estimate of Kaplan and Meier
/// (1958). What is still open counts as long as it has lasted, and is not left out.
public final class Survival {
    /// Shares closer than this are equal, as in R's `quantile.survfit`.
    private static final double TOLERANCE = Math.sqrt(Math.ulp(1.0));

    private final TreeMap<Double, long[]> at = new TreeMap<>();
    private long n;
    private long ended;

    /// @param duration 0 or more
    /// @param over whether it ended then; else it had lasted so long when it was last seen
    /// @param count so many of them
    public void add(double duration, boolean over, long count) {
        if (!(duration >= 0) || count < 0) {
            throw new IllegalArgumentException(
                    "A duration and a count must be 0 or more, were " + duration + " and " + count);
        }
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

    /// How many ended and how many were last seen open, by duration.
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        at.forEach((duration, counts) -> steps.add(new Step(duration, counts[0], counts[1])));
        return steps;
    }

    /// What happened at a duration.
    record Step(double duration, long over, long open) {}

    /// A quantile, with its 95 % interval.
    ///
    /// @param value null where the curve does not fall so far
    /// @param interval null where not even its lower end is reached, which is so where the value is not
    ///     reached either or everything ended at once; its upper end is infinite where the data do not
    ///     bound it
    public record Quantile(@Nullable Double value, @Nullable Interval interval) {}

    /// The duration by which the share `q` has ended, as R's `quantile(survfit(Surv(t, d) ~ 1,
    /// conf.type = "log-log"), q)` has it: where the curve is flat at 1 − q, the middle of the flat
    /// piece. The interval holds the durations at which the 95 % band of the curve crosses 1 − q
    /// (Brookmeyer and Crowley 1982), with the band on the scale of log(−log S) and the variance of
    /// Greenwood (1926). Where the curve has come down to 0, the band says nothing.
    ///
    /// @param q above 0 and below 1
    public Quantile quantile(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("A quantile must be above 0 and below 1, was " + q);
        }
        Curve curve = new Curve();
        Curve lower = new Curve();
        Curve upper = new Curve();
        double survives = 1;
        double greenwood = 0;
        long risk = n;
        for (Map.Entry<Double, long[]> each : at.entrySet()) {
            double duration = each.getKey();
            long over = each.getValue()[0];
            if (over > 0) {
                survives = risk == over ? 0 : survives * ((double) (risk - over) / risk);
                greenwood += risk > over ? (double) over / ((double) risk * (risk - over)) : 0;
            }
            curve.add(duration, 1 - survives);
            if (survives > 0 && survives < 1) {
                double log = Math.log(survives);
                double reach = Interval.Z * Math.sqrt(greenwood) / -log;
                lower.add(duration, 1 - Math.pow(survives, Math.exp(reach)));
                upper.add(duration, 1 - Math.pow(survives, Math.exp(-reach)));
            } else {
                lower.addNothing(duration);
                upper.addNothing(duration);
            }
            risk -= over + each.getValue()[1];
        }
        Double low = lower.crosses(q);
        Double high = upper.crosses(q);
        return new Quantile(curve.crosses(q), low == null ? null : interval(low, high));
    }

    /// A band that rises again after it fell may cross in the wrong order; then both ends are the
    /// earlier one.
    private static Interval interval(double low, @Nullable Double high) {
        return high == null ? new Interval(low, Double.POSITIVE_INFINITY) : new Interval(Math.min(low, high), high);
    }

    /// The shares that have ended, by duration, each told where it is first reached.
    private static final class Curve {
        private final TreeMap<Double, Double> reached = new TreeMap<>(Map.of(0d, 0d));
        private double last;
        private boolean isOpen = true;
        private double end;

        void add(double duration, double share) {
            reached.putIfAbsent(share, duration);
            last = share;
            isOpen = false;
            end = duration;
        }

        /// Nothing is known from here on until the next share.
        void addNothing(double duration) {
            isOpen = true;
            end = duration;
        }

        /// The middle of the first duration that reaches the share and the first that exceeds it; where
        /// the curve ends at the share, the last duration of all.
        @Nullable
        Double crosses(double share) {
            Map.Entry<Double, Double> first = reached.ceilingEntry(share - TOLERANCE);
            Map.Entry<Double, Double> next = reached.ceilingEntry(share + TOLERANCE);
            if (first == null) {
                return null;
            }
            if (!isOpen && Math.abs(share - last) < TOLERANCE) {
                return (first.getValue() + end) / 2;
            }
            return next == null ? null : (Double) ((first.getValue() + next.getValue()) / 2);
        }
    }
}
