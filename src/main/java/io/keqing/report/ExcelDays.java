package io.keqing.report;

import java.time.LocalDate;
import java.time.LocalTime;

/// Excel's calendar: days since 1899-12-30, the time of day as a fraction.
final class ExcelDays {
    /// Excel believes in a 29 February 1900; before it, spreadsheets disagree by a day.
    private static final LocalDate FIRST = LocalDate.of(1900, 3, 1);

    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final long ZERO = LocalDate.of(1899, 12, 30).toEpochDay();
    private static final long FRACTIONS = 10_000_000_000L;
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private ExcelDays() {}

    static boolean holds(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    static long serial(LocalDate day) {
        return day.toEpochDay() - ZERO;
    }

    /// `.5` for noon, nothing for midnight; to the millisecond, in no more digits than that takes.
    static String fraction(LocalTime time) {
        long millis = time.toNanoOfDay() / NANOS_OF_MILLI;
        if (millis == 0) {
            return "";
        }
        long fraction = Math.round((double) millis * NANOS_OF_MILLI / NANOS_OF_DAY * FRACTIONS);
        String digits = Long.toString(fraction + FRACTIONS);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return "." + digits.substring(1, end);
    }
}
