package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionalTestTest {
    @Test
    void asInTheReferenceTable() {
        nps(.021649, 10, 0, 0, 66, 28, 16);
        nps(.080017, 5, 0, 0, 30, 14, 11);
        nps(.001739, 2, 3, 5, 70, 25, 15);
        nps(.000225, 0, 4, 6, 60, 30, 20);
        nps(.002183, 20, 0, 0, 140, 50, 30);
        nps(.320243, 12, 6, 2, 110, 70, 40);
        nps(.001644, 50, 30, 20, 320, 130, 50);
        csat(.083171, 10, 0, 82, 28);
        csat(.000699, 1, 9, 70, 40);
        csat(.064043, 3, 2, 45, 5);
        effort(.084293, new long[] {0, 0, 0, 0, 0, 0, 5}, new long[] {1, 1, 2, 3, 7, 16, 25});
        effort(.120089, new long[] {0, 0, 1, 2, 3, 3, 1}, new long[] {2, 2, 3, 8, 20, 35, 40});
        effort(.000032, new long[] {2, 1, 2, 2, 1, 1, 1}, new long[] {1, 2, 3, 8, 20, 40, 36});
    }

    /// Six mixes of each scale, and groups from the first that are too many for the exact sum: p of
    /// the normal distribution is within 0.002 wherever it is used.
    @Test
    void theNormalDistributionTakesOverWhereItAgrees() {
        double worst = 0;
        String where = "";
        for (Mix mix : Mix.values()) {
            for (double[] chances : List.of(mix.nps(), mix.csat(), mix.effort())) {
                for (int times : new int[] {2, 20}) {
                    for (long size : takenOver(chances, times)) {
                        ConditionalTest test = new ConditionalTest(pool(chances, size * times));
                        for (double z = 0.25; z < 4; z += 0.25) {
                            double error = Math.abs(
                                    test.normal(size, sum(test, size, z)) - test.exact(size, sum(test, size, z)));
                            if (error > worst) {
                                worst = error;
                                where = mix + " " + chances.length + " classes, " + size + " of " + size * times
                                        + ", z " + z;
                            }
                        }
                    }
                }
            }
        }
        String found = "%.5f at %s".formatted(worst, where);
        System.out.println(found);
        assertTrue(worst < 0.002, found);
    }

    /// The first size whose exact sum is too long, and one half as large again; none up to 30,000 is.
    private static List<Long> takenOver(double[] chances, int times) {
        for (long size = 20; size < 30_000; size += 1 + size / 20) {
            if (!new ConditionalTest(pool(chances, size * times)).isExact(size)) {
                return List.of(size);
            }
        }
        return List.of();
    }

    /// The sum of a group that lies so many standard errors above what is expected, or a little more.
    private static long sum(ConditionalTest test, long size, double z) {
        return (long) Math.ceil(test.expected(size) + z * test.error(size));
    }

    private static Classes pool(double[] chances, long n) {
        long[] counts = new long[chances.length];
        long left = n;
        for (int i = 1; i < counts.length; i++) {
            counts[i] = Math.round(chances[i] * n);
            left -= counts[i];
        }
        counts[0] = Math.max(0, left);
        return Classes.from(0, counts);
    }

    private static void nps(double p, long... counts) {
        Score one = new Score.Net(counts[0] + counts[1] + counts[2], counts[0], counts[2]);
        Score other = new Score.Net(counts[3] + counts[4] + counts[5], counts[3], counts[5]);
        both(p, one, other);
    }

    private static void csat(double p, long good, long bad, long goodRest, long badRest) {
        both(p, new Score.Share(good + bad, good), new Score.Share(goodRest + badRest, goodRest));
    }

    private static void effort(double p, long[] one, long[] other) {
        both(p, Score.Mean.of(Classes.from(1, one)), Score.Mean.of(Classes.from(1, other)));
    }

    private static void both(double p, Score one, Score other) {
        assertEquals(p, one.minus(other).p(), 1e-6);
        assertEquals(p, other.minus(one).p(), 1e-6);
    }
}
