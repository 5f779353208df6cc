package io.keqing.satisfaction;

import io.keqing.search.Period;
import io.keqing.search.SearchQuery;
import org.jspecify.annotations.Nullable;

/// What is asked about satisfaction.
///
/// @param answers the feedback it is about
/// @param by a facet to divide by, or null
/// @param interval a period to divide by, or null
/// @param compare what groups are compared with
/// @param to the group they are compared with where `compare` is GROUP
public record SatisfactionQuery(
        Measure.Kind kind,
        SearchQuery answers,
        @Nullable String by,
        @Nullable Period interval,
        Compare compare,
        @Nullable String to) {

    /// What groups are compared with. Periods are compared with the one before.
    public enum Compare {
        /// All others.
        REST,
        /// The same group in the time before.
        PREVIOUS,
        /// One of the groups, such as another wave.
        GROUP
    }
}
