package io.keqing.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/// How often customers without a contract will order again: the beta-geometric/NBD model (Fader,
/// Hardie, Lee: "Counting Your Customers" the Easy Way, Marketing Science 24, 2005). While they are
/// customers they order at random at a rate of their own, and after each order they leave with a chance
/// of their own; rates vary as gamma(r, α), chances as beta(a, b). Time is in weeks. The first order
/// does not count as an order: it begins the history, and what is fitted and foretold are repeats.
///
/// @param r above 0, as are the others
public record BgNbd(double r, double alpha, double a, double b) {
    /// Beyond e^±12 the data say no more than that a parameter is very small or very large.
    private static final double FAR = 12;

    /// Customers alike.
    ///
    /// @param repeats orders after the first, by days
    /// @param recency weeks from the first order to the last, 0 without a repeat
    /// @param age weeks from the first order to the end of what was observed
    /// @param count so many of them
    public record Group(int repeats, double recency, double age, long count) {}

    /// The parameters that make what was observed most likely, found by the simplex of Nelder and Mead over their
    /// logarithms.
    ///
    /// @throws IllegalArgumentException where nobody has ordered twice
    public static BgNbd fit(List<Group> groups) {
        if (groups.stream().noneMatch(group -> group.repeats() > 0)) {
            throw new IllegalArgumentException("nobody has ordered twice");
        }
        return of(Simplex.highest(
                logs -> near(logs) ? of(logs).logLikelihood(groups) : Double.NEGATIVE_INFINITY,
                new double[] {-0.7, 1.5, 0, 0.7},
                0.5));
    }

    private static boolean near(double[] logs) {
        return Arrays.stream(logs).allMatch(log -> Math.abs(log) <= FAR);
    }

    private static BgNbd of(double[] logs) {
        return new BgNbd(Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]), Math.exp(logs[3]));
    }

    /// Formula 6 of the paper.
    public double logLikelihood(List<Group> groups) {
        double gammaR = LogGamma.value(r);
        double betas = LogGamma.value(a + b) - LogGamma.value(b);
        double sum = 0;
        for (Group group : groups) {
            double x = group.repeats();
            double common = LogGamma.value(r + x)
                    - gammaR
                    + r * Math.log(alpha)
                    + betas
                    + LogGamma.value(b + x)
                    - LogGamma.value(a + b + x);
            double alive = -(r + x) * Math.log(alpha + group.age());
            double likelihood = alive;
            if (x > 0) {
                double gone = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + group.recency());
                double greater = Math.max(alive, gone);
                likelihood = greater + Math.log(Math.exp(alive - greater) + Math.exp(gone - greater));
            }
            sum += group.count() * (common + likelihood);
        }
        return sum;
    }

    /// Orders to be expected of one of a group in the weeks to come, formula 10 of the paper.
    public double expected(Group group, double weeks) {
        double x = group.repeats();
        double z = weeks / (alpha + group.age() + weeks);
        double hyper = hypergeometric(r + x, b + x, a + b + x - 1, z);
        double shrink = Math.pow((alpha + group.age()) / (alpha + group.age() + weeks), r + x);
        double numerator = (a + b + x - 1) / (a - 1) * (1 - shrink * hyper);
        double gone = x == 0 ? 0 : a / (b + x - 1) * Math.pow((alpha + group.age()) / (alpha + group.recency()), r + x);
        return Math.max(0, numerator / (1 + gone));
    }

    /// Gauss's series; z below 1, so that it converges.
    public static double hypergeometric(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        for (int k = 0; k < 100_000 && Math.abs(term) > 1e-14 * Math.abs(sum); k++) {
            term *= (a + k) * (b + k) / (c + k) / (k + 1) * z;
            sum += term;
        }
        return sum;
    }
}
