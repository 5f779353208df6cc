package io.keqing.statistics;

import java.util.OptionalDouble;

/// Pearson's correlation of two series.
public final class Correlation {
    private Correlation() {}

    /// @return −1 to 1; nothing for fewer than three pairs or where one of the two does not vary
    public static OptionalDouble of(double[] x, double[] y) {
        int n = x.length;
        if (n != y.length) {
            throw new IllegalArgumentException("both must be equally long, were %d and %d".formatted(n, y.length));
        }
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanX += x[i] / n;
            meanY += y[i] / n;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        // what rounding leaves of equal values is no variance
        double least = 1e-20 * n;
        boolean varies = xx > least * Math.max(1e-300, meanX * meanX) && yy > least * Math.max(1e-300, meanY * meanY);
        return n < 3 || !varies
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.clamp(xy / Math.sqrt(xx * yy), -1, 1));
    }
}
