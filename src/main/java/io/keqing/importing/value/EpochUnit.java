package io.keqing.importing.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a number of a whole column counts since 1970, where all its instants are of the years 1980 to 2069: a single
/// number may as well be anything else.
public enum EpochUnit {
    SECONDS(0),
    MILLISECONDS(3),
    MICROSECONDS(6);

    private static final Pattern NUMBER = Pattern.compile("\\d{9,16}(?:\\.\\d{1,9})?");
    private static final BigDecimal FIRST = BigDecimal.valueOf(315_532_800L);
    private static final BigDecimal END = BigDecimal.valueOf(3_155_760_000L);

    private final int power;

    EpochUnit(int power) {
        this.power = power;
    }

    /// Null where it is no such number.
    public static @Nullable EpochUnit of(String text) {
        if (NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            for (EpochUnit unit : values()) {
                BigDecimal seconds = number.movePointLeft(unit.power);
                if (seconds.compareTo(FIRST) >= 0 && seconds.compareTo(END) < 0) {
                    return unit;
                }
            }
        }
        return null;
    }

    /// @param text for which [#of] answers this unit
    public Instant instant(String text) {
        BigDecimal seconds = new BigDecimal(text).movePointLeft(power);
        long whole = seconds.longValue();
        return Instant.ofEpochSecond(
                whole,
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
    }

    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
