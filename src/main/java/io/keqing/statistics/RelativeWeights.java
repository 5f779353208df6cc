package io.keqing.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/// How much each of several correlated drivers has to do with an outcome: parts of R², the share of the
/// outcome's variance that all of them explain together. It tells of association, not of cause.
public final class RelativeWeights {
    /// A matrix whose smallest eigenvalue is below holds a driver that says the same as others.
    public static final double SINGULAR = 1e-8;

    private RelativeWeights() {}

    /// Drivers that are a combination of each other cannot be told apart.
    public static final class Inseparable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Inseparable() {
            super("some drivers say exactly what others say");
        }
    }

    /// Johnson's relative weights (2000): with R = V D Vᵀ, Λ = V D^½ Vᵀ and β = Λ⁻¹ r, driver j has
    /// ε_j = Σ_k Λ_jk² β_k². They sum up to R².
    ///
    /// @param among correlations of the drivers with each other
    /// @param outcome correlation of each driver with the outcome
    /// @throws Inseparable where `among` is singular
    public static double[] johnson(double[][] among, double[] outcome) {
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(among, false));
        double[] roots = eigen.getEigenvalues();
        if (Arrays.stream(roots).min().orElse(0) < SINGULAR) {
            throw new Inseparable();
        }
        RealMatrix vectors = eigen.getV();
        RealMatrix lambda = scaled(vectors, roots, 0.5);
        double[] beta = scaled(vectors, roots, -0.5).operate(outcome);
        double[] weights = new double[outcome.length];
        for (int j = 0; j < weights.length; j++) {
            for (int k = 0; k < weights.length; k++) {
                double loading = lambda.getEntry(j, k) * beta[k];
                weights[j] += loading * loading;
            }
        }
        return weights;
    }

    private static RealMatrix scaled(RealMatrix vectors, double[] roots, double power) {
        RealMatrix scaled = vectors.copy();
        for (int column = 0; column < roots.length; column++) {
            double root = Math.pow(roots[column], power);
            for (int row = 0; row < roots.length; row++) {
                scaled.multiplyEntry(row, column, root);
            }
        }
        return scaled.multiplyTransposed(vectors);
    }

    /// Shapley values of R², also known as LMG (Lindeman, Merenda, Gold 1980): what a driver adds to R², on
    /// average over all orders in which the drivers can be taken in. Exact, by all 2ᵏ sets of drivers.
    ///
    /// @param among correlations of at most 12 drivers with each other
    /// @throws Inseparable where `among` is singular
    public static double[] shapley(double[][] among, double[] outcome) {
        int count = outcome.length;
        if (count > 12) {
            throw new IllegalArgumentException("Shapley values are for at most 12 drivers, had " + count);
        }
        double[] explained = new double[1 << count];
        for (int set = 1; set < explained.length; set++) {
            explained[set] = explained(among, outcome, set);
        }
        double[] orders = orders(count);
        double[] values = new double[count];
        for (int set = 0; set < explained.length; set++) {
            for (int driver = 0; driver < count; driver++) {
                int with = set | 1 << driver;
                if (with != set) {
                    values[driver] += orders[Integer.bitCount(set)] * (explained[with] - explained[set]);
                }
            }
        }
        return values;
    }

    /// R² of the drivers in `set`: r_Sᵀ R_SS⁻¹ r_S.
    private static double explained(double[][] among, double[] outcome, int set) {
        int[] in = IntStream.range(0, outcome.length)
                .filter(driver -> (set >> driver & 1) == 1)
                .toArray();
        double[][] part = new double[in.length][in.length];
        double[] r = new double[in.length];
        for (int i = 0; i < in.length; i++) {
            r[i] = outcome[in[i]];
            for (int j = 0; j < in.length; j++) {
                part[i][j] = among[in[i]][in[j]];
            }
        }
        double[] beta = new CholeskyDecomposition(new Array2DRowRealMatrix(part, false), 1e-9, 1e-12)
                .getSolver()
                .solve(new ArrayRealVector(r, false))
                .toArray();
        double sum = 0;
        for (int i = 0; i < r.length; i++) {
            sum += r[i] * beta[i];
        }
        return sum;
    }

    /// The part of all orders in which exactly a given set of `size` drivers stands before a given driver:
    /// size! · (count − size − 1)! ÷ count!.
    private static double[] orders(int count) {
        double[] part = new double[count];
        for (int size = 0; size < count; size++) {
            double choose = 1;
            for (int i = 0; i < size; i++) {
                choose = choose * (count - 1 - i) / (i + 1);
            }
            part[size] = 1 / (count * choose);
        }
        return part;
    }
}
