package io.keqing.statistics;

import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// A score of some answers: its value, how sure it is, and how many answers it rests on: a share, the
/// difference of two shares, or a mean.
public sealed interface Score {
    /// Answers it rests on, at least 1.
    long n();

    double value();

    /// How much a single answer varies about the value, whose own variance is `variance() / n()`.
    double variance();

    /// The 95 % interval.
    Interval interval();

    /// The interval of the same value of so many answers; that of a mean is the value alone.
    ///
    /// @param answers above 0
    Interval intervalOf(double answers);

    /// The least and the largest value there can be.
    Interval ends();

    /// How many people gave the answers: one each, unless it is known better.
    default long people() {
        return n();
    }

    /// The answers by what each is worth; null where no more is known than their sums.
    @Nullable
    Classes classes();

    /// This score less another of other people: the difference, its 95 % interval and the two-sided p
    /// of "there is none", which is that of [ConditionalTest]: no side's own variance, which is 0
    /// where all its answers agree.
    ///
    /// @param other of the same kind
    Difference minus(Score other);

    /// The same where it is known who answered in both.
    ///
    /// @param people who gave the answers of this score and of the other
    default Difference minus(Score other, PeopleComparison people) {
        return people.difference(this, other);
    }

    /// How many answers this group needs so that it can come to a p of `level` beside the other at all.
    ///
    /// @param other of the same kind
    /// @param level above 0, at most 1
    /// @return empty where no group of up to 1,000 answers can, as where everybody answered alike
    default OptionalLong needed(Score other, double level) {
        Classes mine = classes();
        Classes theirs = other.classes();
        return mine == null || theirs == null
                ? OptionalLong.empty()
                : new ConditionalTest(mine.with(theirs)).needed(level);
    }

    /// @param p 0 to 1, before anything is done about many comparisons
    record Difference(double value, Interval interval, double p) {}

    /// Answers a wave needs so that a change by `change` between two waves that vary as this one does
    /// is found in 80 % of cases at p < 0.05: (z₀.₉₇₅ + z₀.₈)² · 2 · variance ÷ change² (Fleiss,
    /// Levin, Paik: Statistical Methods for Rates and Proportions, 3rd ed., chapter 4, without the
    /// correction for continuity).
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

    /// The part of the answers that are good, as top-2-box CSAT. The interval is Wilson's (1927), that
    /// of a difference is Newcombe's hybrid score interval (1998, method 10), and its p is Fisher's
    /// with mid-p.
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
            return intervalOf(n);
        }

        /// As if the same share were of so many answers.
        @Override
        public Interval intervalOf(double answers) {
            double z2 = Interval.Z * Interval.Z;
            double p = value();
            double centre = (p + z2 / (2 * answers)) / (1 + z2 / answers);
            double reach =
                    Interval.Z / (1 + z2 / answers) * Math.sqrt(p * (1 - p) / answers + z2 / (4.0 * answers * answers));
            return new Interval(good == 0 ? 0 : centre - reach, good == n ? 1 : centre + reach);
        }

        @Override
        public Interval ends() {
            return new Interval(0, 1);
        }

        @Override
        public Classes classes() {
            return Classes.from(0, n - good, good);
        }

        @Override
        public Difference minus(Score other) {
            if (other instanceof Repeated) {
                return Repeated.difference(this, other);
            }
            Share that = (Share) other;
            return new Difference(
                    value() - that.value(), hybrid(this, that), ConditionalTest.p(classes(), that.classes()));
        }
    }

    /// The part of the good answers less that of the bad ones, as the NPS. The interval is the
    /// adjusted Wald one: three answers are added, three quarters of one to each side, and it ends at
    /// −1 and 1 (Lewis and Sauro 2021). That of a difference is made of those of both sides (Zou and
    /// Donner 2008), as Newcombe's is.
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
            return intervalOf(n);
        }

        /// As if the same shares were of so many answers.
        @Override
        public Interval intervalOf(double answers) {
            double more = good * answers / n;
            double fewer = bad * answers / n;
            double centre = (more - fewer) / (answers + ADDED);
            double error = Math.sqrt(
                    variance(more + ADDED_TO_A_SIDE, fewer + ADDED_TO_A_SIDE, answers + ADDED) / (answers + ADDED));
            return new Interval(centre - Interval.Z * error, centre + Interval.Z * error).within(-1, 1);
        }

        @Override
        public Interval ends() {
            return new Interval(-1, 1);
        }

        @Override
        public Classes classes() {
            return Classes.from(-1, bad, n - good - bad, good);
        }

        @Override
        public Difference minus(Score other) {
            if (other instanceof Repeated) {
                return Repeated.difference(this, other);
            }
            Net that = (Net) other;
            return new Difference(
                    value() - that.value(),
                    hybrid(this, that).within(-2, 2),
                    ConditionalTest.p(classes(), that.classes()));
        }
    }

    /// The mean of the answers, as [MeanInterval] has it. The interval of a difference is Welch's
    /// (1947), with the degrees of freedom of Satterthwaite; p where only sums are known is that of
    /// the normal distribution with the variance of both together.
    ///
    /// @param n at least 2
    /// @param deviation standard deviation with n − 1
    /// @param classes null where only sums are known
    record Mean(
            long n,
            double value,
            double deviation,
            @Nullable Classes classes) implements Score {
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
            return new Mean(n, mean, Math.sqrt(Math.max(0, squares - sum * mean) / (n - 1)), null);
        }

        /// @param classes of at least 2 answers
        public static Mean of(Classes classes) {
            Mean sums = of(classes.n(), classes.sum(), classes.squares());
            return new Mean(sums.n, sums.value, sums.deviation, classes);
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
        public Interval intervalOf(double answers) {
            return new Interval(value, value);
        }

        @Override
        public Interval ends() {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }

        @Override
        public Difference minus(Score other) {
            if (other instanceof Repeated) {
                return Repeated.difference(this, other);
            }
            Mean that = (Mean) other;
            double difference = value - that.value;
            double mine = variance() / n;
            double theirs = that.variance() / that.n;
            double error = Math.sqrt(mine + theirs);
            double p = p(that);
            if (error == 0) {
                return new Difference(difference, new Interval(difference, difference), p);
            }
            double freedom =
                    (mine + theirs) * (mine + theirs) / (mine * mine / (n - 1) + theirs * theirs / (that.n - 1));
            TDistribution t = TDistribution.of(freedom);
            double reach = t.inverseSurvivalProbability(0.025) * error;
            return new Difference(difference, new Interval(difference - reach, difference + reach), p);
        }

        private double p(Mean that) {
            if (classes != null && that.classes != null) {
                return ConditionalTest.p(classes, that.classes);
            }
            double all = n + that.n;
            double difference = value - that.value;
            double spread =
                    variance() * (n - 1) + that.variance() * (that.n - 1) + difference * difference * n * that.n / all;
            double error = Math.sqrt(spread / (all - 1) * (1.0 / n + 1.0 / that.n));
            return error == 0
                    ? 1
                    : Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(difference) / error));
        }
    }

    /// A score of answers some of which are of the same people. Its variance is that of people
    /// ([Clusters#error]). The interval is Student's with people − 1 degrees of freedom; it is never
    /// narrower than the one that the score has of as many answers as would vary as much, and of as
    /// many as there are people where all agree.
    ///
    /// @param once as if each answer were of another person
    /// @param answers by person, at least 2 people; of very many it may be a part of them
    record Repeated(Score once, Clusters answers) implements Score {
        public Repeated {
            if (answers.count() < 2 || once instanceof Repeated) {
                throw new IllegalArgumentException("A variance of people needs 2 of them, had " + answers.count());
            }
        }

        @Override
        public long n() {
            return once.n();
        }

        @Override
        public long people() {
            return answers.count();
        }

        @Override
        public double value() {
            return once.value();
        }

        @Override
        public double variance() {
            double error = answers.error();
            return error * error * n();
        }

        @Override
        public Interval interval() {
            double error = answers.error();
            double alike = once.variance() / (error * error);
            Interval least = once.intervalOf(error == 0 ? people() : Math.min(n(), alike));
            Interval student = answers.interval();
            Interval ends = ends();
            return new Interval(Math.min(student.low(), least.low()), Math.max(student.high(), least.high()))
                    .within(ends.low(), ends.high());
        }

        @Override
        public Interval intervalOf(double answers) {
            return once.intervalOf(answers);
        }

        @Override
        public Interval ends() {
            return once.ends();
        }

        @Override
        public @Nullable Classes classes() {
            return once.classes();
        }

        @Override
        public Difference minus(Score other) {
            return difference(this, other);
        }

        /// Of different people.
        private static Difference difference(Score one, Score other) {
            double step = one instanceof Repeated mine ? mine.answers.step() : ((Repeated) other).answers.step();
            return PeopleComparison.ofOthers(people(one, step), people(other, step), step)
                    .difference(one, other);
        }

        private static Clusters people(Score score, double step) {
            if (score instanceof Repeated repeated) {
                return repeated.answers;
            }
            Classes classes = score.classes();
            if (classes == null) {
                throw new IllegalArgumentException("Answers must be known one by one, were " + score);
            }
            return Clusters.once(classes, step);
        }
    }

    /// The interval of a difference made of those of both sides: each end as far off as the two ends
    /// that lead there, squared and added (Newcombe 1998, method 10; Zou and Donner 2008 for any
    /// interval).
    static Interval hybrid(Score one, Score other) {
        double difference = one.value() - other.value();
        Interval mine = one.interval();
        Interval theirs = other.interval();
        return new Interval(
                difference - Math.hypot(one.value() - mine.low(), theirs.high() - other.value()),
                difference + Math.hypot(mine.high() - one.value(), other.value() - theirs.low()));
    }

    private static void counted(long n, long part) {
        if (n < 1 || part < 0 || part > n) {
            throw new IllegalArgumentException("Counts must be 0 to n, and n at least 1, were " + part + " of " + n);
        }
    }
}
