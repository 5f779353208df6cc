package io.keqing.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/// Looks for the highest point of a function without its derivatives, by the simplex of Nelder and Mead
/// (A Simplex
/// Method for Function Minimization, The Computer Journal 7, 1965): reflection 1, expansion 2,
/// contraction and
/// shrinkage ½.
final class Simplex {
    private static final int MOST_STEPS = 5_000;
    private static final double TOLERANCE = 1e-9;

    private Simplex() {}

    private record Vertex(double[] at, double height) {}

    /// @param function what is not a number counts as lowest
    /// @param start where to begin; the simplex is started anew there once, so that it does not end on
    /// a ridge
    /// @param size of its first edges
    static double[] highest(ToDoubleFunction<double[]> function, double[] start, double size) {
        double[] found = climb(function, start, size);
        return climb(function, found, size / 2);
    }

    private static double[] climb(ToDoubleFunction<double[]> function, double[] start, double size) {
        int n = start.length;
        Vertex[] simplex = new Vertex[n + 1];
        simplex[0] = vertex(function, start);
        for (int i = 0; i < n; i++) {
            double[] at = start.clone();
            at[i] += size;
            simplex[i + 1] = vertex(function, at);
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            Arrays.sort(simplex, Comparator.comparingDouble((Vertex vertex) -> -vertex.height()));
            if (spread(simplex) <= TOLERANCE * (1 + Math.abs(simplex[0].height())) && width(simplex) <= 1e-6) {
                break;
            }
            double[] centre = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    centre[j] += simplex[i].at()[j] / n;
                }
            }
            Vertex worst = simplex[n];
            Vertex reflected = vertex(function, beyond(centre, worst.at(), 1));
            if (reflected.height() > simplex[0].height()) {
                Vertex expanded = vertex(function, beyond(centre, worst.at(), 2));
                simplex[n] = expanded.height() > reflected.height() ? expanded : reflected;
            } else if (reflected.height() > simplex[n - 1].height()) {
                simplex[n] = reflected;
            } else {
                boolean outside = reflected.height() > worst.height();
                Vertex contracted = vertex(function, beyond(centre, worst.at(), outside ? 0.5 : -0.5));
                if (contracted.height() > Math.max(worst.height(), outside ? reflected.height() : worst.height())) {
                    simplex[n] = contracted;
                } else {
                    shrink(function, simplex);
                }
            }
        }
        Arrays.sort(simplex, Comparator.comparingDouble((Vertex vertex) -> -vertex.height()));
        return simplex[0].at();
    }

    private static void shrink(ToDoubleFunction<double[]> function, Vertex[] simplex) {
        double[] best = simplex[0].at();
        for (int i = 1; i < simplex.length; i++) {
            double[] at = simplex[i].at().clone();
            for (int j = 0; j < at.length; j++) {
                at[j] = (at[j] + best[j]) / 2;
            }
            simplex[i] = vertex(function, at);
        }
    }

    /// From the worst point through the centre and so many times as far behind it.
    private static double[] beyond(double[] centre, double[] worst, double far) {
        double[] at = new double[centre.length];
        for (int j = 0; j < at.length; j++) {
            at[j] = centre[j] + far * (centre[j] - worst[j]);
        }
        return at;
    }

    private static Vertex vertex(ToDoubleFunction<double[]> function, double[] at) {
        double height = function.applyAsDouble(at);
        return new Vertex(at, Double.isNaN(height) ? Double.NEGATIVE_INFINITY : height);
    }

    private static double spread(Vertex[] sorted) {
        return sorted[0].height() - sorted[sorted.length - 1].height();
    }

    private static double width(Vertex[] simplex) {
        double widest = 0;
        for (Vertex vertex : simplex) {
            for (int j = 0; j < vertex.at().length; j++) {
                widest = Math.max(widest, Math.abs(vertex.at()[j] - simplex[0].at()[j]));
            }
        }
        return widest;
    }
}
