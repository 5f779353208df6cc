package io.keqing.importing.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// Numbers of a sheet as texts: dates by the format of their cell, other numbers without an exponent.
final class SheetCell {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int DIGITS = 15;
    private static final double LAST_DAY = 2_958_466;
    private static final double DAYS_BEFORE_1904 = 1_462;
    /// A time of day above this is a day and a time; nobody means the year 1900.
    private static final double LONGEST_TIME = 366;
    private static final double MOST_HOURS = 1e12;

    private SheetCell() {}

    /// Whether a number format shows a date or a time: it names parts of one outside quotes and brackets.
    static boolean isDate(int id, String format) {
        return NumberFormat.of(id, format.equals("general") ? "" : format).isDate();
    }

    /// A number as the file has it: `1.0E7` is 10000000, and the noise of binary fractions is cut at 15 digits. A whole
    /// number of 16 digits and more keeps all of them where the file has more than a spreadsheet could have kept;
    /// else it stays in the form with an exponent that spreadsheets show, which nobody takes for an id.
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
            BigDecimal whole = new BigDecimal(raw);
            if (isLong(whole)) {
                return longNumber(whole, raw.indexOf('E') > 0 || raw.indexOf('e') > 0);
            }
            BigDecimal value = whole.round(new MathContext(DIGITS));
            return Math.abs(value.scale()) > 400 ? raw : shortest(value);
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    private static String shortest(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /// Whether it is a whole number of 16 to 40 digits.
    private static boolean isLong(BigDecimal value) {
        int before = value.precision() - value.scale();
        return before > DIGITS && before <= 40 && value.stripTrailingZeros().scale() <= 0;
    }

    /// Whether a text of [#number] is a whole number with more digits than a spreadsheet keeps.
    static boolean isLong(String number) {
        if (number.indexOf('E') > 0) {
            return true;
        }
        int digits = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.') {
                return false;
            }
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        return digits > DIGITS && digits >= number.length() - 1;
    }

    /// @param rounded whether the file itself writes it with an exponent
    private static String longNumber(BigDecimal value, boolean rounded) {
        BigDecimal binary = new BigDecimal(Double.toString(value.doubleValue()));
        boolean cut = value.round(new MathContext(DIGITS)).compareTo(value) == 0;
        boolean isExact = Math.abs(value.doubleValue()) <= 1L << 53;
        if (!cut && (isExact || !rounded && binary.compareTo(value) != 0)) {
            return value.stripTrailingZeros().toPlainString();
        }
        BigDecimal kept = value.round(new MathContext(DIGITS)).stripTrailingZeros();
        String digits = kept.unscaledValue().abs().toString();
        return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." : "")
                + digits.substring(1) + "E+" + (kept.precision() - kept.scale() - 1);
    }

    /// A day, a time or both; the number itself where it is none.
    static String date(double number, boolean from1904, String raw) {
        return date(number, from1904, true, raw);
    }

    /// A day, a time or both. The number itself where it is none, empty where it is the day 0 that spreadsheets make
    /// of a date that isn't there.
    ///
    /// @param hasDay whether its format shows a day
    static String date(double number, boolean from1904, boolean hasDay, String raw) {
        if (!(number >= 0) || number >= LAST_DAY - (from1904 ? DAYS_BEFORE_1904 : 0)) {
            return raw;
        }
        if (!hasDay && number >= 1 && number < LONGEST_TIME) {
            return duration(number);
        }
        long seconds = Math.round(number * 86_400);
        long days = Math.floorDiv(seconds, 86_400L);
        if (days == 0 && !from1904 && hasDay && seconds == 0) {
            return "";
        }
        LocalDateTime at = LocalDateTime.of(1899, 12, 31, 0, 0)
                .plusDays(from1904 ? days + 1_462 - 1 : days >= 60 ? days - 1 : days)
                .plusSeconds(Math.floorMod(seconds, 86_400L));
        if (days == 0 && (!from1904 || !hasDay)) {
            return TIME.format(at);
        }
        // spreadsheets know a 29 February 1900, which no calendar has
        String day = days == 60 && !from1904 ? "1900-02-29" : at.toLocalDate().toString();
        return at.toLocalTime().toSecondOfDay() == 0 ? day : day + " " + TIME.format(at);
    }

    /// Hours, minutes and seconds, however many hours: `30:00:00`.
    static String duration(double days) {
        if (!(Math.abs(days) < MOST_HOURS)) {
            return Double.toString(days);
        }
        long seconds = Math.round(Math.abs(days) * 86_400);
        String minutes = "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
        return days < 0 && seconds > 0 ? "-" + minutes : minutes;
    }
}
