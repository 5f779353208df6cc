package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest {
    /// The fifteen p values of Benjamini and Hochberg's own example (1995, section 3.2): four of them hold
    /// at 5 %.
    @Test
    void theAuthorsExample() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.000
        };
        double[] adjusted = FalseDiscoveries.adjusted(p);
        assertEquals(4, Arrays.stream(adjusted).filter(each -> each < 0.05).count());
        assertEquals(0.0015, adjusted[0], 1e-12);
        assertEquals(0.003, adjusted[1], 1e-12);
        assertEquals(0.0095 * 15 / 4, adjusted[3], 1e-12);
        assertEquals(1, adjusted[14]);
    }

    @Test
    void theOrderOfTheCellsDoesNotMatter_andAdjustedNeverFall() {
        assertArrayEquals(
                new double[] {0.04, 0.03, 0.04}, FalseDiscoveries.adjusted(new double[] {0.04, 0.01, 0.03}), 1e-12);
        assertArrayEquals(new double[0], FalseDiscoveries.adjusted(new double[0]));
    }

    /// 40 cells, 10 of which differ: over 2,000 tables the part of the marks that are chance stays at 5 % ×
    /// 30/40.
    @Test
    void itKeepsTheRateOfFalseDiscoveries() {
        Random random = new Random(1995);
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double rates = 0;
        for (int table = 0; table < 2_000; table++) {
            double[] p = new double[40];
            for (int cell = 0; cell < p.length; cell++) {
                double z = random.nextGaussian() + (cell < 10 ? 3 : 0);
                p[cell] = 2 * normal.survivalProbability(Math.abs(z));
            }
            double[] adjusted = FalseDiscoveries.adjusted(p);
            int marks = 0;
            int chance = 0;
            for (int cell = 0; cell < p.length; cell++) {
                if (adjusted[cell] < FalseDiscoveries.RATE) {
                    marks++;
                    chance += cell < 10 ? 0 : 1;
                }
            }
            rates += marks == 0 ? 0 : (double) chance / marks;
        }
        assertTrue(rates / 2_000 <= 0.045, "was " + rates / 2_000);
        assertEquals(0.0375, rates / 2_000, 0.006);
    }
}
