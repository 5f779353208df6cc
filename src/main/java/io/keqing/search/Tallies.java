package io.keqing.search;

import io.keqing.privacy.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Counts how records answer to something, all of them and group by group, without fetching any.
public interface Tallies {
    /// Groups of one field at most; the rest is told as one number.
    int MOST_GROUPS = 100;

    /// Up to so many people of a group are counted one by one, more are estimated.
    int EXACT_PEOPLE = 10_000;

    /// What is counted. A record without it, or beyond what counts, does not count at all.
    sealed interface Measured {
        String field();

        /// Whether people are counted too, which costs more than all the rest.
        boolean people();

        /// The same without them.
        default Measured withoutPeople() {
            return switch (this) {
                case Classes classes -> new Classes(classes.field(), false);
                case Numbers numbers ->
                    new Numbers(numbers.field(), numbers.lowest(), numbers.highest(), numbers.missing(), false);
            };
        }

        /// @param field a choice
        record Classes(String field, boolean people) implements Measured {}

        /// @param field of numbers
        /// @param missing numbers within that mean there is none
        record Numbers(String field, double lowest, double highest, List<Double> missing, boolean people)
                implements Measured {
            public Numbers {
                missing = List.copyOf(missing);
            }
        }
    }

    /// How to divide: by the values of a field, over time, or by both at once.
    ///
    /// @param by a facet, or null
    /// @param over the length of a period of the field `at`, or null
    record Split(@Nullable String by, @Nullable Period over) {
        public Split {
            if (by == null && over == null) {
                throw new IllegalArgumentException("A split must be by something");
            }
        }
    }

    /// One thing to count, over all records and divided.
    record Asked(Measured measured, List<Split> splits) {
        public Asked {
            splits = List.copyOf(splits);
        }
    }

    /// A group of records.
    ///
    /// @param value of the field divided by, as a filter takes it, "" for those without one; null where it
    ///     is not divided by a field
    /// @param at first day of its period, null where it is not divided over time
    /// @param n records that count
    /// @param counts of each value among them
    /// @param sum of numbers, 0 for classes
    /// @param squares sum of the squares of numbers
    /// @param people distinct customers among them; a record without one is a person of its own; 0 where
    ///     people are not counted
    /// @param exact whether `people` was counted; up to [#EXACT_PEOPLE] it always is, but where a split is
    ///     by two things at once
    record Cell(
            @Nullable String value,
            @Nullable LocalDate at,
            long n,
            Map<String, Long> counts,
            double sum,
            double squares,
            long people,
            boolean exact) {
        public long count(String of) {
            return counts.getOrDefault(of, 0L);
        }
    }

    /// @param all every record that counts
    /// @param splits in the order asked; groups that nobody is in are left out, periods are in their order
    /// @param others of each split, records whose group is not told
    record Told(Cell all, List<List<Cell>> splits, List<Long> others) {}

    /// One answer for each of `asked`, all of one moment.
    ///
    /// @throws InvalidQueryException where the question breaks a rule or a field is none to divide by
    /// @throws IndexUnavailableException where the engine does not answer
    List<Told> tally(SearchQuery query, List<Asked> asked, Viewer viewer);

    /// The keys of the records that match.
    RoaringBitmap keys(SearchQuery query, Viewer viewer);

    /// The same question about the time before: as long as the time that `at` is narrowed to, and ending
    /// where that begins. Before whole months are as many whole months.
    ///
    /// @throws InvalidQueryException where the question has no beginning and end in time
    SearchQuery before(SearchQuery query);
}
