package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How satisfied people are, with all that is needed to judge the number.
///
/// @param all everybody who was asked about
/// @param responseRate answered ÷ (answered + delivered), of everything asked about; null where
///     nothing tells
/// @param distribution answers by their place on the scale, lowest first; empty where several scales
///     are mixed
/// @param distributionField what the distribution is of
/// @param series over time, in order
/// @param breakdown by group, largest first
/// @param grid by group and time, where both were asked for
/// @param others answers in groups beyond those told
/// @param previous the time before, where that was asked for
/// @param needed answers that a group needs for a change of ten points to be found in 80 % of cases;
///     null where the score has no points or no score is shown
/// @param definition how the number is made
/// @param confidential whether it is of a confidential survey
public record Analysis(
        Measure.Kind kind,
        Measure.Unit unit,
        Group all,
        @Nullable Double responseRate,
        Map<String, Long> distribution,
        Optional<String> distributionField,
        List<Group> series,
        List<Group> breakdown,
        List<Group> grid,
        long others,
        @Nullable Group previous,
        @Nullable Long needed,
        Label definition,
        boolean confidential) {
    public Analysis {
        series = List.copyOf(series);
        breakdown = List.copyOf(breakdown);
        grid = List.copyOf(grid);
    }

    /// The same with p of all its comparisons adjusted together, after Benjamini and Hochberg.
    Analysis adjusted() {
        List<Group> together = new ArrayList<>();
        together.add(all);
        together.addAll(series);
        together.addAll(breakdown);
        List<Group> adjusted = adjusted(together);
        return new Analysis(
                kind,
                unit,
                adjusted.getFirst(),
                responseRate,
                distribution,
                distributionField,
                adjusted.subList(1, 1 + series.size()),
                adjusted.subList(1 + series.size(), adjusted.size()),
                grid,
                others,
                previous,
                needed,
                definition,
                confidential);
    }

    /// The same groups with p of their comparisons adjusted together.
    static List<Group> adjusted(List<Group> groups) {
        double[] adjusted = FalseDiscoveries.adjusted(groups.stream()
                .flatMap(group -> Optional.ofNullable(group.versus()).stream())
                .mapToDouble(Versus::p)
                .toArray());
        List<Group> all = new ArrayList<>();
        int next = 0;
        for (Group group : groups) {
            Versus versus = group.versus();
            all.add(versus == null ? group : group.with(versus.adjustedTo(adjusted[next++])));
        }
        return all;
    }

    /// One group's score.
    ///
    /// @param key value of the field divided by, as a filter takes it; "" for none; null where not
    ///     divided by one
    /// @param label of the value
    /// @param at first day of the period; null where not divided over time
    /// @param n answers that count
    /// @param people distinct customers among them; an answer without one is a person of its own
    /// @param exact whether `people` was counted and not estimated
    /// @param state whether it has a score
    /// @param value a fraction, or a mean
    /// @param versus against what it was compared with; null where there is nothing to compare
    public record Group(
            @Nullable String key,
            @Nullable Label label,
            @Nullable LocalDate at,
            long n,
            long people,
            boolean exact,
            State state,
            @Nullable Double value,
            @Nullable Interval interval,
            @Nullable Double responseRate,
            @Nullable Versus versus) {

        Group with(@Nullable Versus other) {
            return new Group(key, label, at, n, people, exact, state, value, interval, responseRate, other);
        }

        Group answeredBy(@Nullable Double rate) {
            return new Group(key, label, at, n, people, exact, state, value, interval, rate, versus);
        }
    }

    /// Whether a group has a score, and why not.
    public enum State {
        SHOWN,
        /// Nobody answered.
        EMPTY,
        /// Fewer than [Question#FEWEST] people.
        TOO_FEW,
        /// Nothing is told of it: people could be recognised, in it or in what it leaves of others.
        HIDDEN
    }

    /// @param difference from what it is compared with
    /// @param p that there is none, for this comparison alone
    /// @param adjusted the same for all comparisons shown together: groups, periods, and everything
    ///     against the time before
    /// @param needed people a group needs to be marked alone in this table if they differ as much as
    ///     they can; null where no group can, as where everybody answered alike
    public record Versus(
            double difference,
            Interval interval,
            double p,
            double adjusted,
            @Nullable Long needed) {
        Versus adjustedTo(double p) {
            return new Versus(difference, interval, this.p, p, needed);
        }

        /// Whether it is told as a difference.
        public boolean isMarked() {
            return adjusted < FalseDiscoveries.RATE;
        }
    }
}
