package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// How often a table of groups that are all alike carries a mark, and how often a difference gets one.
/// Short here; the whole, `-Dkeqing.statistics.runs=2000`, stands in docs/service.md.
class QuantileTestSimulationTest {
    static final int RUNS = Integer.getInteger("keqing.statistics.runs", 60);
    private static final int GROUPS = 8;

    /// What waits are like.
    enum Waits {
        /// Minutes, log-normal: the mean is three times the median.
        HEAVY,
        /// The same in steps of a quarter of an hour, so that many are equal.
        TIED,
        /// A third is still open when it is looked at, in all groups alike.
        OPEN,
        /// This period's are looked at soon, so that every other is still open; the period before was
        /// waited for.
        OPEN_NOW
    }

    static Survival draw(SplittableRandom random, Waits waits, int n, boolean now, double slower) {
        Survival survival = new Survival();
        for (int i = 0; i < n; i++) {
            double wait = Math.ceil(slower * Math.exp(4 + 1.5 * random.nextGaussian()));
            double seen = switch (waits) {
                case HEAVY, TIED -> Double.POSITIVE_INFINITY;
                case OPEN -> Math.ceil(450 * random.nextDouble());
                case OPEN_NOW -> now ? Math.ceil(220 * random.nextDouble()) : Double.POSITIVE_INFINITY;
            };
            double duration = Math.min(wait, seen);
            survival.add(waits == Waits.TIED ? 15 * Math.ceil(duration / 15) : duration, wait <= seen, 1);
        }
        return survival;
    }

    private static boolean marks(List<Double> p) {
        double[] adjusted = FalseDiscoveries.adjusted(
                p.stream().mapToDouble(Double::doubleValue).toArray());
        for (double each : adjusted) {
            if (each < FalseDiscoveries.RATE) {
                return true;
            }
        }
        return false;
    }

    /// The share of tables of equal groups that carry a mark: against the period before, and against
    /// the rest.
    private static double[] marked(Waits waits, int n, double q, int runs) {
        SplittableRandom random = new SplittableRandom(31L * waits.ordinal() + n + Math.round(100 * q));
        int[] marked = new int[2];
        for (int run = 0; run < runs; run++) {
            List<Survival> now = new ArrayList<>();
            List<Double> before = new ArrayList<>();
            List<Double> rest = new ArrayList<>();
            for (int group = 0; group < GROUPS; group++) {
                Survival each = draw(random, waits, n, true, 1);
                now.add(each);
                Double p = QuantileTest.p(each, draw(random, waits, n, false, 1), q);
                if (p != null) {
                    before.add(p);
                }
            }
            for (Survival each : now) {
                Survival others = new Survival();
                now.stream()
                        .filter(other -> other != each)
                        .forEach(other -> other.steps().forEach(step -> {
                            others.add(step.duration(), true, step.over());
                            others.add(step.duration(), false, step.open());
                        }));
                Double p = QuantileTest.p(each, others, q);
                if (p != null) {
                    rest.add(p);
                }
            }
            marked[0] += marks(before) ? 1 : 0;
            marked[1] += marks(rest) ? 1 : 0;
        }
        return new double[] {(double) marked[0] / runs, (double) marked[1] / runs};
    }

    /// One pair of groups, of which one takes three times as long: marked, and often enough.
    @Test
    void threeTimesAsLong_isFound() {
        for (int n : new int[] {20, 50, 100}) {
            SplittableRandom random = new SplittableRandom(n);
            int[] found = new int[2];
            for (int run = 0; run < RUNS; run++) {
                Survival slow = draw(random, Waits.OPEN, n, true, 3);
                Survival rest = draw(random, Waits.OPEN, 4 * n, true, 1);
                Double half = QuantileTest.p(slow, rest, 0.5);
                Double tail = QuantileTest.p(slow, rest, 0.9);
                found[0] += half != null && half < 0.05 ? 1 : 0;
                found[1] += tail != null && tail < 0.05 ? 1 : 0;
            }
            String line = "n %d against %d: P50 %.3f, P90 %.3f"
                    .formatted(n, 4 * n, (double) found[0] / RUNS, (double) found[1] / RUNS);
            if (RUNS > 500) {
                System.out.println(line);
            }
            assertTrue(n < 50 || (double) found[0] / RUNS >= 0.8, line);
        }
    }

    /// The band of a quantile holds the true one.
    @Test
    void bands_holdTheTruth() {
        for (int n : new int[] {20, 50, 200}) {
            for (Waits waits : new Waits[] {Waits.HEAVY, Waits.OPEN}) {
                SplittableRandom random = new SplittableRandom(7L * n);
                int[] held = new int[2];
                int runs = Math.max(400, RUNS);
                for (int run = 0; run < runs; run++) {
                    Survival waited = draw(random, waits, n, true, 1);
                    held[0] += holds(waited.quantile(0.5), Math.exp(4)) ? 1 : 0;
                    held[1] += holds(waited.quantile(0.9), Math.exp(4 + 1.5 * 1.2815515655446004)) ? 1 : 0;
                }
                String line = "%s n %d: P50 %.3f, P90 %.3f"
                        .formatted(waits, n, (double) held[0] / runs, (double) held[1] / runs);
                if (RUNS > 500) {
                    System.out.println(line);
                }
                assertTrue(held[0] >= 0.92 * runs && held[1] >= 0.92 * runs, line);
            }
        }
    }

    /// What is not reached is bounded by nothing. Waits are whole minutes, rounded up.
    private static boolean holds(Survival.Quantile quantile, double truth) {
        Interval interval = quantile.interval();
        return interval == null || interval.low() <= Math.ceil(truth) && interval.high() >= truth;
    }

    @Test
    void groupsThatAreAlike_areMarkedInAtMostFiveTablesOfAHundred() {
        double bound = 0.05 + 2 * Math.sqrt(0.05 * 0.95 / RUNS);
        List<String> wrong = new ArrayList<>();
        for (Waits waits : Waits.values()) {
            for (int n : new int[] {8, 20, 50}) {
                for (double q : new double[] {0.5, 0.9}) {
                    double[] share = marked(waits, n, q, RUNS);
                    String line = "%s n %d P%d: before %.4f, rest %.4f"
                            .formatted(waits, n, Math.round(100 * q), share[0], share[1]);
                    if (RUNS > 500) {
                        System.out.println(line);
                    }
                    if (share[0] > bound || share[1] > bound) {
                        wrong.add(line);
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), wrong.toString());
    }
}
