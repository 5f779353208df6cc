package io.keqing.satisfaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.Interval;
import io.keqing.statistics.RelativeWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriverBlocksTest {
    private static final double[] EFFECTS = {0.8, 0.5, 0.2, 0};

    private static int[][] answers(Random random, int n) {
        int[][] answers = new int[n][EFFECTS.length + 1];
        for (int[] row : answers) {
            double shared = random.nextGaussian();
            double outcome = 1.5 * random.nextGaussian();
            for (int driver = 0; driver < EFFECTS.length; driver++) {
                row[driver + 1] = scale(5.5 + 1.5 * (shared + random.nextGaussian()));
                outcome += EFFECTS[driver] * (row[driver + 1] - 5.5);
            }
            row[0] = scale(5.5 + outcome / 2);
        }
        return answers;
    }

    private static int scale(double answer) {
        return (int) Math.clamp(Math.round(answer), 1, 10);
    }

    private static void add(double[] sums, int[] row) {
        sums[0]++;
        for (int i = 0; i < row.length; i++) {
            sums[1 + i] += row[i];
            for (int j = 0; j <= i; j++) {
                sums[Moments.place(row.length, i, j)] += row[i] * row[j];
            }
        }
    }

    private static DriverBlocks blocks(int[][] answers) {
        double[][] blocks = new double[DriverBlocks.COUNT][Moments.size(answers[0].length)];
        for (int i = 0; i < answers.length; i++) {
            add(blocks[(i * 0x9E3779B1 >>> 1) % blocks.length], answers[i]);
        }
        return new DriverBlocks(answers[0].length, List.of(blocks));
    }

    /// Against the bootstrap that draws single answers, at n = 5,000: an end differs by no more than a
    /// tenth of the interval's width, which is what two runs of it differ by.
    @Test
    void blocksGiveTheIntervalsOfThePlainBootstrap() {
        int[][] answers = answers(new Random(4), 5_000);
        Interval[] byBlocks = blocks(answers).intervals();
        Random random = new Random(5);
        double[][] drawn = new double[EFFECTS.length][2_000];
        for (int draw = 0; draw < 2_000; draw++) {
            double[] sums = new double[Moments.size(EFFECTS.length + 1)];
            for (int i = 0; i < answers.length; i++) {
                add(sums, answers[random.nextInt(answers.length)]);
            }
            double[] weights = DriverBlocks.weights(new Moments(EFFECTS.length + 1, sums));
            for (int driver = 0; driver < weights.length; driver++) {
                drawn[driver][draw] = weights[driver];
            }
        }
        for (int driver = 0; driver < EFFECTS.length; driver++) {
            Arrays.sort(drawn[driver]);
            double low = drawn[driver][50];
            double high = drawn[driver][1_949];
            assertEquals(low, byBlocks[driver].low(), 0.1 * (high - low), "driver " + driver);
            assertEquals(high, byBlocks[driver].high(), 0.1 * (high - low), "driver " + driver);
        }
    }

    /// The moments of the blocks together are those of all answers, and where two ways to weigh rank drivers
    /// differently their intervals overlap.
    @Test
    void blocksAddUp_andOrdersThatDifferOverlap() {
        for (int seed = 0; seed < 20; seed++) {
            int[][] answers = answers(new Random(seed), 400);
            double[] sums = new double[Moments.size(EFFECTS.length + 1)];
            for (int[] row : answers) {
                add(sums, row);
            }
            DriverBlocks blocks = blocks(answers);
            Moments all = new Moments(EFFECTS.length + 1, sums);
            double[] weights = DriverBlocks.weights(all);
            assertArrayEquals(weights, DriverBlocks.weights(blocks.all()), 1e-12);
            double[] shapley = RelativeWeights.shapley(DriverBlocks.among(all), DriverBlocks.withOutcome(all));
            Interval[] intervals = blocks.intervals();
            for (int i = 0; i < weights.length; i++) {
                assertTrue(intervals[i].low() <= weights[i] && weights[i] <= intervals[i].high());
                for (int j = 0; j < weights.length; j++) {
                    if (weights[i] > weights[j] && shapley[i] < shapley[j]) {
                        assertTrue(intervals[i].low() <= intervals[j].high(), "seed " + seed);
                    }
                }
            }
        }
    }

    @Test
    void theSameAnswersGiveTheSameIntervals_andTwinsGiveNone() {
        int[][] answers = answers(new Random(1), 300);
        assertArrayEquals(blocks(answers).intervals(), blocks(answers).intervals());
        List<int[]> twins = new ArrayList<>();
        for (int[] row : answers) {
            twins.add(new int[] {row[0], row[1], row[1]});
        }
        assertThrows(
                RelativeWeights.Inseparable.class,
                () -> blocks(twins.toArray(int[][]::new)).intervals());
    }
}
