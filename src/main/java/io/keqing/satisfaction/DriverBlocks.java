package io.keqing.satisfaction;

import io.keqing.statistics.Interval;
import io.keqing.statistics.RelativeWeights;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Answers in blocks of whole people: their moments are all that is kept. Drawing blocks anew with
/// replacement is the bootstrap (Efron 1979), with the block as the unit; people are spread over the blocks
/// by a hash, so that the answers of one person stay together and blocks are alike.
final class DriverBlocks {
    /// Blocks that people are spread over.
    static final int COUNT = 1_000;

    static final int DRAWS = 1_000;
    private static final double TAIL = 0.025;

    private final int variables;
    private final double[][] blocks;

    /// @param variables the outcome, then the drivers
    /// @param blocks sums as [Moments] has them, at most [#COUNT]; missing ones are empty
    DriverBlocks(int variables, List<double[]> blocks) {
        this.variables = variables;
        this.blocks = blocks.toArray(double[][]::new);
    }

    Moments all() {
        double[] sums = new double[Moments.size(variables)];
        for (double[] block : blocks) {
            add(sums, block, 1);
        }
        return new Moments(variables, sums);
    }

    private static void add(double[] sums, double[] block, int times) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += times * block[i];
        }
    }

    static double[] weights(Moments moments) {
        return RelativeWeights.johnson(among(moments), withOutcome(moments));
    }

    static double[][] among(Moments moments) {
        int drivers = moments.variables() - 1;
        double[][] among = new double[drivers][drivers];
        for (int i = 0; i < drivers; i++) {
            for (int j = 0; j < drivers; j++) {
                among[i][j] = moments.correlation(i + 1, j + 1);
            }
        }
        return among;
    }

    static double[] withOutcome(Moments moments) {
        double[] correlations = new double[moments.variables() - 1];
        Arrays.setAll(correlations, driver -> moments.correlation(driver + 1, 0));
        return correlations;
    }

    /// Percentile intervals of the weights, the same at every call. A draw in which a driver does not vary,
    /// or says what others say, counts as none.
    ///
    /// @throws RelativeWeights.Inseparable where that is so in more than a twentieth of the draws
    Interval[] intervals() {
        SplittableRandom random = new SplittableRandom(1_979);
        int drivers = variables - 1;
        double[][] drawn = new double[drivers][DRAWS];
        int done = 0;
        for (int draw = 0; draw < DRAWS + DRAWS / 20 && done < DRAWS; draw++) {
            int[] times = new int[COUNT];
            for (int i = 0; i < COUNT; i++) {
                times[random.nextInt(COUNT)]++;
            }
            double[] sums = new double[Moments.size(variables)];
            for (int block = 0; block < blocks.length; block++) {
                if (times[block] > 0) {
                    add(sums, blocks[block], times[block]);
                }
            }
            Moments moments = new Moments(variables, sums);
            if (isVaried(moments)) {
                try {
                    double[] weights = weights(moments);
                    for (int driver = 0; driver < drivers; driver++) {
                        drawn[driver][done] = weights[driver];
                    }
                    done++;
                } catch (RelativeWeights.Inseparable e) {
                    continue; // this draw says nothing; too many of them end below
                }
            }
        }
        if (done < DRAWS) {
            throw new RelativeWeights.Inseparable();
        }
        Interval[] intervals = new Interval[drivers];
        for (int driver = 0; driver < drivers; driver++) {
            Arrays.sort(drawn[driver]);
            intervals[driver] = new Interval(quantile(drawn[driver], TAIL), quantile(drawn[driver], 1 - TAIL));
        }
        return intervals;
    }

    private boolean isVaried(Moments moments) {
        if (moments.n() < 2) {
            return false;
        }
        for (int variable = 0; variable < variables; variable++) {
            if (moments.isConstant(variable)) {
                return false;
            }
        }
        return true;
    }

    /// Type 7 of Hyndman and Fan.
    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
