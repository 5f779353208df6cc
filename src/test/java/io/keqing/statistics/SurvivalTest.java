package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.Survival.Quantile;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SurvivalTest {
    private static Survival of(double... durations) {
        Survival survival = new Survival();
        for (double each : durations) {
            // what is negative was still open after so long
            survival.add(Math.abs(each), each >= 0, 1);
        }
        return survival;
    }

    @Test
    void whereNothingIsOpen_itIsTheMiddleOfTheOrderStatistics() {
        Survival survival = of(5, 1, 4, 2, 3, 6, 10, 9, 8, 7);
        assertEquals(5.5, survival.quantile(0.5).value());
        assertEquals(9.5, survival.quantile(0.9).value());
    }

    /// Kaplan and Meier's estimate by hand: 11 people, S falls by the factors 10/11, 9/10, 7/8, 6/7,
    /// 4/5, 3/4, 1/2.
    @Test
    void theProductOfTheFactorsDecides() {
        Survival survival = of(9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161);
        assertEquals(11, survival.n());
        assertEquals(7, survival.ended());
        // S(23) = .614, S(31) = .491
        assertEquals(31d, survival.quantile(0.5).value());
        // flat at 9/11 from 13 to 18
        assertEquals(15.5, survival.quantile(1 - 9 / 11d).value());
        // S never falls to .1
        assertNull(survival.quantile(0.9).value());
        assertTrue(
                Double.isInfinite(assertNotNullInterval(survival.quantile(0.5)).high()));
    }

    private static Interval assertNotNullInterval(Quantile quantile) {
        assertNotNull(quantile.interval());
        return quantile.interval();
    }

    @Test
    void aCountIsThatManyOfThem() {
        Survival one = of(3, 3, 3, -4, -4, 9);
        Survival other = new Survival();
        other.add(3, true, 3);
        other.add(4, false, 2);
        other.add(9, true, 1);
        assertEquals(one.quantile(0.5), other.quantile(0.5));
    }

    /// Of exponential waits with censoring, the interval holds the true median in about 95 of 100 cases.
    @Test
    void theIntervalHoldsTheTruth_asOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(12);
        int held = 0;
        int runs = 600;
        for (int run = 0; run < runs; run++) {
            Survival survival = new Survival();
            for (int i = 0; i < 80; i++) {
                double waited = -Math.log(random.nextDouble());
                double seen = 2 * random.nextDouble();
                survival.add(Math.min(waited, seen), waited <= seen, 1);
            }
            Interval interval = assertNotNullInterval(survival.quantile(0.5));
            held += interval.low() <= Math.log(2) && Math.log(2) <= interval.high() ? 1 : 0;
        }
        double coverage = (double) held / runs;
        assertTrue(coverage > 0.92 && coverage < 0.985, "coverage " + coverage);
    }

    @Test
    void whereNobodyAsked_thereIsNothing() {
        assertNull(new Survival().quantile(0.5).value());
    }
}
