package io.keqing.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// A score of some answers: its value, how sure it is, and how many answers it rests on. There are three
/// kinds, and what can be said of one depends on its kind alone: a share, the difference of two shares, a
/// mean.
public sealed interface Score {
    /// Answers it rests on, at least 1.
    long n();

    double value();

    /// How much a single answer varies about the value; with n answers the value has the variance
    /// `variance() / n()`.
    double variance();

    /// The 95 % interval.
    Interval interval();

    /// This score less another of other people: the difference, its 95 % interval and the two-sided p of
    /// "there is none".
    ///
    /// @param other of the same kind
    Difference minus(Score other);

    /// @param p 0 to 1, before anything is done about many comparisons
    record Difference(double value, Interval interval, double p) {}

    /// Answers a wave needs so that a change by `change` between two waves that vary as this one does is
    /// found in 80 % of cases at p < 0.05: (z₀.₉₇₅ + z₀.₈)² · 2 · variance ÷ change² (Fleiss, Levin, Paik:
    /// Statistical Methods for Rates and Proportions, 3rd ed., chapter 4, without the correction for
    /// continuity).
    ///
    /// @param change above 0, in the unit of the value
    default long needed(double change) {
        return needed(variance(), change);
    }

    static long needed(double variance, double change) {
        if (!(change > 0)) {
            throw new IllegalArgumentException("A change must be above 0, was " + change);
        }
        double reach = Interval.Z + 0.8416212335729143;
        return (long) Math.ceil(reach * reach * 2 * variance / (change * change));
    }

    /// The part of the answers that are good, as top-2-box CSAT. The interval is Wilson's (1927), that of a
    /// difference is Newcombe's hybrid score interval (1998, method 10), and its p is that of the score
    /// test with the pooled share.
    record Share(long n, long good) implements Score {
        public Share {
            counted(n, good);
        }

        @Override
        public double value() {
            return (double) good / n;
        }

        @Override
        public double variance() {
            return value() * (1 - value());
        }

        @Override
        public Interval interval() {
            double z2 = Interval.Z * Interval.Z;
            double p = value();
            double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
            double reach = Interval.Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
            return new Interval(good == 0 ? 0 : centre - reach, good == n ? 1 : centre + reach);
        }

        @Override
        public Difference minus(Score other) {
            Share that = (Share) other;
            double difference = value() - that.value();
            Interval mine = interval();
            Interval theirs = that.interval();
            Interval interval = new Interval(
                    difference - Math.hypot(value() - mine.low(), theirs.high() - that.value()),
                    difference + Math.hypot(mine.high() - value(), that.value() - theirs.low()));
            double pooled = (double) (good + that.good) / (n + that.n);
            double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / that.n));
            return new Difference(difference, interval, twoSided(difference, error));
        }
    }

    /// The part of the good answers less that of the bad ones, as the NPS. The interval is the adjusted
    /// Wald one: three answers are added, three quarters of one to each side, and it ends at −1 and 1
    /// (Lewis and Sauro 2021). A difference has the standard error √(SE₁² + SE₂²); where no answer differs
    /// from another, that of the adjusted shares.
    record Net(long n, long good, long bad) implements Score {
        private static final double ADDED = 3;
        private static final double ADDED_TO_A_SIDE = 0.75;

        public Net {
            counted(n, good + bad);
            counted(n, Math.min(good, bad));
        }

        @Override
        public double value() {
            return (double) (good - bad) / n;
        }

        @Override
        public double variance() {
            return variance(good, bad, n);
        }

        private static double variance(double good, double bad, double n) {
            double net = (good - bad) / n;
            return Math.max(0, (good + bad) / n - net * net);
        }

        @Override
        public Interval interval() {
            double centre = (good - bad) / (n + ADDED);
            double reach = Interval.Z * adjustedError();
            return new Interval(centre - reach, centre + reach).within(-1, 1);
        }

        private double adjustedError() {
            return Math.sqrt(variance(good + ADDED_TO_A_SIDE, bad + ADDED_TO_A_SIDE, n + ADDED) / (n + ADDED));
        }

        @Override
        public Difference minus(Score other) {
            Net that = (Net) other;
            double difference = value() - that.value();
            double error = Math.sqrt(variance() / n + that.variance() / that.n);
            if (error == 0) {
                error = Math.hypot(adjustedError(), that.adjustedError());
            }
            double reach = Interval.Z * error;
            Interval interval = new Interval(difference - reach, difference + reach).within(-2, 2);
            return new Difference(difference, interval, twoSided(difference, error));
        }
    }

    /// The mean of the answers, as [MeanInterval] has it. A difference is Welch's (1947), with the degrees
    /// of freedom of Satterthwaite.
    ///
    /// @param n at least 2
    /// @param deviation standard deviation with n − 1
    record Mean(long n, double value, double deviation) implements Score {
        public Mean {
            if (n < 2 || !(deviation >= 0)) {
                throw new IllegalArgumentException(
                        "A mean needs 2 answers and a deviation, had " + n + " and " + deviation);
            }
        }

        /// @param sum of the answers
        /// @param squares sum of their squares
        public static Mean of(long n, double sum, double squares) {
            double mean = sum / n;
            return new Mean(n, mean, Math.sqrt(Math.max(0, squares - sum * mean) / (n - 1)));
        }

        @Override
        public double variance() {
            return deviation * deviation;
        }

        @Override
        public Interval interval() {
            MeanInterval interval = MeanInterval.of(n, value, deviation);
            return new Interval(interval.low(), interval.high());
        }

        @Override
        public Difference minus(Score other) {
            Mean that = (Mean) other;
            double difference = value - that.value;
            double mine = variance() / n;
            double theirs = that.variance() / that.n;
            double error = Math.sqrt(mine + theirs);
            if (error == 0) {
                return new Difference(difference, new Interval(difference, difference), difference == 0 ? 1 : 0);
            }
            double freedom =
                    (mine + theirs) * (mine + theirs) / (mine * mine / (n - 1) + theirs * theirs / (that.n - 1));
            TDistribution t = TDistribution.of(freedom);
            double reach = t.inverseSurvivalProbability(0.025) * error;
            return new Difference(
                    difference,
                    new Interval(difference - reach, difference + reach),
                    Math.min(1, 2 * t.survivalProbability(Math.abs(difference) / error)));
        }
    }

    private static void counted(long n, long part) {
        if (n < 1 || part < 0 || part > n) {
            throw new IllegalArgumentException("Counts must be 0 to n, and n at least 1, were " + part + " of " + n);
        }
    }

    private static double twoSided(double difference, double error) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(difference) / error));
    }
}
