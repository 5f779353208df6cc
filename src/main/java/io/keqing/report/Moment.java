package io.keqing.report;

import java.time.Instant;

/// As of when a report is.
///
/// @param at by the clock of the database
/// @param caughtUp whether the search index had everything of then when it was asked
public record Moment(Instant at, boolean caughtUp) {}
