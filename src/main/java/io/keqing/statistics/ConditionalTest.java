package io.keqing.statistics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Whether two groups differ, given what both answered together: if it makes no difference to whom an
/// answer belongs, every way to deal the pooled answers out to groups of these sizes is as likely as
/// any other (Pitman 1937). p is the chance of a larger difference of the means in either direction,
/// plus half of that of one as large (mid-p; Lancaster 1961). For two classes this is Fisher's exact
/// test with mid-p; for more, the multivariate hypergeometric distribution is summed up class by
/// class.
///
/// Where that would take more than [#MOST_STEPS] steps, which is above about 200 answers in the
/// smaller group on a scale of seven and above many thousands on one of three, p is that of the normal
/// distribution with the exact variance of the same dealing out, k (N − k) ÷ (N − 1) · σ². The two
/// agree there within 0.002 (`ConditionalTestTest`).
final class ConditionalTest {
    static final double MOST_STEPS = 6e6;

    /// Beyond so many answers a group that could not be marked is not told what it needs.
    private static final int MOST_NEEDED = 1_000;

    private final long[] worth;
    private final long[] counts;
    private final long all;
    private final long total;

    /// The standard deviation of what the answers are worth, with N.
    private final double spread;

    /// @param pooled the answers of both groups
    ConditionalTest(Classes pooled) {
        this.worth = pooled.whole();
        this.counts =
                pooled.counts().values().stream().mapToLong(Long::longValue).toArray();
        long answers = 0;
        long sum = 0;
        for (int i = 0; i < worth.length; i++) {
            answers += counts[i];
            sum = Math.addExact(sum, Math.multiplyExact(worth[i], counts[i]));
        }
        this.all = answers;
        this.total = sum;
        double mean = (double) sum / answers;
        double squares = 0;
        for (int i = 0; i < worth.length; i++) {
            squares += counts[i] * (worth[i] - mean) * (worth[i] - mean);
        }
        this.spread = Math.sqrt(squares / answers);
    }

    /// p of "these two do not differ".
    static double p(Classes one, Classes other) {
        Classes pooled = one.with(other);
        ConditionalTest test = new ConditionalTest(pooled);
        long sum = 0;
        int place = 0;
        for (BigDecimal each : pooled.counts().keySet()) {
            sum += test.worth[place++] * one.counts().getOrDefault(each, 0L);
        }
        return test.p(one.n(), sum);
    }

    /// @param size of one group, 1 to all but one
    /// @param sum of what its answers are worth, as [Classes#whole] has it
    double p(long size, long sum) {
        if (worth.length < 2) {
            return 1;
        }
        boolean turned = size > all - size;
        long drawn = turned ? all - size : size;
        long seen = turned ? total - sum : sum;
        return steps(drawn) <= MOST_STEPS ? exact(drawn, seen) : normal(drawn, seen);
    }

    /// The least number of answers with which a group could come to a p of `level` if all of them were
    /// as far from the others' as what was answered allows.
    ///
    /// @param level above 0
    /// @return empty where no group of up to 1,000 answers and half of all could
    OptionalLong needed(double level) {
        for (long size = 1; size <= Math.min(MOST_NEEDED, all / 2); size++) {
            if (Math.min(p(size, most(size, true)), p(size, most(size, false))) < level) {
                return OptionalLong.of(size);
            }
        }
        return OptionalLong.empty();
    }

    /// The largest or least sum of so many answers.
    private long most(long size, boolean largest) {
        long left = size;
        long sum = 0;
        for (int i = 0; i < worth.length && left > 0; i++) {
            int place = largest ? worth.length - 1 - i : i;
            long taken = Math.min(left, counts[place]);
            sum += taken * worth[place];
            left -= taken;
        }
        return sum;
    }

    /// How far a sum lies from what is expected of so many answers, times `all`: whole numbers, so
    /// that equals are equal.
    private long distance(long drawn, long sum) {
        return Math.abs(Math.subtractExact(Math.multiplyExact(sum, all), Math.multiplyExact(total, drawn)));
    }

    /// Whether a group of this size is summed up exactly.
    boolean isExact(long size) {
        return steps(Math.min(size, all - size)) <= MOST_STEPS;
    }

    /// p of the normal distribution, of which a sum has the part from half a step below it to half a
    /// step above. A sum as far off on the other side need not exist.
    double normal(long drawn, long sum) {
        long far = distance(drawn, sum);
        long middle = Math.multiplyExact(total, drawn);
        long below = Math.floorDiv(Math.subtractExact(middle, far), all);
        long above = -Math.floorDiv(-Math.addExact(middle, far), all);
        double expected = expected(drawn);
        double error = error(drawn);
        double low = below + (distance(drawn, below) == far ? 0 : 0.5);
        double high = above - (distance(drawn, above) == far ? 0 : 0.5);
        NormalDistribution normal = NormalDistribution.of(0, 1);
        return Math.min(
                1,
                normal.survivalProbability((expected - low) / error)
                        + normal.survivalProbability((high - expected) / error));
    }

    /// The sum that is expected of a group.
    double expected(long size) {
        return (double) total * size / all;
    }

    /// The standard deviation of the sum of a group, however the answers are dealt out.
    double error(long size) {
        return spread * Math.sqrt(size * (double) (all - size) / (all - 1.0));
    }

    /// About how many steps the exact sum takes.
    private double steps(long drawn) {
        double widest = worth[worth.length - 1];
        double steps = 0;
        double states = 1;
        long rest = all;
        double left = 1;
        for (int i = 0; i < worth.length; i++) {
            double width = width(rest, counts[i], drawn);
            steps += states * (i == worth.length - 1 ? 1 : width);
            left = Math.min(left * width, width(all, rest - counts[i], drawn));
            states = left * Math.min(widest * drawn + 1, 14 * spread * Math.sqrt(drawn) + 1);
            rest -= counts[i];
        }
        return steps;
    }

    private static double width(long all, long kind, long drawn) {
        if (all == 0) {
            return 1;
        }
        double part = (double) kind / all;
        return Math.min(Math.min(drawn, kind) + 1.0, 14 * Math.sqrt(drawn * part * (1 - part)) + 8);
    }

    /// Chances of sums, by how many answers are still to be drawn.
    private record Sums(int first, double[] chance) {}

    /// p of the exact sum.
    double exact(long drawn, long seen) {
        long far = distance(drawn, seen);
        double beyond = 0;
        double equal = 0;
        List<Sums> states = new ArrayList<>();
        int most = (int) drawn;
        for (int i = 0; i <= most; i++) {
            states.add(new Sums(0, i == most ? new double[] {1} : new double[0]));
        }
        long rest = all;
        for (int kind = 0; kind < worth.length; kind++) {
            List<Sums> next = new ArrayList<>();
            boolean last = kind == worth.length - 1;
            Gathered[] gathered = new Gathered[most + 1];
            for (int left = 0; left <= most; left++) {
                Sums sums = states.get(left);
                if (sums.chance().length == 0) {
                    continue;
                }
                Hypergeometric part = Hypergeometric.of(rest, counts[kind], left);
                for (int taken = part.first(); taken <= part.last(); taken++) {
                    int after = left - taken;
                    if (gathered[after] == null) {
                        gathered[after] = new Gathered();
                    }
                    gathered[after].add(
                            sums, Math.toIntExact(taken * worth[kind]), part.chance()[taken - part.first()]);
                }
            }
            for (int left = 0; left <= most; left++) {
                next.add(gathered[left] == null ? new Sums(0, new double[0]) : gathered[left].trimmed());
            }
            states = next;
            rest -= counts[kind];
            if (last) {
                Sums end = states.getFirst();
                for (int i = 0; i < end.chance().length; i++) {
                    long apart = distance(drawn, end.first() + (long) i);
                    beyond += apart > far ? end.chance()[i] : 0;
                    equal += apart == far ? end.chance()[i] : 0;
                }
            }
        }
        return Math.min(1, beyond + equal / 2);
    }

    /// Adds up chances of sums.
    private static final class Gathered {
        private static final double LEAST = 1e-16;
        private int first;
        private double[] chance = new double[0];

        void add(Sums sums, int shift, double factor) {
            int from = sums.first() + shift;
            int to = from + sums.chance().length;
            if (chance.length == 0) {
                first = from;
                chance = new double[sums.chance().length];
            } else if (from < first || to > first + chance.length) {
                int lowest = Math.min(from, first);
                double[] wider = new double[Math.max(to, first + chance.length) - lowest];
                System.arraycopy(chance, 0, wider, first - lowest, chance.length);
                first = lowest;
                chance = wider;
            }
            double[] source = sums.chance();
            int offset = from - first;
            for (int i = 0; i < source.length; i++) {
                chance[offset + i] += source[i] * factor;
            }
        }

        /// Without what is too rare to count at both ends.
        Sums trimmed() {
            int low = 0;
            int high = chance.length;
            while (low < high && chance[low] < LEAST) {
                low++;
            }
            while (high > low && chance[high - 1] < LEAST) {
                high--;
            }
            return new Sums(first + low, Arrays.copyOfRange(chance, low, high));
        }
    }
}
