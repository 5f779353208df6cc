package io.keqing.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.operations.Kpi.Change;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Survival;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private static final int RUNS = Math.max(400, Integer.getInteger("keqing.statistics.runs", 0));

    private static Durations.Group group(double... minutes) {
        Survival survival = new Survival();
        for (double each : minutes) {
            survival.add(each, true, 1);
        }
        return new Durations.Group(survival, false);
    }

    @Test
    void aChange_isTheRatioLessOne_andOpenWhereTheBandsAre() {
        Change change = Durations.change(group(10, 1000), group(5, 500), 0.5);
        assertNotNull(change);
        assertEquals(1, change.difference(), 1e-12);
        Interval interval = change.interval();
        assertNotNull(interval);
        assertEquals(-1, interval.low());
        assertEquals(Double.POSITIVE_INFINITY, interval.high());
        assertNull(Durations.change(group(0, 0, 0), group(1, 2, 3), 0.5));
        assertNull(Durations.change(new Durations.Group(group(1, 2).waited(), true), group(1, 2, 3), 0.5));
    }

    /// Of two groups that are alike the interval of the change holds 0, of one that takes twice as long
    /// 1.
    @Test
    void theInterval_holdsTheTrueRatio() {
        for (int n : new int[] {20, 50, 200}) {
            for (double slower : new double[] {1, 2}) {
                SplittableRandom random = new SplittableRandom(n);
                int[] held = new int[2];
                int[] told = new int[2];
                for (int run = 0; run < RUNS; run++) {
                    Durations.Group now = drawn(random, n, slower);
                    Durations.Group before = drawn(random, n, 1);
                    for (int i = 0; i < 2; i++) {
                        Change change = Durations.change(now, before, i == 0 ? 0.5 : 0.9);
                        if (change != null) {
                            Interval interval = change.interval();
                            told[i]++;
                            held[i] += interval == null
                                            || interval.low() <= slower - 1 + 1e-9
                                                    && interval.high() >= slower - 1 - 1e-9
                                    ? 1
                                    : 0;
                        }
                    }
                }
                String line = "n %d, ratio %.0f: P50 %.3f, P90 %.3f of %d"
                        .formatted(n, slower, (double) held[0] / told[0], (double) held[1] / told[1], told[1]);
                if (RUNS > 500) {
                    System.out.println(line);
                }
                assertTrue(held[0] >= 0.92 * told[0] && held[1] >= 0.92 * told[1], line);
            }
        }
    }

    private static Durations.Group drawn(SplittableRandom random, int n, double slower) {
        Survival survival = new Survival();
        for (int i = 0; i < n; i++) {
            double wait = slower * Math.exp(4 + 1.5 * random.nextGaussian());
            double seen = slower * 900 * random.nextDouble();
            survival.add(Math.min(wait, seen), wait <= seen, 1);
        }
        return new Durations.Group(survival, false);
    }
}
