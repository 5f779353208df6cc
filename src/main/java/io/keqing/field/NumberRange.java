package io.keqing.field;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The numbers that a rule, a definition or a parameter may be, both ends included. Every number that
/// people give is
/// held against one of these before it is kept or asked with.
///
/// @param low not above `high`; both finite
public record NumberRange(double low, double high) {
    public NumberRange {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "a range must be finite and not end before it starts, was %s to %s".formatted(low, high));
        }
    }

    /// Whether the number lies within; what is no number does not.
    public boolean holds(double number) {
        return number >= low && number <= high;
    }

    /// What is wrong with a number, null where nothing is: the name, the range and the number, in both
    /// languages.
    ///
    /// @param name what programs call it
    /// @param number what was given
    public @Nullable Label mistake(String name, double number) {
        return holds(number) ? null : mistake(name, Double.isFinite(number) ? plain(number) : Double.toString(number));
    }

    private Label mistake(String name, String number) {
        return new Label(
                "%s 必须在 %s 到 %s 之间，给出的是 %s".formatted(name, plain(low), plain(high), number),
                "%s must be %s to %s, was %s".formatted(name, plain(low), plain(high), number));
    }

    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}
