package io.keqing.operations;

import io.keqing.field.Label;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.Stream;
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
    /// @param people distinct ones among them; null where `n` are people, or not of people
    /// @param value null where there is nothing to tell, or too few people
    /// @param interval 95 %; its upper end may be infinite
    public record Reading(
            long n,
            @Nullable Long people,
            @Nullable Double value,
            @Nullable Interval interval,
            boolean tooFew) {
        public static final Reading NONE = new Reading(0, null, null, false);

        public Reading(long n, @Nullable Double value, @Nullable Interval interval, boolean tooFew) {
            this(n, null, value, interval, tooFew);
        }
    }

    /// @param difference now less before; of minutes, their ratio less 1
    /// @param p that there is none, alone
    /// @param adjusted over all figures and groups shown together, after Benjamini and Hochberg
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
            @Nullable Change change) {
        private Group with(@Nullable Change other) {
            return new Group(key, now, before, other);
        }
    }

    /// The same figures with p of all their changes adjusted together: what stands on one page is one
    /// table.
    public static List<Kpi> adjusted(List<Kpi> page) {
        List<Change> changes = page.stream()
                .flatMap(kpi -> Stream.concat(
                        Stream.ofNullable(kpi.change),
                        kpi.groups.stream().flatMap(group -> Stream.ofNullable(group.change))))
                .toList();
        PrimitiveIterator.OfDouble adjusted = Arrays.stream(FalseDiscoveries.adjusted(
                        changes.stream().mapToDouble(Change::p).toArray()))
                .iterator();
        List<Kpi> all = new ArrayList<>();
        for (Kpi kpi : page) {
            Change own = next(kpi.change, adjusted);
            List<Group> groups = new ArrayList<>();
            for (Group group : kpi.groups) {
                groups.add(group.with(next(group.change, adjusted)));
            }
            all.add(new Kpi(
                    kpi.name,
                    kpi.label,
                    kpi.definition,
                    kpi.unit,
                    kpi.better,
                    kpi.now,
                    kpi.before,
                    own,
                    groups,
                    kpi.leftOut));
        }
        return all;
    }

    private static @Nullable Change next(@Nullable Change change, PrimitiveIterator.OfDouble adjusted) {
        return change == null
                ? null
                : new Change(change.difference(), change.interval(), change.p(), adjusted.nextDouble());
    }
}
