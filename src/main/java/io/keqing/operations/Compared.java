package io.keqing.operations;

import io.keqing.field.Label;
import io.keqing.operations.Kpi.Change;
import io.keqing.operations.Kpi.Group;
import io.keqing.operations.Kpi.Reading;
import io.keqing.operations.Kpi.Unit;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Score.Difference;
import io.keqing.statistics.Score.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts two periods side by side.
public final class Compared {
    /// Groups told, the largest.
    private static final int MOST = 50;

    private Compared() {}

    /// So many of so many.
    public record Part(long n, long good) {}

    /// What a figure is and how it is made.
    ///
    /// @param better whether more of it is better
    public record About(String name, Label label, Label definition, boolean better) {}

    /// A share of now and before, over all and by group. Intervals are Wilson's, that of the difference Newcombe's.
    ///
    /// @param now by group; null for all
    public static Kpi shares(
            About about, Part now, Part before, Map<String, Part> groupsNow, Map<String, Part> groupsBefore) {
        return shares(about, now, before, groupsNow, groupsBefore, new Part(0, 0), Compared::reading, Compared::change);
    }

    /// The same, of groups that are read in a way of their own, such as those that may be too small to be told.
    ///
    /// @param none a group that is not there
    static <T> Kpi shares(
            About about,
            T now,
            T before,
            Map<String, T> groupsNow,
            Map<String, T> groupsBefore,
            T none,
            Function<T, Reading> reading,
            BiFunction<T, T, @Nullable Change> change) {
        return kpi(
                about,
                Unit.SHARE,
                reading.apply(now),
                reading.apply(before),
                change.apply(now, before),
                groups(groupsNow, groupsBefore, none, reading, change));
    }

    static Kpi kpi(About about, Unit unit, Reading now, Reading before, @Nullable Change change, List<Group> groups) {
        return new Kpi(
                about.name(), about.label(), about.definition(), unit, about.better(), now, before, change, groups);
    }

    static Reading reading(Part part) {
        if (part.n() == 0) {
            return Reading.NONE;
        }
        Share share = new Share(part.n(), part.good());
        return new Reading(part.n(), share.value(), share.interval(), false);
    }

    static @Nullable Change change(Part now, Part before) {
        if (now.n() == 0 || before.n() == 0) {
            return null;
        }
        Difference difference = new Share(now.n(), now.good()).minus(new Share(before.n(), before.good()));
        return new Change(difference.value(), difference.interval(), difference.p(), difference.p());
    }

    static <T> List<Group> groups(
            Map<String, T> now,
            Map<String, T> before,
            T none,
            Function<T, Reading> reading,
            BiFunction<T, T, @Nullable Change> change) {
        TreeSet<String> keys = new TreeSet<>(now.keySet());
        keys.addAll(before.keySet());
        List<Group> groups = new ArrayList<>();
        for (String key : keys) {
            T one = now.getOrDefault(key, none);
            T other = before.getOrDefault(key, none);
            groups.add(new Group(key, reading.apply(one), reading.apply(other), change.apply(one, other)));
        }
        groups.sort(Comparator.comparingLong((Group group) -> group.now().n()).reversed());
        return adjusted(groups.subList(0, Math.min(MOST, groups.size())));
    }

    private static List<Group> adjusted(List<Group> groups) {
        double[] p = groups.stream()
                .flatMap(group -> java.util.Optional.ofNullable(group.change()).stream())
                .mapToDouble(Change::p)
                .toArray();
        double[] adjusted = FalseDiscoveries.adjusted(p);
        List<Group> told = new ArrayList<>();
        int next = 0;
        for (Group group : groups) {
            Change change = group.change();
            told.add(
                    change == null
                            ? group
                            : new Group(
                                    group.key(),
                                    group.now(),
                                    group.before(),
                                    new Change(change.difference(), change.interval(), change.p(), adjusted[next++])));
        }
        return told;
    }
}
