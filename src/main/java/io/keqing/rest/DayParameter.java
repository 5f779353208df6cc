package io.keqing.rest;

import io.keqing.field.NumberRange;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// A day as a caller writes it.
public final class DayParameter {
    /// Years of days that a database can hold and a file writes with four digits.
    private static final NumberRange YEARS = new NumberRange(1, 9_999);

    private DayParameter() {}

    /// @param name of the parameter, for the answer where it is none
    /// @throws Problem 422 where it is no day, or not of the years 1 to 9999
    public static LocalDate read(String name, String value) {
        try {
            return within(name, LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            throw Problem.unprocessable("%s must be a day such as 2025-03-31, was %s".formatted(name, value));
        }
    }

    /// A day of a body.
    ///
    /// @throws Problem 422 where it is not of the years 1 to 9999
    public static LocalDate within(String name, LocalDate day) {
        Problem.within(YEARS, "the year of " + name, day.getYear());
        return day;
    }
}
