package io.keqing.operations;

import io.keqing.field.Label;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One figure of a period beside that of the period before, each with its interval.
///
/// @param name for programs
/// @param definition how it is made: who counts, what is good, what is left out
/// @param better whether more of it is better
/// @param change null where one of the two says nothing
/// @param groups by what was asked for, the largest first
/// @param leftOut records of the period that could not count, by why
public record Kpi(
        String name,
        Label label,
        Label definition,
        Unit unit,
        boolean better,
        Reading now,
        Reading before,
        @Nullable Change change,
        List<Group> groups,
        List<LeftOut> leftOut) {
    public Kpi {
        groups = List.copyOf(groups);
        leftOut = List.copyOf(leftOut);
    }

    /// One that leaves nothing out.
    public Kpi(
            String name,
            Label label,
            Label definition,
            Unit unit,
            boolean better,
            Reading now,
            Reading before,
            @Nullable Change change,
            List<Group> groups) {
        this(name, label, definition, unit, better, now, before, change, groups, List.of());
    }

    Kpi withLeftOut(List<LeftOut> out) {
        return new Kpi(name, label, definition, unit, better, now, before, change, groups, out);
    }

    /// Records of the period that a figure leaves out.
    ///
    /// @param reason for programs
    /// @param label for people
    /// @param n above 0
    public record LeftOut(String reason, Label label, long n) {}

    /// How a value is read.
    public enum Unit {
        /// 0 to 1.
        SHARE,
        /// −1 to 1, a difference of shares.
        POINTS,
        /// Minutes.
        MINUTES
    }

    /// @param n what it rests on
    /// @param value null where there is nothing to tell, or too few people
    /// @param interval 95 %; its upper end may be infinite
    public record Reading(
            long n, @Nullable Double value, @Nullable Interval interval, boolean tooFew) {
        public static final Reading NONE = new Reading(0, null, null, false);
    }

    /// @param difference now less before; of minutes, their ratio less 1
    /// @param p that there is none, alone
    /// @param adjusted over all groups of the figure, after Benjamini and Hochberg
    public record Change(double difference, @Nullable Interval interval, double p, double adjusted) {
        /// Whether it is told as a change.
        public boolean isMarked() {
            return adjusted < FalseDiscoveries.RATE;
        }
    }

    /// @param key the value of what is divided by, empty for none
    public record Group(
            String key,
            Reading now,
            Reading before,
            @Nullable Change change) {}
}
