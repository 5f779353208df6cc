package io.keqing.satisfaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

class SuppressionTest {
    private static Suppression.Group group(long people) {
        return new Suppression.Group(List.of(people), List.of(people));
    }

    private static Set<Integer> hidden(long... people) {
        List<Suppression.Group> groups = new ArrayList<>();
        for (long each : people) {
            groups.add(group(each));
        }
        return Suppression.hidden(groups).orElseThrow();
    }

    @Test
    void aSmallGroupTakesAnotherWithIt() {
        assertEquals(Set.of(), hidden(10, 40, 200));
        assertEquals(Set.of(0, 1), hidden(3, 40, 200));
        // 9 + 9 leave room of 16 only
        assertEquals(Set.of(0, 1, 2), hidden(9, 9, 40, 200));
        assertEquals(Set.of(0, 1, 2), hidden(9, 9, 9, 200));
    }

    /// A group is hidden for all measures or for none, and each measure needs room of its own.
    @Test
    void oneMeasureHidesTheGroupForAll() {
        List<Suppression.Group> groups = List.of(
                new Suppression.Group(List.of(40L, 4L), List.of(40L, 4L)),
                new Suppression.Group(List.of(50L, 12L), List.of(50L, 12L)),
                new Suppression.Group(List.of(60L, 30L), List.of(60L, 30L)));
        assertEquals(Optional.of(Set.of(0, 1, 2)), Suppression.hidden(groups));
    }

    /// 1,000 surveys by two breakdowns and months, with everything that is told of them as one linear
    /// system over the single cells: what a linear programme can say of a hidden group always leaves more
    /// room than ±9, nothing told has fewer than ten people, and nothing is hidden without need.
    @Test
    void noHiddenGroupCanBeWorkedOut() {
        Random random = new Random(10);
        int hiddenGroups = 0;
        int untold = 0;
        for (int survey = 0; survey < 1_000; survey++) {
            int[] sizes = {2 + random.nextInt(4), 2 + random.nextInt(3), 2 + random.nextInt(3)};
            long[] cells = new long[sizes[0] * sizes[1] * sizes[2]];
            int mean = 1 + random.nextInt(14);
            for (int i = 0; i < cells.length; i++) {
                cells[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(2 * mean);
            }
            long total = Arrays.stream(cells).sum();
            if (total < Suppression.FEWEST) {
                continue;
            }
            List<Told> told = new ArrayList<>();
            told.add(sum(sizes, -1, -1, total));
            List<double[]> secrets = new ArrayList<>();
            for (int by = 0; by < 3; by++) {
                List<Suppression.Group> groups = new ArrayList<>();
                List<Integer> values = new ArrayList<>();
                for (int value = 0; value < sizes[by]; value++) {
                    long people = people(cells, sizes, by, value);
                    if (people > 0) {
                        groups.add(group(people));
                        values.add(value);
                    }
                }
                Optional<Set<Integer>> decided = Suppression.hidden(groups);
                if (decided.isEmpty()) {
                    untold++;
                    continue;
                }
                Set<Integer> hidden = decided.get();
                for (int value = 0; value < sizes[by]; value++) {
                    if (!values.contains(value)) {
                        told.add(sum(sizes, by, value, 0));
                    }
                }
                for (int i = 0; i < groups.size(); i++) {
                    long people = groups.get(i).people().getFirst();
                    if (!hidden.contains(i)) {
                        assertTrue(people >= 10, "told of " + people);
                        told.add(sum(sizes, by, values.get(i), people));
                    } else {
                        secrets.add(coefficients(sizes, by, values.get(i)));
                        // that somebody is in each hidden group is told by naming it
                        told.add(new Told(secrets.getLast(), people, true));
                    }
                }
                assertTrue(
                        hidden.isEmpty()
                                || groups.stream()
                                        .anyMatch(group -> group.people().getFirst() < 10),
                        "hidden without need");
            }
            for (int i = 0; i < secrets.size() && i < 6; i++) {
                hiddenGroups++;
                double room = end(secrets.get(i), told, true) - end(secrets.get(i), told, false);
                assertTrue(room > 18 - 1e-6, "survey " + survey + " leaves room of " + room);
            }
        }
        assertTrue(untold > 0 && untold < 700, "not told at all: " + untold);
        assertTrue(hiddenGroups > 500, "only " + hiddenGroups + " hidden groups were tried");
    }

    /// What is known of the sum of some cells: what it is, or only that somebody is there.
    private record Told(double[] cells, long people, boolean hidden) {}

    private static double end(double[] secret, List<Told> told, boolean highest) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        for (int cell = 0; cell < secret.length; cell++) {
            model.newVariable("cell " + cell).lower(0);
        }
        for (int i = 0; i < told.size(); i++) {
            Expression sum = set(model.newExpression("told " + i), told.get(i).cells());
            if (told.get(i).hidden()) {
                sum.lower(1);
            } else {
                sum.level(told.get(i).people());
            }
        }
        set(model.newExpression("secret"), secret).weight(1);
        Optimisation.Result result = highest ? model.maximise() : model.minimise();
        assertTrue(result.getState().isOptimal(), result.toString());
        return result.getValue();
    }

    private static Expression set(Expression sum, double[] cells) {
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] != 0) {
                sum.set(cell, cells[cell]);
            }
        }
        return sum;
    }

    private static int value(int cell, int[] sizes, int by) {
        return by == 0 ? cell % sizes[0] : by == 1 ? cell / sizes[0] % sizes[1] : cell / sizes[0] / sizes[1];
    }

    private static long people(long[] cells, int[] sizes, int by, int value) {
        long people = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            people += value(cell, sizes, by) == value ? cells[cell] : 0;
        }
        return people;
    }

    private static double[] coefficients(int[] sizes, int by, int value) {
        double[] coefficients = new double[sizes[0] * sizes[1] * sizes[2]];
        for (int cell = 0; cell < coefficients.length; cell++) {
            coefficients[cell] = by < 0 || value(cell, sizes, by) == value ? 1 : 0;
        }
        return coefficients;
    }

    private static Told sum(int[] sizes, int by, int value, long people) {
        return new Told(coefficients(sizes, by, value), people, false);
    }
}
