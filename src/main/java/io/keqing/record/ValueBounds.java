package io.keqing.record;

import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What a value may be, whatever door it comes through: single records, batches, files. What passes here the database
/// takes, so that one value never makes a chunk of thousands fail. Each answer is the rule that is broken.
public final class ValueBounds {
    /// Whole digits and decimals of an amount. More is a mistake, and `1e999999999` would not fit into memory.
    private static final int MOST_DIGITS = 16;

    public static final int MOST_DECIMALS = 9;

    /// Names by which run-time values have their meaning stand in keys of the database.
    private static final int LONGEST_SCOPE = 500;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private ValueBounds() {}

    public static Optional<String> text(String text) {
        if (text.indexOf(0) >= 0) {
            return Optional.of("must not hold a NUL character");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return Optional.of("must not hold half a character (a lone surrogate)");
                }
                i++;
            }
        }
        return Optional.empty();
    }

    public static Optional<String> id(String id) {
        return id.length() > RecordId.LONGEST
                ? Optional.of("must have at most " + RecordId.LONGEST + " characters")
                : text(id);
    }

    /// The name of a survey and whatever else says what the names of run-time values mean.
    public static Optional<String> scope(String name) {
        return name.length() > LONGEST_SCOPE
                ? Optional.of("must have at most " + LONGEST_SCOPE + " characters")
                : Optional.empty();
    }

    public static Optional<String> day(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999
                ? Optional.empty()
                : Optional.of("must be a day of the years 1 to 9999");
    }

    public static Optional<String> moment(Instant at) {
        return !at.isBefore(FIRST) && at.isBefore(END)
                ? Optional.empty()
                : Optional.of("must be an instant of the years 1 to 9999");
    }

    public static Optional<String> amount(BigDecimal amount) {
        return amount.signum() != 0
                        && (amount.precision() - (long) amount.scale() > MOST_DIGITS || amount.scale() > MOST_DECIMALS)
                ? Optional.of("must have at most %d digits and %d decimals".formatted(MOST_DIGITS, MOST_DECIMALS))
                : Optional.empty();
    }

    /// The same to as many decimals as are kept, for files whose programs write `0.30000000000000004`.
    public static BigDecimal rounded(BigDecimal amount) {
        return amount.scale() > MOST_DECIMALS
                ? amount.setScale(MOST_DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros()
                : amount;
    }

    public static boolean isWithin(ValueKind.Number kind, double number) {
        return Double.isFinite(number)
                && number >= kind.lowest()
                && number <= kind.highest()
                && !(kind.whole() && number != Math.rint(number));
    }
}
