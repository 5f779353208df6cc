package io.keqing.statistics;

import java.util.List;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.numbers.gamma.LogGamma;

/// What an order of a customer is worth: the gamma-gamma model (Fader, Hardie: "The Gamma-Gamma Model of
/// Monetary Value", 2013). A customer's orders vary about a mean of their own, the means vary as the
/// inverse of gamma(q, γ). It takes money and frequency to be independent; their correlation stands
/// beside every result.
///
/// @param p above 0, as are the others
public record GammaGamma(double p, double q, double gamma) {
    private static final int EVALUATIONS = 5_000;
    private static final double TOLERANCE = 1e-7;

    /// @param orders at least 1
    /// @param mean of their amounts, above 0
    public record Spent(int orders, double mean) {}

    /// The parameters that make what was spent most likely.
    public static GammaGamma fit(List<Spent> all) {
        double mean = all.stream().mapToDouble(Spent::mean).average().orElse(1);
        SimplexOptimizer optimizer = new SimplexOptimizer(new SimpleValueChecker(TOLERANCE, TOLERANCE));
        PointValuePair best = optimizer.optimize(
                new MaxEval(EVALUATIONS),
                GoalType.MAXIMIZE,
                new ObjectiveFunction(point -> of(point).logLikelihood(all)),
                new InitialGuess(new double[] {1, 1, Math.log(mean)}),
                new NelderMeadSimplex(3, 0.5));
        return of(best.getPoint());
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
