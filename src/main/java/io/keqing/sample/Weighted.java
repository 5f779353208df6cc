package io.keqing.sample;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Items drawn in proportion to their weights.
final class Weighted<T> {
    private final List<T> items;
    private final double[] upTo;

    Weighted(List<T> items, ToDoubleFunction<T> weight) {
        this(items, items.stream().mapToDouble(weight).toArray());
    }

    Weighted(List<T> items, double[] weights) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a weighted choice needs at least one item");
        }
        this.items = List.copyOf(items);
        this.upTo = weights.clone();
        for (int i = 1; i < upTo.length; i++) {
            upTo[i] += upTo[i - 1];
        }
    }

    /// Earlier items are likelier, as family names and towns are.
    static <T> Weighted<T> byRank(List<T> items) {
        double[] weights = new double[items.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1.0 / (i + 8);
        }
        return new Weighted<>(items, weights);
    }

    T pick(Dice dice) {
        int at = Arrays.binarySearch(upTo, dice.unit() * upTo[upTo.length - 1]);
        return items.get(at >= 0 ? Math.min(at + 1, items.size() - 1) : -at - 1);
    }
}
