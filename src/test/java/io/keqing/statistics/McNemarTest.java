package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class McNemarTest {
    private static final int RUNS = Math.max(2_000, Integer.getInteger("keqing.statistics.runs", 0));

    /// `mcnemar.csv`, made by `mcnemar.R`.
    @Test
    void p_isThatOfR() throws IOException {
        int rows = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(McNemarTest.class.getResourceAsStream("/statistics/mcnemar.csv")),
                StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",");
                long came = Long.parseLong(cells[0]);
                long left = Long.parseLong(cells[1]);
                double p = Double.parseDouble(cells[2]);
                assertEquals(p, McNemar.p(came, left), 1e-12 + 1e-9 * p, line);
                assertEquals(p, McNemar.p(left, came), 1e-12 + 1e-9 * p, line);
                rows++;
            }
        }
        assertTrue(rows >= 25);
    }

    @Test
    void whoChangesNothing_saysNothing() {
        assertEquals(1, McNemar.p(0, 0));
        assertEquals(1, McNemar.p(7, 7));
    }

    /// Two of 100 pairs differ by chance alone where shares are alike; the interval holds the true
    /// change.
    @Test
    void theSameCustomersTwice_areMarkedInFiveOfAHundred_andTheIntervalHolds() {
        SplittableRandom random = new SplittableRandom(8);
        int marked = 0;
        int held = 0;
        int smaller = 0;
        for (int run = 0; run < RUNS; run++) {
            long[] counts = new long[4];
            for (int i = 0; i < 150; i++) {
                double who = random.nextDouble();
                // 60 % good at both, 28 % at neither, 6 % change either way
                counts[who < 0.6 ? 0 : who < 0.66 ? 1 : who < 0.72 ? 2 : 3]++;
            }
            Score.Share first = new Score.Share(150, counts[0] + counts[2]);
            Score.Share second = new Score.Share(150, counts[0] + counts[1]);
            marked += McNemar.p(counts[1], counts[2]) < 0.05 ? 1 : 0;
            Interval interval = McNemar.difference(counts[0], counts[1], counts[2], counts[3], first, second);
            Interval apart = second.minus(first).interval();
            held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
            smaller += interval.high() - interval.low() < apart.high() - apart.low() ? 1 : 0;
        }
        assertTrue((double) marked / RUNS <= 0.05 + 2 * Math.sqrt(0.05 * 0.95 / RUNS), "marked " + marked);
        assertTrue((double) held / RUNS >= 0.93, "held " + held);
        assertEquals(RUNS, smaller);
    }
}
