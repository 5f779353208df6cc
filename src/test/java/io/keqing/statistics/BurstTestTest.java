package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.BurstTest.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

/// How often the burst test cries wolf, and what it finds. `-Dkeqing.alert.years=200` runs the long form.
class BurstTestTest {
    private static final int YEARS = Integer.getInteger("keqing.alert.years", 10);
    private static final int SERIES = 50;
    private static final double[] RATES = {0.2, 1, 3, 8, 15, 40};

    private static int[] poisson(SplittableRandom random, double rate, int days) {
        PoissonDistribution distribution = PoissonDistribution.of(rate);
        int[] counts = new int[days];
        for (int i = 0; i < days; i++) {
            counts[i] = distribution.inverseCumulativeProbability(random.nextDouble());
        }
        return counts;
    }

    @Test
    void stationarySeries_areWarnedOfLessThanOnceInAHundredWeeks_beforeAndAfterManySeriesAreAllowedFor() {
        SplittableRandom random = new SplittableRandom(20_261_127);
        int days = YEARS * 365;
        List<int[]> counts = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            counts.add(poisson(random, RATES[i % RATES.length], days));
        }
        boolean[] none = new boolean[days];
        int[] before = new int[SERIES];
        int[] after = new int[SERIES];
        int alone = 0;
        int together = 0;
        for (int day = BurstTest.HISTORY + BurstTest.GAP; day < days; day++) {
            double[] rhythm = BurstTest.rhythm(counts, day, 0);
            List<Finding> findings = new ArrayList<>();
            double[] p = new double[SERIES];
            for (int i = 0; i < SERIES; i++) {
                Finding finding = BurstTest.look(counts.get(i), none, day, 0, rhythm);
                findings.add(finding);
                p[i] = finding.p();
            }
            double[] unadjusted = new double[SERIES];
            // an alarm that goes on is one alarm, until a week has been quiet
            for (int i : BurstTest.told(findings, unadjusted, 1)) {
                alone += day > before[i] ? 1 : 0;
                before[i] = day + BurstTest.GAP;
            }
            for (int i : BurstTest.told(findings, FalseDiscoveries.adjusted(p), FalseDiscoveries.RATE)) {
                together += day > after[i] ? 1 : 0;
                after[i] = day + BurstTest.GAP;
            }
        }
        double weeks = SERIES * (days - 63) / 7.0;
        System.out.printf(
                "false alarms per 100 series-weeks, %d series, %d years: %.3f alone, %.3f together%n",
                SERIES, YEARS, 100 * alone / weeks, 100 * together / weeks);
        assertTrue(100 * alone / weeks < 1, alone + " alarms in " + weeks + " series-weeks");
        assertTrue(100 * together / weeks < 1, together + " alarms in " + weeks + " series-weeks");
        assertTrue(alone > 0, "a test that never warns is none");
    }

    private static double found(double rate, int within, SplittableRandom random) {
        int runs = 400;
        int found = 0;
        for (int run = 0; run < runs; run++) {
            int[] counts = poisson(random, rate, 63 + within);
            int[] burst = poisson(random, 2 * rate, within);
            System.arraycopy(burst, 0, counts, 63, within);
            boolean[] none = new boolean[counts.length];
            boolean told = false;
            for (int day = 63; day < 63 + within; day++) {
                double[] rhythm = BurstTest.rhythm(List.of(counts), day, 0);
                Finding finding = BurstTest.look(counts, none, day, 0, rhythm);
                told |= finding.p() <= BurstTest.LEVEL && finding.seen() >= BurstTest.LEAST_SEEN;
            }
            found += told ? 1 : 0;
        }
        return (double) found / runs;
    }

    @Test
    void aDoubledRate_isFoundInFourOfFiveCases_inTwoDaysFrom15ADay_inFourteenFrom3() {
        SplittableRandom random = new SplittableRandom(4);
        double fifteen = found(15, 2, random);
        double three = found(3, 14, random);
        double forty = found(40, 2, random);
        System.out.printf(
                "doubled rate found: 15 a day in 2 days %.3f, 3 a day in 14 days %.3f, 40 in 2 %.3f%n",
                fifteen, three, forty);
        assertTrue(fifteen >= 0.8, "15 a day: " + fifteen);
        assertTrue(three >= 0.8, "3 a day: " + three);
        assertTrue(forty >= 0.95, "40 a day: " + forty);
    }

    @Test
    void theTail_isThatOfTheSummedProbabilities() {
        double mean = 6.5;
        double variance = 11;
        double size = mean * mean / (variance - mean);
        double q = mean / variance;
        double term = Math.pow(q, size);
        double below = 0;
        for (int k = 0; k < 20; k++) {
            assertEquals(1 - below, k == 0 ? 1 : BurstTest.atLeast(k, mean, variance), 1e-9, "from " + k);
            below += term;
            term *= (k + size) / (k + 1) * (1 - q);
        }
    }

    @Test
    void theBeginning_isTheDayFromWhichTheRiseSpeaksLoudest() {
        int[] counts = new int[80];
        java.util.Arrays.fill(counts, 10);
        for (int day = 75; day < 80; day++) {
            counts[day] = 25;
        }
        double[] flat = {1, 1, 1, 1, 1, 1, 1};
        assertEquals(75, BurstTest.since(counts, 79, 0, flat, 10));
    }

    @Test
    void aRhythmOfTheWeek_isNoNews() {
        int[] counts = new int[200];
        SplittableRandom random = new SplittableRandom(8);
        for (int day = 0; day < 200; day++) {
            counts[day] = poisson(random, day % 7 == 0 ? 60 : 6, 1)[0];
        }
        int told = 0;
        for (int day = 63; day < 200; day++) {
            double[] rhythm = BurstTest.rhythm(List.of(counts), day, 0);
            told += BurstTest.look(counts, new boolean[200], day, 0, rhythm).p() <= BurstTest.LEVEL ? 1 : 0;
        }
        assertTrue(told <= 1, "a busy Monday was told " + told + " times");
    }
}
