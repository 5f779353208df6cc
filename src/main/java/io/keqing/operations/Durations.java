package io.keqing.operations;

import io.keqing.operations.Compared.About;
import io.keqing.operations.Kpi.Change;
import io.keqing.operations.Kpi.Reading;
import io.keqing.operations.Kpi.Unit;
import io.keqing.statistics.Interval;
import io.keqing.statistics.QuantileTest;
import io.keqing.statistics.Survival;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A quantile of durations of two periods side by side.
final class Durations {
    private Durations() {}

    /// @param waited minutes
    /// @param hidden whether too few waited for a figure to be told
    record Group(Survival waited, boolean hidden) {
        static final Group NONE = new Group(new Survival(), false);
    }

    /// @param groupsNow by what is divided by
    static Kpi kpi(
            About about,
            double q,
            Group now,
            Group before,
            Map<String, Group> groupsNow,
            Map<String, Group> groupsBefore) {
        return Compared.kpi(
                about,
                Unit.MINUTES,
                reading(now, q),
                reading(before, q),
                change(now, before, q),
                Compared.groups(
                        groupsNow,
                        groupsBefore,
                        Group.NONE,
                        each -> reading(each, q),
                        (one, other) -> change(one, other, q)));
    }

    private static Reading reading(Group group, double q) {
        if (group.hidden()) {
            return new Reading(group.waited().n(), null, null, true);
        }
        Survival.Quantile quantile = group.waited().quantile(q);
        return new Reading(group.waited().n(), quantile.value(), quantile.interval(), false);
    }

    /// The ratio of two quantiles less 1, with the p of [QuantileTest].
    ///
    /// @return null where one of the two is not told, not reached or 0
    static @Nullable Change change(Group now, Group before, double q) {
        if (now.hidden() || before.hidden()) {
            return null;
        }
        Survival.Quantile one = now.waited().quantile(q);
        Survival.Quantile other = before.waited().quantile(q);
        Double value = one.value();
        Double earlier = other.value();
        Double p = QuantileTest.p(now.waited(), before.waited(), q);
        if (value == null || earlier == null || value <= 0 || earlier <= 0 || p == null) {
            return null;
        }
        return new Change(value / earlier - 1, ratio(value, one.interval(), earlier, other.interval()), p, p);
    }

    /// The 95 % interval of a ratio less 1 from the intervals of both parts, by the logarithms (the
    /// method of variance estimates recovery, Zou and Donner 2008). Open where theirs are.
    private static @Nullable Interval ratio(
            double one, @Nullable Interval mine, double other, @Nullable Interval theirs) {
        if (mine == null || theirs == null) {
            return null;
        }
        double log = Math.log(one / other);
        double down = Math.hypot(Math.log(one / mine.low()), Math.log(theirs.high() / other));
        double up = Math.hypot(Math.log(mine.high() / one), Math.log(other / theirs.low()));
        return new Interval(Math.exp(log - down) - 1, Math.exp(log + up) - 1);
    }
}
