package io.keqing.importing.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers of a sheet as texts: dates by the format of their cell, other numbers without an exponent.
final class SheetCell {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int DIGITS = 15;
    private static final double LAST_DAY = 2_958_466;

    private SheetCell() {}

    /// Whether a number format shows a date or a time: it names parts of one outside quotes and brackets.
    static boolean isDate(int id, String format) {
        if (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58) {
            return true;
        }
        String bare = format.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?!h|m|s)[^\\]]*\\]", "")
                .toLowerCase(Locale.ROOT);
        return !bare.contains("general") && bare.matches("(?s).*[ymdhs年月日时分].*");
    }

    /// A number as the file has it: `1.0E7` is 10000000, and the noise of binary fractions is cut at 15 digits.
    static String number(String raw) {
        boolean plain = raw.length() <= DIGITS;
        for (int i = 0; i < raw.length() && plain; i++) {
            plain = raw.charAt(i) >= '0' && raw.charAt(i) <= '9' || raw.charAt(i) == '.' || raw.charAt(i) == '-';
        }
        if (plain && raw.endsWith(".0")) {
            return raw.substring(0, raw.length() - 2);
        }
        if (plain || raw.length() > 40) {
            return raw;
        }
        try {
            BigDecimal value = new BigDecimal(raw).round(new MathContext(DIGITS));
            return Math.abs(value.scale()) > 400 ? raw : shortest(value);
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    private static String shortest(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /// A day, a time or both; the number itself where it is none.
    static String date(double number, boolean from1904, String raw) {
        if (!(number >= 0) || number >= LAST_DAY) {
            return raw;
        }
        long seconds = Math.round(number * 86_400);
        long days = Math.floorDiv(seconds, 86_400L);
        LocalDateTime at = LocalDateTime.of(1899, 12, 31, 0, 0)
                .plusDays(from1904 ? days + 1_462 - 1 : days >= 60 ? days - 1 : days)
                .plusSeconds(Math.floorMod(seconds, 86_400L));
        if (days == 0 && !from1904) {
            return TIME.format(at);
        }
        return at.toLocalTime().toSecondOfDay() == 0
                ? at.toLocalDate().toString()
                : at.toLocalDate() + " " + TIME.format(at);
    }
}
