package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The test of the pooled quantile beside `quantile-tests.csv`, made by `quantile-test.R`.
class QuantileTestOracleTest {
    @Test
    void p_isThatOfAllWaysToDealTheScores() throws IOException {
        int rows = 0;
        int exact = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        QuantileTestOracleTest.class.getResourceAsStream("/statistics/quantile-tests.csv")),
                StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",");
                Survival one = SurvivalOracleTest.read(cells[3]);
                Survival other = SurvivalOracleTest.read(cells[4]);
                double q = Double.parseDouble(cells[1]);
                Double p = QuantileTest.p(one, other, q);
                rows++;
                if (cells[2].equals("NA")) {
                    assertNull(p, line);
                    continue;
                }
                assertNotNull(p, line);
                double expected = Double.parseDouble(cells[2]);
                // of groups that were watched alike the times of censoring say by chance that one was not
                boolean open = cells[0].startsWith("open");
                assertTrue(p >= expected - 1e-9, line + " was " + p);
                if (!open || Math.abs(p - expected) < 1e-9) {
                    assertEquals(expected, p, 1e-9, line);
                    exact++;
                }
                assertEquals(p, Objects.requireNonNull(QuantileTest.p(other, one, q)), 1e-9, line);
            }
        }
        assertTrue(rows >= 60 && exact >= 45, rows + " rows, " + exact + " exact");
    }

    @Test
    void whatCannotBeTold_isNotTold() {
        Survival open = SurvivalOracleTest.read("5+ 6+ 7+ 8");
        Survival none = new Survival();
        assertNull(QuantileTest.p(open, none, 0.5));
        assertNull(QuantileTest.p(open, SurvivalOracleTest.read("9+ 9+"), 0.9));
        assertEquals(1, QuantileTest.p(SurvivalOracleTest.read("7*9"), SurvivalOracleTest.read("7*4"), 0.5));
    }

    /// 20,000 cases a group, a fifth of them open.
    @Test
    void manyCases_areTestedByTheNormalDistribution() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(4);
        Survival one = new Survival();
        Survival other = new Survival();
        for (int i = 0; i < 20_000; i++) {
            for (Survival each : java.util.List.of(one, other)) {
                double wait = Math.exp(4 + random.nextGaussian() + (each == one ? 0.05 : 0));
                double seen = 400 * random.nextDouble();
                each.add(Math.min(wait, seen), wait <= seen, 1);
            }
        }
        assertTrue(Objects.requireNonNull(QuantileTest.p(one, other, 0.5)) < 0.01);
    }
}
