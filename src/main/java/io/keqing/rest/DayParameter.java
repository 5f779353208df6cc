package io.keqing.rest;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// A day as a caller writes it.
public final class DayParameter {
    private DayParameter() {}

    /// @param name of the parameter, for the answer where it is none
    /// @throws Problem 422 where it is no day
    public static LocalDate read(String name, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw Problem.unprocessable("%s must be a day such as 2025-03-31, was %s".formatted(name, value));
        }
    }
}
