package io.keqing.search;

import io.keqing.privacy.Viewer;
import io.keqing.search.Tallies.Measured;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells how each person answered, for what is said of people and not of answers. Nothing of a person
/// but their number is read.
public interface AnswersByPerson {
    /// Up to about so many answers all people are read; of more, every second, third, … of some
    /// hundred parts of them, with all answers of each.
    int MOST = 300_000;

    /// Number of somebody who is not known: each of their answers is of another person.
    int NAMELESS = -1;

    /// Equal answers of one person.
    ///
    /// @param person number of a customer, or [#NAMELESS]
    /// @param group value of the field divided by, as a filter takes it, "" for none; null for all
    ///     groups together
    /// @param at first day of the period; null where not divided over time, and for answers without a
    ///     moment
    /// @param value as [Tallies.Cell#counts] has it
    /// @param count 1 or more
    record Given(
            int person, @Nullable String group, @Nullable LocalDate at, String value, long count) {}

    /// @param given ordered by person, those of nobody known first
    /// @param overlapping whether an answer may be in several groups: then each is told for all groups
    ///     together (`group` null) and for each of its groups besides; else for its one group only
    /// @param oneIn 1 where everybody was read; else one of so many people was
    record Read(List<Given> given, boolean overlapping, int oneIn) {
        public Read {
            given = List.copyOf(given);
        }
    }

    /// @param answers about how many there are
    /// @param by a facet, or null
    /// @param over a period of the field `at`, or null
    /// @throws InvalidQueryException where the question breaks a rule or a field is none to divide by
    /// @throws IndexUnavailableException where the engine does not answer
    Read read(
            SearchQuery query,
            long answers,
            Measured measured,
            @Nullable String by,
            @Nullable Period over,
            Viewer viewer);
}
