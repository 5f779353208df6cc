package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How often the 95 % intervals hold the true score, summed up exactly over all that n people may answer.
class CoverageTest {
    private static final double[] LOG_FACTORIAL = new double[2_001];

    /// Where Wilson's interval covers less than 93 %: a lattice effect of a share of exactly one half.
    private static final List<String> THREE_POINTS =
            List.of("n 21 p 0.5: 0.9216", "n 26 p 0.5: 0.9245", "n 31 p 0.5: 0.9292");

    static {
        for (int i = 2; i < LOG_FACTORIAL.length; i++) {
            LOG_FACTORIAL[i] = LOG_FACTORIAL[i - 1] + Math.log(i);
        }
    }

    /// What was found where at least ten answers of the rarer kind are expected, and where it left 93 to 97
    /// %.
    private static final class Found {
        private final TreeMap<Double, String> pointwise = new TreeMap<>();
        private final List<String> outside = new ArrayList<>();
        private int points;
        private double least = 1;
        private double most;

        void mean(double coverage, int n) {
            least = Math.min(least, coverage);
            most = Math.max(most, coverage);
            assertTrue(coverage >= 0.94 && coverage <= 0.965, "n " + n + " covers " + coverage);
        }

        void point(double coverage, String where) {
            points++;
            pointwise.put(coverage, where);
            if (coverage < 0.93 || coverage > 0.97) {
                outside.add(where + ": %.4f".formatted(coverage));
            }
        }

        String told() {
            return "mean %.4f to %.4f; at %d points %s to %s; outside: %s"
                    .formatted(least, most, points, pointwise.firstEntry(), pointwise.lastEntry(), outside);
        }
    }

    @Test
    void csatHoldsWhatItPromises() {
        Found found = new Found();
        for (int n = 5; n <= 2_000; n++) {
            Interval[] intervals = new Interval[n + 1];
            for (int good = 0; good <= n; good++) {
                intervals[good] = new Score.Share(n, good).interval();
            }
            double sum = 0;
            for (int percent = 5; percent <= 95; percent++) {
                double p = percent / 100.0;
                double covered = 0;
                for (int good = first(n, p); good <= last(n, p); good++) {
                    if (intervals[good].low() <= p && p <= intervals[good].high()) {
                        covered += binomial(n, good, p);
                    }
                }
                sum += covered;
                if (n * Math.min(p, 1 - p) >= 10 - 1e-9) {
                    found.point(covered, "n " + n + " p " + p);
                }
            }
            found.mean(sum / 91, n);
        }
        assertEquals(THREE_POINTS, found.outside, found::told);
    }

    /// Over every mix of promoters and detractors in steps of 5 %, for n up to 100.
    @Test
    void npsHoldsWhatItPromisesOfAnyMix() {
        Found found = new Found();
        for (int n = 5; n <= 100; n++) {
            double sum = 0;
            int mixes = 0;
            for (int promoters = 5; promoters <= 90; promoters += 5) {
                for (int detractors = 5; promoters + detractors <= 95; detractors += 5) {
                    sum += point(found, n, promoters / 100.0, detractors / 100.0);
                    mixes++;
                }
            }
            found.mean(sum / mixes, n);
        }
        assertEquals(List.of(), found.outside, found::told);
    }

    /// Half of those who are no promoters are detractors: every n up to 200, then every twentieth.
    @Test
    void npsHoldsWhatItPromisesOfMany() {
        Found found = new Found();
        for (int n = 5; n <= 2_000; n += n < 200 ? 1 : 20) {
            double sum = 0;
            for (int percent = 5; percent <= 95; percent += 5) {
                sum += point(found, n, percent / 100.0, (100 - percent) / 200.0);
            }
            found.mean(sum / 19, n);
        }
        assertEquals(List.of(), found.outside, found::told);
    }

    private static double point(Found found, int n, double promoters, double detractors) {
        double covered =
                covered(n, 1 - promoters - detractors, promoters / (promoters + detractors), promoters - detractors);
        if (n * Math.min(promoters, detractors) >= 10 - 1e-9) {
            found.point(covered, "n %d p %.3f d %.3f".formatted(n, promoters, detractors));
        }
        return covered;
    }

    private static double covered(int n, double passive, double share, double truth) {
        double covered = 0;
        for (int decided = first(n, 1 - passive); decided <= last(n, 1 - passive); decided++) {
            double inside = 0;
            for (int good = first(decided, share); good <= last(decided, share); good++) {
                Interval interval = new Score.Net(n, good, decided - good).interval();
                if (interval.low() <= truth && truth <= interval.high()) {
                    inside += binomial(decided, good, share);
                }
            }
            covered += inside * binomial(n, decided, 1 - passive);
        }
        return covered;
    }

    /// What lies further than six standard deviations and ten away is rarer than 1 in 10⁸.
    private static int first(int n, double p) {
        return (int) Math.max(0, Math.floor(n * p - 6 * Math.sqrt(n * p * (1 - p)) - 10));
    }

    private static int last(int n, double p) {
        return (int) Math.min(n, Math.ceil(n * p + 6 * Math.sqrt(n * p * (1 - p)) + 10));
    }

    private static double binomial(int n, int k, double p) {
        return Math.exp(LOG_FACTORIAL[n]
                - LOG_FACTORIAL[k]
                - LOG_FACTORIAL[n - k]
                + k * Math.log(p)
                + (n - k) * Math.log1p(-p));
    }
}
