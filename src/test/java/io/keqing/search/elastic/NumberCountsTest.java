package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NumberCountsTest {
    @Test
    void evenlySpreadNumbers_areCutAtTheirDeciles() {
        assertEquals(
                List.of(10d, 20d, 30d, 40d, 50d, 60d, 70d, 80d, 90d, 94d, 99d, 100d),
                NumberCounts.edges(List.of(0d, 10d, 20d, 30d, 40d, 50d, 60d, 70d, 80d, 90d, 95d, 99d, 100d)));
    }

    @Test
    void edgesAreRoundNumbers_evenWhereAFewRecordsAreFarFromAllOthers() {
        assertEquals(
                List.of(10d, 20d, 40d, 50d, 150d, 300d, 600d, 1_500d, 4_000d, 500_000d),
                NumberCounts.edges(List.of(3.5, 12.1, 25.3, 48.2, 99.9, 180.4, 351d, 722d, 1_630d, 5_211d, 932_044d)));
    }

    @Test
    void numbersThatMostRecordsShare_stillGetAnEdge() {
        assertEquals(List.of(20d, 500d), NumberCounts.edges(List.of(0d, 0d, 0d, 0d, 0d, 0d, 37d, 950d)));
        assertEquals(List.of(0d), NumberCounts.edges(List.of(-0.5, 0.4)));
    }

    /// Above each point but the first lies an edge that leaves the point before it below: the ranges are as
    /// many as the points, and none of them is empty for want of an edge.
    @Test
    void anEdgeLiesBetweenAnyTwoPoints() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            TreeSet<Double> points = new TreeSet<>();
            double scale = Math.pow(10, random.nextInt(25) - 12);
            double shift = random.nextInt(3) == 0 ? random.nextGaussian() * 1e6 : 0;
            for (int i = 2 + random.nextInt(11); i > 0 || points.size() < 2; i--) {
                // so far from zero small numbers are all the same
                points.add(shift + random.nextGaussian() * Math.max(scale, Math.abs(shift) * 1e-9));
            }
            List<Double> ordered = new ArrayList<>(points);
            List<Double> edges = NumberCounts.edges(ordered);
            assertFalse(edges.isEmpty(), ordered.toString());
            for (int i = 1; i < ordered.size(); i++) {
                double before = ordered.get(i - 1);
                double point = ordered.get(i);
                assertTrue(
                        edges.stream().anyMatch(edge -> edge > before && edge <= point),
                        ordered + " have no edge above " + before + " up to " + point + " in " + edges);
            }
        }
    }
}
