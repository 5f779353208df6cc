package io.keqing.alert;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Cases have grown beyond what their own history explains.
///
/// @param product null = any, empty = those without one; likewise channel and topic
/// @param since the day the rise began
/// @param firstDay the first day it was told of
/// @param lastDay the last day it was told of
/// @param windowDays days up to its most surprising day in which cases were counted
/// @param seen cases in them
/// @param expected cases in them by the eight weeks before
/// @param p the chance of so many by that history, 0 to 1
/// @param adjusted p after Benjamini and Hochberg over all series of the day
/// @param reason what somebody said about it
/// @param mutedUntil the last day it keeps quiet
/// @param query the address of its cases since the rise began
public record Warning(
        long id,
        @Nullable String product,
        @Nullable String channel,
        @Nullable String topic,
        LocalDate since,
        LocalDate firstDay,
        LocalDate lastDay,
        int windowDays,
        int seen,
        double expected,
        double p,
        double adjusted,
        State state,
        @Nullable String reason,
        @Nullable String by,
        @Nullable LocalDate mutedUntil,
        String query) {

    /// What somebody made of it.
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        MUTED,
        CLOSED
    }

    Series series() {
        return new Series(product, channel, topic);
    }
}
