package io.keqing.search;

import java.time.LocalDate;
import java.time.YearMonth;

/// A length of time by the calendar.
public enum Period {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    /// The first day of the period that `day` is in.
    ///
    /// @throws IllegalArgumentException for a week, whose first day is a setting
    public LocalDate start(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> throw new IllegalArgumentException("the first day of a week is a setting of the portal");
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withMonth((day.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /// The first day behind the period that begins on `start`.
    public LocalDate next(LocalDate start) {
        return switch (this) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
        };
    }

    /// How people write the period that begins on `start`: 2025-03-31, 2025-03, 2025-Q1, 2025; a week by its first
    /// day.
    public String text(LocalDate start) {
        return switch (this) {
            case DAY, WEEK -> start.toString();
            case MONTH -> YearMonth.from(start).toString();
            case QUARTER -> start.getYear() + "-Q" + (start.getMonthValue() + 2) / 3;
            case YEAR -> Integer.toString(start.getYear());
        };
    }

    /// A range as a filter takes it.
    public String range(LocalDate start) {
        return start + "..<" + next(start);
    }
}
