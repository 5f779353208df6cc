package io.keqing.statistics;

import io.keqing.statistics.Survival.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/// Whether a quantile of durations differs between two groups: the test of the pooled quantile.
///
/// Both groups together say the duration t by which the share q has ended. Each duration scores 1 where
/// it is longer than t and 0 where it ended before; what was still open at c scores the chance that it
/// outlasts t, S(t) ÷ S(c) by the curve of both together (redistribution to the right, Efron 1967).
/// Where nothing is open this is Mood's median test for the quantile q. "No difference" means that all
/// ways to deal the scores to the two groups are equally likely. Where durations are few the sum of the
/// smaller group is tested by its exact distribution under that: p is the chance of what is as far off
/// as what was seen, or farther. (Half of what is as far off, the mid-p, would mark 7 % of the tables
/// of equal groups of 8, where the sum has few values.) Else it is tested by the normal distribution
/// with the variance that it has.
///
/// Groups of which one was watched for a shorter time, as this period beside the one before, vary
/// differently although they are alike. Where the variance that their own times of censoring imply is
/// above that of the dealing, the test is widened by the ratio of both.
public final class QuantileTest {
    /// From so many in the smaller group on, the normal distribution serves.
    private static final int MOST_EXACT = 80;

    /// Scores of open durations are rounded to multiples of one over this. It makes another score of
    /// them, by which the test is exact all the same.
    private static final int FINE = 12;

    private static final int MOST_FINE = 25;
    private static final int COARSE = 4;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private QuantileTest() {}

    /// The two-sided p of "the quantile does not differ".
    ///
    /// @param q above 0 and below 1
    /// @return 0 to 1; null where it cannot be told: a group is empty, or so much is open that both
    ///     together do not reach the quantile
    public static @Nullable Double p(Survival one, Survival other, double q) {
        if (one.n() == 0 || other.n() == 0) {
            return null;
        }
        Scores scores = Scores.of(one, other, q);
        if (scores == null) {
            return null;
        }
        double p = scores.p();
        double wider = scores.wider();
        return wider <= 1 || p >= 1
                ? p
                : Math.min(
                        1, 2 * NORMAL.survivalProbability(NORMAL.inverseSurvivalProbability(p / 2) / Math.sqrt(wider)));
    }

    /// How many of each group have a score.
    private record Both(long one, long other) {
        Both plus(Both more) {
            return new Both(one + more.one, other + more.other);
        }

        long all() {
            return one + other;
        }
    }

    /// @param byScore 0 to 1
    /// @param share of both together that outlasts t
    /// @param after the last duration that is not above t
    /// @param curve of both together: the share that has not ended by a duration, up to t
    private record Scores(
            TreeMap<Double, Both> byScore,
            double share,
            double after,
            TreeMap<Double, Double> curve,
            List<Step> one,
            List<Step> other,
            long sizeOfOne,
            long sizeOfOther) {

        static @Nullable Scores of(Survival one, Survival other, double q) {
            Survival pooled = new Survival();
            List<Step> mine = one.steps();
            List<Step> theirs = other.steps();
            for (List<Step> steps : List.of(mine, theirs)) {
                for (Step step : steps) {
                    pooled.add(step.duration(), true, step.over());
                    pooled.add(step.duration(), false, step.open());
                }
            }
            Cut cut = Cut.of(pooled, q);
            if (cut == null) {
                return null;
            }
            TreeMap<Double, Both> byScore = new TreeMap<>();
            for (Step step : mine) {
                byScore.merge(cut.over(step), new Both(step.over(), 0), Both::plus);
                byScore.merge(cut.open(step), new Both(step.open(), 0), Both::plus);
            }
            for (Step step : theirs) {
                byScore.merge(cut.over(step), new Both(0, step.over()), Both::plus);
                byScore.merge(cut.open(step), new Both(0, step.open()), Both::plus);
            }
            byScore.values().removeIf(both -> both.all() == 0);
            return new Scores(byScore, cut.share(), cut.after(), cut.curve(), mine, theirs, one.n(), other.n());
        }

        double p() {
            long size = Math.min(sizeOfOne, sizeOfOther);
            boolean fractions = byScore.keySet().stream().anyMatch(score -> score > 0 && score < 1);
            if (!fractions) {
                return hypergeometric();
            }
            return size > MOST_EXACT ? normal() : dealt((int) size, size > MOST_FINE ? COARSE : FINE);
        }

        /// Two scores only: how many of the smaller group are above.
        private double hypergeometric() {
            boolean swap = sizeOfOther < sizeOfOne;
            Both above = byScore.getOrDefault(1d, new Both(0, 0));
            long size = Math.min(sizeOfOne, sizeOfOther);
            long all = sizeOfOne + sizeOfOther;
            long good = above.all();
            long seen = swap ? above.other() : above.one();
            double centre = (double) size * good / all;
            double total = choose(all, size);
            double p = 0;
            for (long k = Math.max(0, size + good - all); k <= Math.min(size, good); k++) {
                p += counts(Math.abs(k - centre), Math.abs(seen - centre))
                        * Math.exp(choose(good, k) + choose(all - good, size - k) - total);
            }
            return Math.min(1, p);
        }

        private static double counts(double off, double seen) {
            return off > seen - 1e-9 ? 1 : 0;
        }

        /// The exact distribution of the sum of `size` scores drawn from all of them, in multiples of 1
        /// ÷ `grid`.
        private double dealt(int size, int grid) {
            boolean swap = sizeOfOther < sizeOfOne;
            TreeMap<Integer, Both> rounded = new TreeMap<>();
            byScore.forEach((score, both) -> rounded.merge((int) Math.round(score * grid), both, Both::plus));
            long all = sizeOfOne + sizeOfOther;
            double mean = 0;
            long seen = 0;
            // logarithms would be slow: chances are those of dealing class by class
            double[][] chance = room(size, grid);
            chance[0][0] = 1;
            long left = all;
            for (Map.Entry<Integer, Both> each : rounded.entrySet()) {
                int score = each.getKey();
                long here = each.getValue().all();
                mean += (double) score * here * size / all;
                seen += score
                        * (swap ? each.getValue().other() : each.getValue().one());
                chance = withClass(chance, score, here, left, size, grid);
                left -= here;
            }
            double[] sums = chance[size];
            double p = 0;
            for (int sum = 0; sum < sums.length; sum++) {
                p += counts(Math.abs(sum - mean), Math.abs(seen - mean)) * sums[sum];
            }
            return Math.min(1, p);
        }

        /// @param chance by how many were taken of the classes before, and their sum
        /// @param left in this class and those behind it
        private static double[][] withClass(double[][] chance, int score, long here, long left, int size, int grid) {
            double[][] next = room(size, grid);
            for (int taken = 0; taken <= size; taken++) {
                double[] from = chance[taken];
                long wanted = size - taken;
                if (wanted > left) {
                    continue;
                }
                double total = choose(left, wanted);
                for (long k = Math.max(0, wanted + here - left); k <= Math.min(here, wanted); k++) {
                    double share = Math.exp(choose(here, k) + choose(left - here, wanted - k) - total);
                    double[] to = next[taken + (int) k];
                    int shift = (int) k * score;
                    for (int sum = 0; sum < from.length; sum++) {
                        if (from[sum] > 0) {
                            to[sum + shift] += from[sum] * share;
                        }
                    }
                }
            }
            return next;
        }

        /// A sum of so many scores has at most so many times `grid`.
        private static double[][] room(int size, int grid) {
            double[][] room = new double[size + 1][];
            Arrays.setAll(room, taken -> new double[taken * grid + 1]);
            return room;
        }

        private double normal() {
            long all = sizeOfOne + sizeOfOther;
            double sum = 0;
            double squares = 0;
            double mine = 0;
            for (Map.Entry<Double, Both> each : byScore.entrySet()) {
                double score = each.getKey();
                sum += score * each.getValue().all();
                squares += score * score * each.getValue().all();
                mine += score * each.getValue().one();
            }
            double mean = sum / all;
            double variance = Math.max(0, squares - sum * mean) / (all - 1);
            double error = Math.sqrt(variance * sizeOfOne / all * sizeOfOther);
            double off = Math.abs(mine - mean * sizeOfOne);
            return error == 0 ? 1 : Math.min(1, 2 * NORMAL.survivalProbability(off / error));
        }

        /// By how much the variance of the difference of the mean scores is above that of dealing.
        double wider() {
            double first = variance(one, sizeOfOne);
            double second = variance(other, sizeOfOther);
            double all = (double) sizeOfOne + sizeOfOther;
            double pooled = (first * sizeOfOne + second * sizeOfOther) / all;
            return pooled == 0
                    ? 1
                    : (first / sizeOfOne + second / sizeOfOther) / (pooled * all / sizeOfOne / sizeOfOther);
        }

        /// Of a score under "no difference", by when the group's own durations were censored (by the
        /// product-limit estimate of that): what is censored at c before t varies by S(t)²·(1 ÷ S(c) −
        /// 1), the rest by S(t)·(1 − S(t)).
        private double variance(List<Step> steps, long size) {
            double uncensored = 1;
            double squares = 0;
            long risk = size;
            for (Step step : steps) {
                Map.Entry<Double, Double> survives = curve.floorEntry(step.duration());
                if (step.duration() > after) {
                    break;
                }
                // who ended at the same time is no longer at risk of being censored
                risk -= step.over();
                if (step.open() > 0 && survives != null && survives.getValue() > 0) {
                    double part = uncensored * step.open() / risk;
                    squares += part * share * share / survives.getValue();
                    uncensored -= part;
                }
                risk -= step.open();
            }
            return squares + uncensored * share - share * share;
        }
    }

    /// Where the pooled quantile lies: the durations above it, by the curve of both groups together.
    ///
    /// @param share that outlasts it
    /// @param after the last duration that is not above it
    private record Cut(double share, double after, TreeMap<Double, Double> curve) {
        /// Between the two places next to the quantile the one whose share above is nearer to 1 − q.
        static @Nullable Cut of(Survival pooled, double q) {
            TreeMap<Double, Double> curve = new TreeMap<>();
            curve.put(Double.NEGATIVE_INFINITY, 1d);
            double survives = 1;
            long risk = pooled.n();
            for (Step step : pooled.steps()) {
                double before = survives;
                if (step.over() > 0) {
                    survives = risk == step.over() ? 0 : survives * ((double) (risk - step.over()) / risk);
                }
                risk -= step.over() + step.open();
                if (survives <= 1 - q + 1e-9) {
                    boolean earlier =
                            before < 1 && before - (1 - q) < 1 - q - survives - 1e-9 || survives == 0 && before < 1;
                    double after = earlier ? curve.lastKey() : step.duration();
                    if (!earlier) {
                        curve.put(step.duration(), survives);
                    }
                    return new Cut(earlier ? before : survives, after, curve);
                }
                curve.put(step.duration(), survives);
            }
            return null;
        }

        double over(Step step) {
            return step.duration() > after ? 1 : 0;
        }

        double open(Step step) {
            if (step.duration() >= after) {
                return 1;
            }
            double survives = curve.floorEntry(step.duration()).getValue();
            return survives == 0 ? 0 : Math.min(1, share / survives);
        }
    }

    private static double choose(long n, long k) {
        return k == 0 || k == n ? 0 : LogGamma.value(n + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(n - k + 1.0);
    }
}
