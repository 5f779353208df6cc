package io.keqing.statistics;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;

/// What a customer will be worth: average order × orders a year × margin × the discounted years within
/// a horizon, with
/// an interval by the bootstrap. Customers are drawn with replacement, in blocks where they are many
/// (up to 1,000 a
/// block is one customer), and the churn anew from its posterior, so that a churn of nobody has its
/// doubt as well.
public final class ValueBootstrap {
    private static final int DRAWS = 1_000;

    private ValueBootstrap() {}

    /// Sums over the customers of a block.
    ///
    /// @param customers 1 or more
    /// @param spent in one currency
    /// @param orders 1 or more
    /// @param lately orders of the last year
    public record Block(double customers, double spent, double orders, double lately) {
        /// Both together.
        public Block plus(Block other) {
            return new Block(
                    customers + other.customers, spent + other.spent, orders + other.orders, lately + other.lately);
        }

        /// Of one customer in a year, before margin.
        double perYear() {
            return spent / orders * lately / customers;
        }
    }

    /// The value itself.
    public static double value(Block all, double churn, Horizon horizon, double margin) {
        return all.perYear() * margin * horizon.discounted(churn);
    }

    /// Its 95 % interval: the 2.5 and 97.5 % quantiles of 1,000 draws, the same each time.
    ///
    /// @param blocks 2 or more
    /// @param churn of a period
    /// @param periods of a year
    public static Interval interval(
            List<Block> blocks, ShrunkenShare churn, double periods, Horizon horizon, double margin) {
        RandomDataGenerator random = new RandomDataGenerator(20_240_229L);
        double[] values = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            Block sum = blocks.get(random.nextInt(0, blocks.size() - 1));
            for (int i = 1; i < blocks.size(); i++) {
                sum = sum.plus(blocks.get(random.nextInt(0, blocks.size() - 1)));
            }
            values[draw] = value(sum, ShrunkenShare.of(churn.draw(random), periods), horizon, margin);
        }
        Arrays.sort(values);
        return new Interval(quantile(values, 0.025), quantile(values, 0.975));
    }

    /// By linear interpolation, type 7 of Hyndman and Fan 1996.
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        double rest = place - below;
        return rest == 0 ? sorted[below] : sorted[below] * (1 - rest) + sorted[below + 1] * rest;
    }
}
