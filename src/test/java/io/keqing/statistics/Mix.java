package io.keqing.statistics;

/// Six ways in which people answer, from very happy to divided: what simulations draw from.
enum Mix {
    HAPPY(new double[] {0.05, 0.15, 0.80}, 0.90, new double[] {0.01, 0.01, 0.02, 0.03, 0.08, 0.25, 0.60}),
    GOOD(new double[] {0.15, 0.25, 0.60}, 0.75, new double[] {0.02, 0.02, 0.03, 0.08, 0.20, 0.35, 0.30}),
    EVEN(new double[] {0.333, 0.334, 0.333}, 0.50, new double[] {0.10, 0.12, 0.16, 0.24, 0.16, 0.12, 0.10}),
    LUKEWARM(new double[] {0.20, 0.60, 0.20}, 0.60, new double[] {0.02, 0.05, 0.15, 0.40, 0.25, 0.10, 0.03}),
    UNHAPPY(new double[] {0.60, 0.25, 0.15}, 0.30, new double[] {0.30, 0.25, 0.18, 0.12, 0.08, 0.05, 0.02}),
    DIVIDED(new double[] {0.48, 0.04, 0.48}, 0.95, new double[] {0.42, 0.04, 0.02, 0.04, 0.02, 0.04, 0.42});

    private final double[] nps;
    private final double satisfied;
    private final double[] effort;

    Mix(double[] nps, double satisfied, double[] effort) {
        this.nps = nps;
        this.satisfied = satisfied;
        this.effort = effort;
    }

    /// Chances of a detractor, a passive and a promoter.
    double[] nps() {
        return nps.clone();
    }

    /// Chances of somebody who is not satisfied, and of one who is.
    double[] csat() {
        return new double[] {1 - satisfied, satisfied};
    }

    /// Chances of 1 to 7.
    double[] effort() {
        return effort.clone();
    }
}
