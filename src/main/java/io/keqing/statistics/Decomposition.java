package io.keqing.statistics;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Why a score differs between two sides, such as two periods: its change divided among groups, and in
/// each group into a part that comes from more or fewer answers in it (mix) and a part that comes from
/// its own score (rate), after Kitagawa (1955). With the share w and the score r of a group, and Y the
/// score of all, before (0) and after (1):
///
/// - rate = ½ (w₀ + w₁) · (r₁ − r₀)
/// - mix = (w₁ − w₀) · ½ (r₀ + r₁); these and the rates add up to Y₁ − Y₀ exactly
/// - centred mix = (w₁ − w₀) · (½ (r₀ + r₁) − ½ (Y₀ + Y₁)). Shares add up to one, so that the sum over
/// all groups is the same; of one group it says whether a better or a worse group than the average has
/// grown.
///
/// A group that is on one side only has the same score on both: it has no rate, and all of it is mix.
///
/// Intervals are those of the delta method for two independent samples, of which the groups' sizes are
/// multinomial (Casella and Berger: Statistical Inference, 2nd ed., 5.5.4; for products Goodman 1960,
/// the exact variance of a product). To the answers of a group on a side, three are added which vary
/// as all answers do, so that five answers that agree are not taken for certainty.
public final class Decomposition {
    private static final double ADDED = 3;

    private final List<Group> groups;
    private final Part change;
    private final Part mix;
    private final Part rate;

    private Decomposition(List<Group> groups, Part change, Part mix, Part rate) {
        this.groups = List.copyOf(groups);
        this.change = change;
        this.mix = mix;
        this.rate = rate;
    }

    /// The answers of a group on one side.
    ///
    /// @param n answers, 0 or more
    /// @param sum of what each counts, such as 1, 0 or −1
    /// @param squares sum of the squares of that
    /// @param units independent ones among them: people, of whom some may have answered several times;
    ///     0 to n
    public record Answers(long n, double sum, double squares, double units) {
        public static final Answers NONE = new Answers(0, 0, 0, 0);

        public Answers {
            if (n < 0 || !(units >= 0) || units > n || n > 0 && units == 0 || squares < 0) {
                throw new IllegalArgumentException(
                        "Answers must be 0 or more and units 0 to n, were %d, %s, %s".formatted(n, units, squares));
            }
        }

        double mean() {
            return sum / n;
        }

        public Answers plus(Answers other) {
            return new Answers(n + other.n, sum + other.sum, squares + other.squares, units + other.units);
        }

        /// Those that are not in `part`.
        public Answers minus(Answers part) {
            long left = n - part.n;
            return left <= 0
                    ? NONE
                    : new Answers(
                            left,
                            sum - part.sum,
                            Math.max(0, squares - part.squares),
                            Math.clamp(units - part.units, 1, left));
        }
    }

    /// One group before and after.
    public record Pair(Answers before, Answers after) {}

    /// A part of a change.
    ///
    /// @param error its standard error, 0 or more
    public record Part(double value, double error) {
        /// 95 %.
        public Interval interval() {
            return new Interval(value - Interval.Z * error, value + Interval.Z * error);
        }

        /// Two-sided, of "there is none", 0 to 1.
        public double p() {
            if (error == 0) {
                return value == 0 ? 1 : 0;
            }
            return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(value) / error));
        }
    }

    /// @param shareBefore of all answers, 0 to 1
    /// @param mix as in the formula above, without an interval of its own: its size depends on where
    ///     the scale's 0 is
    /// @param centred centred mix
    /// @param rateP two-sided p of "the group's score did not change", by the variance of both sides
    ///     together; 1 where the group is on one side only
    public record Group(double shareBefore, double shareAfter, double mix, Part centred, Part rate, double rateP) {
        /// Mix and rate together, with the centred mix.
        public double contribution() {
            return centred.value() + rate.value();
        }
    }

    /// Divides a change.
    ///
    /// @param pairs groups that hold each answer of either side once; each side has at least one answer
    public static Decomposition of(List<Pair> pairs) {
        return of(pairs, ADDED);
    }

    static Decomposition of(List<Pair> pairs, double added) {
        Side before = new Side(pairs.stream().map(Pair::before).toList());
        Side after = new Side(pairs.stream().map(Pair::after).toList());
        Prior prior = new Prior(variance(before.all.plus(after.all)), added);
        double centre = (before.mean + after.mean) / 2;
        List<Group> groups = new ArrayList<>();
        double mixes = 0;
        double rates = 0;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            Cell one = before.cell(pair.before(), pair.after(), prior);
            Cell other = after.cell(pair.after(), pair.before(), prior);
            Group group = group(pair, one, other, centre);
            groups.add(group);
            mixes += group.centred().value();
            rates += group.rate().value();
        }
        Part change = new Part(
                after.mean - before.mean,
                Math.sqrt(before.variance / before.all.units() + after.variance / after.all.units()));
        Totals totals = new Totals(pairs, before, after, prior);
        return new Decomposition(
                groups, change, new Part(mixes, totals.error(true)), new Part(rates, totals.error(false)));
    }

    public List<Group> groups() {
        return groups;
    }

    /// After less before, of all answers.
    public Part change() {
        return change;
    }

    /// What the groups' sizes make of the change, all together.
    public Part mix() {
        return mix;
    }

    /// What the groups' own scores make of the change, all together.
    public Part rate() {
        return rate;
    }

    private static double variance(Answers answers) {
        double mean = answers.mean();
        return Math.max(0, answers.squares() / answers.n() - mean * mean);
    }

    /// @param added answers that vary by `variance`
    private record Prior(double variance, double added) {}

    /// One side: all its answers, their score and how much they vary.
    private static final class Side {
        final Answers all;
        final double mean;
        final double variance;

        Side(List<Answers> groups) {
            all = groups.stream().reduce(Answers.NONE, Answers::plus);
            if (all.n() == 0) {
                throw new IllegalArgumentException("Each side needs an answer");
            }
            mean = all.mean();
            variance = Decomposition.variance(all);
        }

        Cell cell(Answers answers, Answers elsewhere, Prior prior) {
            boolean here = answers.n() > 0;
            Answers known = here ? answers : elsewhere;
            double score = known.n() == 0 ? 0 : known.mean();
            double spread = here ? answers.n() * Decomposition.variance(answers) : 0;
            return new Cell(
                    (double) answers.n() / all.n(),
                    score,
                    here ? (spread + prior.added() * prior.variance()) / (answers.n() + prior.added()) : 0,
                    answers.units(),
                    this);
        }
    }

    /// A group on one side.
    ///
    /// @param variance of one answer in it
    private record Cell(double share, double score, double variance, double units, Side side) {
        double ofShare() {
            return share * (1 - share) / side.all.units();
        }

        double ofScore() {
            return units == 0 ? 0 : variance / units;
        }

        double ofMean() {
            return side.variance / side.all.units();
        }

        /// Of the group's score and that of all: what they share is the group's own part of all.
        double ofScoreAndMean() {
            return units == 0 ? 0 : variance / side.all.units();
        }

        double ofShareAndMean() {
            return share * (score - side.mean) / side.all.units();
        }
    }

    private static Group group(Pair pair, Cell before, Cell after, double centre) {
        double grown = after.share() - before.share();
        double score = (before.score() + after.score()) / 2;
        double change = after.score() - before.score();
        double share = (before.share() + after.share()) / 2;
        double away = score - centre;
        boolean twice = pair.before().n() > 0 && pair.after().n() > 0;
        double byScore = twice ? grown / 2 : grown;
        double mixVariance = mixVariance(before, -away, byScore, grown)
                + mixVariance(after, away, byScore, grown)
                // both factors of the product are estimates
                + (before.ofShare() + after.ofShare()) * (ofAway(before, twice) + ofAway(after, twice));
        double rateVariance = twice
                ? change * change / 4 * (before.ofShare() + after.ofShare())
                        + share * share * (before.ofScore() + after.ofScore())
                : 0;
        return new Group(
                before.share(),
                after.share(),
                grown * score,
                new Part(grown * away, Math.sqrt(Math.max(0, mixVariance))),
                new Part(twice ? share * change : 0, Math.sqrt(rateVariance)),
                twice ? p(pair, change) : 1);
    }

    private static double mixVariance(Cell cell, double byShare, double byScore, double grown) {
        double byMean = -grown / 2;
        return byShare * byShare * cell.ofShare()
                + byScore * byScore * cell.ofScore()
                + byMean * byMean * cell.ofMean()
                + 2 * byShare * byMean * cell.ofShareAndMean()
                + 2 * byScore * byMean * cell.ofScoreAndMean();
    }

    /// Of ½ (r₀ + r₁) − ½ (Y₀ + Y₁), as far as it comes from one side.
    private static double ofAway(Cell cell, boolean twice) {
        double byScore = twice ? 0.5 : 1;
        return Math.max(0, byScore * byScore * cell.ofScore() + cell.ofMean() / 4 - byScore * cell.ofScoreAndMean());
    }

    private static double p(Pair pair, double change) {
        double pooled = variance(pair.before().plus(pair.after()));
        double error =
                Math.sqrt(pooled * (1 / pair.before().units() + 1 / pair.after().units()));
        return new Part(change, error).p();
    }

    /// The standard errors of mix and rate over all groups: the variance of what one answer adds to
    /// each. An answer y of group g on the later side adds to the rates ½ (r₁ − r₀) of g less its
    /// mean, and (y − r₁) · w̄ ÷ w₁; to the mixes ½ (r₀ + r₁) of g less its mean, and (y − r₁) · (w₁ −
    /// w₀) ÷ 2 w₁.
    private static final class Totals {
        private final List<Pair> pairs;
        private final Side before;
        private final Side after;
        private final Prior prior;

        Totals(List<Pair> pairs, Side before, Side after, Prior prior) {
            this.pairs = pairs;
            this.before = before;
            this.after = after;
            this.prior = prior;
        }

        double error(boolean ofMix) {
            return Math.sqrt(variance(ofMix, false) + variance(ofMix, true));
        }

        private double variance(boolean ofMix, boolean later) {
            double sum = 0;
            double squares = 0;
            double within = 0;
            double units = later ? after.all.units() : before.all.units();
            for (Pair pair : pairs) {
                Cell one = before.cell(pair.before(), pair.after(), prior);
                Cell other = after.cell(pair.after(), pair.before(), prior);
                Cell here = later ? other : one;
                boolean twice = pair.before().n() > 0 && pair.after().n() > 0;
                double byShare =
                        ofMix ? (one.score() + other.score()) / 2 : twice ? (other.score() - one.score()) / 2 : 0;
                double byScore = ofMix
                        ? twice ? (other.share() - one.share()) / 2 : other.share() - one.share()
                        : twice ? (one.share() + other.share()) / 2 : 0;
                sum += here.share() * byShare;
                squares += here.share() * byShare * byShare;
                within += byScore * byScore * here.ofScore();
            }
            return Math.max(0, squares - sum * sum) / units + within;
        }
    }
}
