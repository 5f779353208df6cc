package io.keqing.satisfaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keqing.statistics.RelativeWeights;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelativeWeightsTest {
    /// Fuel consumption of 32 cars by Motor Trend, 1974: miles per gallon, cylinders, displacement, horse
    /// power, weight.
    private static final double[][] CARS = {
        {21.0, 6, 160, 110, 2.620},
        {21.0, 6, 160, 110, 2.875},
        {22.8, 4, 108, 93, 2.320},
        {21.4, 6, 258, 110, 3.215},
        {18.7, 8, 360, 175, 3.440},
        {18.1, 6, 225, 105, 3.460},
        {14.3, 8, 360, 245, 3.570},
        {24.4, 4, 146.7, 62, 3.190},
        {22.8, 4, 140.8, 95, 3.150},
        {19.2, 6, 167.6, 123, 3.440},
        {17.8, 6, 167.6, 123, 3.440},
        {16.4, 8, 275.8, 180, 4.070},
        {17.3, 8, 275.8, 180, 3.730},
        {15.2, 8, 275.8, 180, 3.780},
        {10.4, 8, 472, 205, 5.250},
        {10.4, 8, 460, 215, 5.424},
        {14.7, 8, 440, 230, 5.345},
        {32.4, 4, 78.7, 66, 2.200},
        {30.4, 4, 75.7, 52, 1.615},
        {33.9, 4, 71.1, 65, 1.835},
        {21.5, 4, 120.1, 97, 2.465},
        {15.5, 8, 318, 150, 3.520},
        {15.2, 8, 304, 150, 3.435},
        {13.3, 8, 350, 245, 3.840},
        {19.2, 8, 400, 175, 3.845},
        {27.3, 4, 79, 66, 1.935},
        {26.0, 4, 120.3, 91, 2.140},
        {30.4, 4, 95.1, 113, 1.513},
        {15.8, 8, 351, 264, 3.170},
        {19.7, 6, 145, 175, 2.770},
        {15.0, 8, 301, 335, 3.570},
        {21.4, 4, 121, 109, 2.780}
    };

    /// The weights that the R package rwa (0.1.2, article "Regression methods") publishes for these cars.
    @Test
    void aPublishedExample() {
        Moments cars = moments(CARS);
        double[] weights = RelativeWeights.johnson(among(cars), outcome(cars));
        assertArrayEquals(new double[] {0.2096904, 0.1883043, 0.1799590, 0.2706812}, weights, 5e-8);
        assertEquals(0.8486348, Arrays.stream(weights).sum(), 1e-7);
    }

    /// R² of the regression of the cars' consumption, from its normal equations, is what both divide.
    @Test
    void bothDivideRSquaredAndAgree() {
        Random random = new Random(42);
        for (int run = 0; run < 200; run++) {
            int drivers = 2 + random.nextInt(7);
            Moments moments = moments(correlated(random, drivers, 300));
            double[][] among = among(moments);
            double[] outcome = outcome(moments);
            double[] johnson = RelativeWeights.johnson(among, outcome);
            double[] shapley = RelativeWeights.shapley(among, outcome);
            double rSquared = rSquared(among, outcome);
            assertEquals(rSquared, Arrays.stream(johnson).sum(), 1e-9);
            assertEquals(rSquared, Arrays.stream(shapley).sum(), 1e-9);
            for (int driver = 0; driver < drivers; driver++) {
                assertEquals(shapley[driver], johnson[driver], 0.05 * rSquared, "run " + run);
            }
        }
    }

    /// By the definition, over all orders, for three drivers.
    @Test
    void shapleyByAllOrders() {
        double[][] among = {{1, 0.5, 0.2}, {0.5, 1, 0.3}, {0.2, 0.3, 1}};
        double[] outcome = {0.6, 0.5, 0.4};
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        double[] mean = new double[3];
        for (int[] order : orders) {
            double before = 0;
            for (int taken = 1; taken <= 3; taken++) {
                int[] in = Arrays.copyOf(order, taken);
                double now = rSquared(part(among, in), part(outcome, in));
                mean[order[taken - 1]] += (now - before) / 6;
                before = now;
            }
        }
        assertArrayEquals(mean, RelativeWeights.shapley(among, outcome), 1e-12);
    }

    @Test
    void independentDriversHaveTheirSquaredCorrelation() {
        double[][] among = {{1, 0}, {0, 1}};
        assertArrayEquals(new double[] {0.36, 0.25}, RelativeWeights.johnson(among, new double[] {0.6, 0.5}), 1e-12);
        assertThrows(
                RelativeWeights.Inseparable.class,
                () -> RelativeWeights.johnson(new double[][] {{1, 1}, {1, 1}}, new double[] {0.5, 0.5}));
        assertThrows(IllegalArgumentException.class, () -> RelativeWeights.shapley(new double[13][13], new double[13]));
    }

    private static double[][] correlated(Random random, int drivers, int n) {
        double[] effect = random.doubles(drivers, 0, 1).toArray();
        double common = random.nextDouble();
        double[][] rows = new double[n][drivers + 1];
        for (double[] row : rows) {
            double shared = random.nextGaussian();
            row[0] = 2 * random.nextGaussian();
            for (int driver = 1; driver <= drivers; driver++) {
                row[driver] = common * shared + random.nextGaussian();
                row[0] += effect[driver - 1] * row[driver];
            }
        }
        return rows;
    }

    private static Moments moments(double[][] rows) {
        int variables = rows[0].length;
        double[] sums = new double[Moments.size(variables)];
        for (double[] row : rows) {
            sums[0]++;
            for (int i = 0; i < variables; i++) {
                sums[1 + i] += row[i];
                for (int j = 0; j <= i; j++) {
                    sums[Moments.place(variables, i, j)] += row[i] * row[j];
                }
            }
        }
        return new Moments(variables, sums);
    }

    private static double[][] among(Moments moments) {
        int drivers = outcome(moments).length;
        double[][] among = new double[drivers][drivers];
        for (int i = 0; i < drivers; i++) {
            for (int j = 0; j < drivers; j++) {
                among[i][j] = moments.correlation(i + 1, j + 1);
            }
        }
        return among;
    }

    private static double[] outcome(Moments moments) {
        double[] outcome = new double[moments.variables() - 1];
        Arrays.setAll(outcome, driver -> moments.correlation(driver + 1, 0));
        return outcome;
    }

    private static double[][] part(double[][] matrix, int[] in) {
        return Arrays.stream(in).mapToObj(row -> part(matrix[row], in)).toArray(double[][]::new);
    }

    private static double[] part(double[] vector, int[] in) {
        return Arrays.stream(in).mapToDouble(place -> vector[place]).toArray();
    }

    /// By Gauss's elimination.
    private static double rSquared(double[][] among, double[] outcome) {
        int count = outcome.length;
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOf(among[i], count + 1);
            rows[i][count] = outcome[i];
        }
        for (int pivot = 0; pivot < count; pivot++) {
            for (int row = 0; row < count; row++) {
                if (row != pivot) {
                    double factor = rows[row][pivot] / rows[pivot][pivot];
                    for (int column = pivot; column <= count; column++) {
                        rows[row][column] -= factor * rows[pivot][column];
                    }
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += outcome[i] * rows[i][count] / rows[i][i];
        }
        return sum;
    }
}
