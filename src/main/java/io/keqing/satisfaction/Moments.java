package io.keqing.satisfaction;

/// Sums of products of some variables over some answers: all that correlations need, and they add up.
/// Of answers in whole numbers the sums are exact.
final class Moments {
    private final int variables;
    private final double[] sums;

    /// @param sums as [#size] and [#place] have them
    Moments(int variables, double[] sums) {
        if (sums.length != size(variables)) {
            throw new IllegalArgumentException(
                    variables + " variables have " + size(variables) + " sums, had " + sums.length);
        }
        this.variables = variables;
        this.sums = sums;
    }

    /// Numbers it takes for that many variables: the count, the sums, and the products of each pair.
    static int size(int variables) {
        return 1 + variables + variables * (variables + 1) / 2;
    }

    /// Where the sum of the products of two variables stands; that of variable i alone is at 1 + i, the
    /// count at 0.
    static int place(int variables, int one, int other) {
        int low = Math.min(one, other);
        int high = Math.max(one, other);
        return 1 + variables + high * (high + 1) / 2 + low;
    }

    int variables() {
        return variables;
    }

    long n() {
        return Math.round(sums[0]);
    }

    double mean(int variable) {
        return sums[1 + variable] / sums[0];
    }

    /// Standard deviation with n − 1, 0 or more.
    double deviation(int variable) {
        return Math.sqrt(Math.max(0, spread(variable, variable)) / (sums[0] - 1));
    }

    /// n − 1 times the covariance.
    private double spread(int one, int other) {
        return sums[place(variables, one, other)] - sums[1 + one] * sums[1 + other] / sums[0];
    }

    /// Whether all answers to it are the same.
    boolean isConstant(int variable) {
        return spread(variable, variable) <= 1e-9 * Math.max(1, Math.abs(sums[place(variables, variable, variable)]));
    }

    /// Pearson's correlation; neither may be constant.
    double correlation(int one, int other) {
        return one == other ? 1 : spread(one, other) / Math.sqrt(spread(one, one) * spread(other, other));
    }
}
