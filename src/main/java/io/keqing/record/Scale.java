package io.keqing.record;

import java.math.BigDecimal;

/// The scale that a question is answered on: lowest and highest answer, both included.
public record Scale(double lowest, double highest) {
    public Scale {
        if (!(lowest < highest)) {
            throw new IllegalArgumentException("A scale must rise, was " + lowest + " to " + highest);
        }
    }

    @Override
    public String toString() {
        return plain(lowest) + " to " + plain(highest);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
