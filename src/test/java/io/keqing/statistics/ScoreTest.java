package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void npsAsMeasured() {
        interval(0.1882, 0.4030, new Score.Net(200, 100, 40));
        assertEquals(0.3, new Score.Net(200, 100, 40).value(), 1e-12);
        interval(-0.0572, 0.5790, new Score.Net(20, 10, 4));
        interval(0.1749, 1, new Score.Net(5, 5, 0));
    }

    /// The plain interval, as the variance makes it: p + d − (p − d)².
    @Test
    void npsVariesAsItsAnswersDo() {
        Score.Net net = new Score.Net(200, 100, 40);
        double reach = Interval.Z * Math.sqrt(net.variance() / net.n());
        assertEquals(0.1918, net.value() - reach, 5e-5);
        assertEquals(0.4082, net.value() + reach, 5e-5);
        assertEquals(0, new Score.Net(5, 5, 0).variance());
    }

    @Test
    void csatAsMeasured() {
        interval(0.4902, 0.9433, new Score.Share(10, 8));
        interval(0.7112, 0.8666, new Score.Share(100, 80));
        interval(0, 0.4345, new Score.Share(5, 0));
        assertEquals(1, new Score.Share(5, 5).interval().high());
    }

    /// Wilson's ends are where the score test gives exactly 0.05: (p̂ − p)² = z² p (1 − p) ÷ n.
    @Test
    void wilsonsEndsSolveTheScoreTest() {
        for (long n : new long[] {5, 17, 400}) {
            for (long good = 1; good < n; good += 1 + n / 9) {
                Score.Share share = new Score.Share(n, good);
                for (double end :
                        new double[] {share.interval().low(), share.interval().high()}) {
                    double z = (share.value() - end) / Math.sqrt(end * (1 - end) / n);
                    assertEquals(Interval.Z, Math.abs(z), 1e-9);
                }
            }
        }
    }

    /// Newcombe 1998, table II, method 10: 56/70 − 48/80, 9/10 − 3/10, 10/10 − 0/10.
    @Test
    void newcombesExamples() {
        difference(0.0524, 0.3339, new Score.Share(70, 56), new Score.Share(80, 48));
        difference(0.1705, 0.8090, new Score.Share(10, 9), new Score.Share(10, 3));
        difference(0.6075, 1, new Score.Share(10, 10), new Score.Share(10, 0));
    }

    /// Of two classes it is Fisher's exact test with mid-p: R's `dhyper` over all tables with these
    /// margins.
    @Test
    void theShareTestIsFishersWithMidP() {
        double p = new Score.Share(100, 30).minus(new Score.Share(100, 45)).p();
        assertEquals(0.029844724, p, 1e-8);
    }

    @Test
    void wavesOfNps() {
        Score.Difference moved = new Score.Net(400, 200, 100).minus(new Score.Net(400, 160, 120));
        assertEquals(0.15, moved.value(), 1e-12);
        double down = 0.25 - new Score.Net(400, 200, 100).interval().low();
        double up = new Score.Net(400, 160, 120).interval().high() - 0.1;
        assertEquals(0.15 - Math.sqrt(down * down + up * up), moved.interval().low(), 1e-12);
        // the pooled variance with N − 1, which the exact distribution has too
        double pooled = 580.0 / 800 - Math.pow(140.0 / 800, 2);
        double z = 0.15 / Math.sqrt(pooled * 800 / 799 * 2 / 400);
        assertEquals(0.0109, 2 * NormalDistribution.of(0, 1).survivalProbability(z), 1e-3);
        assertEquals(2 * NormalDistribution.of(0, 1).survivalProbability(z), moved.p(), 5e-4);
        // all alike in both waves: the difference is still not certain
        assertTrue(
                new Score.Net(5, 5, 0).minus(new Score.Net(5, 5, 0)).interval().high() > 0.3);
    }

    /// Two-sided p against a million shuffles would be slow; against the permutation distribution of
    /// small waves it is near.
    @Test
    void theNpsTestIsAboutRightUnderNoDifference() {
        Random random = new Random(6);
        int found = 0;
        for (int run = 0; run < 4_000; run++) {
            if (wave(random, 150).minus(wave(random, 250)).p() < 0.05) {
                found++;
            }
        }
        assertEquals(0.05, found / 4_000.0, 0.012);
    }

    private static Score wave(Random random, int n) {
        long good = 0;
        long bad = 0;
        for (int i = 0; i < n; i++) {
            double drawn = random.nextDouble();
            good += drawn < 0.45 ? 1 : 0;
            bad += drawn > 0.8 ? 1 : 0;
        }
        return new Score.Net(n, good, bad);
    }

    /// Ten points of NPS at 80 % power: 785 answers a wave where half of them are passive and the
    /// others balance, 1,178 (1,177.3) where a quarter is. The first is checked by drawing.
    @Test
    void answersNeededForTenPoints() {
        assertEquals(785, Score.needed(0.5, 0.1));
        assertEquals(1_178, Score.needed(0.75, 0.1));
        assertEquals(785, new Score.Net(1_000, 250, 250).needed(0.1));
        Random random = new Random(9);
        int found = 0;
        for (int run = 0; run < 1_000; run++) {
            Score before = drawn(random, 785, 0.25, 0.25);
            Score after = drawn(random, 785, 0.30, 0.20);
            found += after.minus(before).p() < 0.05 ? 1 : 0;
        }
        assertEquals(0.8, found / 1_000.0, 0.035);
    }

    private static Score drawn(Random random, int n, double p, double d) {
        long good = 0;
        long bad = 0;
        for (int i = 0; i < n; i++) {
            double drawn = random.nextDouble();
            good += drawn < p ? 1 : 0;
            bad += drawn >= 1 - d ? 1 : 0;
        }
        return new Score.Net(n, good, bad);
    }

    /// Of 252 ways to deal out the ten answers 48 put the groups further apart and 36 as far.
    @Test
    void meansOfKnownAnswersAreDealtOut() {
        Score one = Score.Mean.of(Classes.from(4, 1, 2, 1, 1));
        Score other = Score.Mean.of(Classes.from(2, 1, 2, 1, 0, 0, 0, 1));
        assertEquals(1.4, one.minus(other).value(), 1e-12);
        assertEquals((48 + 36 / 2.0) / 252, one.minus(other).p(), 1e-12);
        // answers may lie between: a tenth of each is the same test
        Score tenths = Score.Mean.of(tenths("0.4", "0.5", "0.5", "0.6", "0.7"));
        Score others = Score.Mean.of(tenths("0.2", "0.3", "0.3", "0.4", "0.8"));
        assertEquals((48 + 36 / 2.0) / 252, tenths.minus(others).p(), 1e-12);
    }

    private static Classes tenths(String... answers) {
        TreeMap<BigDecimal, Long> counts = new TreeMap<>();
        for (String answer : answers) {
            counts.merge(new BigDecimal(answer), 1L, Long::sum);
        }
        return Classes.of(counts);
    }

    /// Welch: the example of two groups of ten by hand: 4, 5, 5, 6, 7 against 2, 3, 3, 4, 8.
    @Test
    void meansDifferAsWelchSays() {
        Score.Mean one = Score.Mean.of(5, 27, 151);
        Score.Mean other = Score.Mean.of(5, 20, 102);
        assertEquals(1.3, one.variance(), 1e-12);
        assertEquals(5.5, other.variance(), 1e-12);
        Score.Difference difference = one.minus(other);
        double error = Math.sqrt(1.3 / 5 + 5.5 / 5);
        assertEquals(1.4, difference.value(), 1e-12);
        // t = 1.2005, 5.79 degrees of freedom
        assertEquals(1.4 / error, 1.2005, 1e-4);
        // of sums alone: the variance of all ten, 1.4 ÷ √(32.1 ÷ 9 · 2 ÷ 5)
        assertEquals(0.24115, difference.p(), 1e-5);
        assertEquals(
                1, Score.Mean.of(5, 20, 80).minus(Score.Mean.of(9, 36, 144)).p());
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Score.Share(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Score.Share(5, 6));
        assertThrows(IllegalArgumentException.class, () -> new Score.Net(5, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> new Score.Net(5, 6, -1));
        assertThrows(IllegalArgumentException.class, () -> new Score.Mean(1, 3, 0, null));
        assertThrows(IllegalArgumentException.class, () -> Score.needed(0.5, 0));
    }

    private static void interval(double low, double high, Score score) {
        assertEquals(low, score.interval().low(), 5e-5);
        assertEquals(high, score.interval().high(), 5e-5);
    }

    private static void difference(double low, double high, Score one, Score other) {
        Interval interval = one.minus(other).interval();
        assertEquals(low, interval.low(), 5e-5);
        assertEquals(high, interval.high(), 5e-5);
    }
}
