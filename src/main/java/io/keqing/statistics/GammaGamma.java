package io.keqing.statistics;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.numbers.gamma.LogGamma;

/// What an order of a customer is worth: the gamma-gamma model (Fader, Hardie: "The Gamma-Gamma Model of
/// Monetary Value", 2013). A customer's orders vary about a mean of their own, the means vary as the
/// inverse of gamma(q, γ). It takes money and frequency to be independent; their correlation stands
/// beside every result.
///
/// @param p above 0, as are the others
public record GammaGamma(double p, double q, double gamma) {
    /// Beyond e^±12 the data say no more than that a parameter is very small or very large.
    private static final double FAR = 12;

    /// What somebody spent on repeats: the first order does not count, as in [BgNbd].
    ///
    /// @param orders repeats, at least 1
    /// @param mean of their amounts, above 0
    public record Spent(int orders, double mean) {}

    /// The mean of whoever has not ordered again; nothing where q is not above 1, since the means then
    /// have none.
    public OptionalDouble mean() {
        return q > 1 ? OptionalDouble.of(p * gamma / (q - 1)) : OptionalDouble.empty();
    }

    /// The parameters that make what was spent most likely.
    public static GammaGamma fit(List<Spent> all) {
        double mean = all.stream().mapToDouble(Spent::mean).average().orElse(1);
        return of(Simplex.highest(
                logs -> near(logs) ? of(logs).logLikelihood(all) : Double.NEGATIVE_INFINITY,
                new double[] {1, 1, Math.log(mean)},
                0.5));
    }

    private static boolean near(double[] logs) {
        return Math.abs(logs[0]) <= FAR && Math.abs(logs[1]) <= FAR && Math.abs(logs[2]) <= 3 * FAR;
    }

    private static GammaGamma of(double[] logs) {
        return new GammaGamma(Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]));
    }

    /// Formula 1a of the note.
    public double logLikelihood(List<Spent> all) {
        double gammaQ = LogGamma.value(q);
        double sum = 0;
        for (Spent each : all) {
            double x = each.orders();
            sum += LogGamma.value(p * x + q)
                    - LogGamma.value(p * x)
                    - gammaQ
                    + q * Math.log(gamma)
                    + (p * x - 1) * Math.log(each.mean())
                    + p * x * Math.log(x)
                    - (p * x + q) * Math.log(gamma + x * each.mean());
        }
        return sum;
    }

    /// The mean to be expected of a customer's orders, formula 5: between their own and that of all.
    public double expected(Spent spent) {
        double x = spent.orders();
        return p * (gamma + spent.mean() * x) / (p * x + q - 1);
    }
}
