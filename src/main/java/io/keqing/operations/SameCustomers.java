package io.keqing.operations;

import io.keqing.operations.Compared.About;
import io.keqing.operations.Compared.Part;
import io.keqing.operations.Kpi.Change;
import io.keqing.operations.Kpi.Unit;
import io.keqing.statistics.McNemar;
import io.keqing.statistics.Score.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A share of the same customers at two dates side by side: what changed is told by those who changed
/// sides.
public final class SameCustomers {
    private SameCustomers() {}

    /// Customers who count at both dates.
    ///
    /// @param came good at the second only
    /// @param left good at the first only
    public record Pairs(long both, long came, long left, long neither) {}

    /// @param now of all who count at the second date, those of `pairs` among them
    /// @param before of all who count at the first
    public static Kpi shares(About about, Part now, Part before, Pairs pairs) {
        return Compared.kpi(
                about,
                Unit.SHARE,
                Compared.reading(now),
                Compared.reading(before),
                change(now, before, pairs),
                List.of());
    }

    private static @Nullable Change change(Part now, Part before, Pairs pairs) {
        if (now.n() == 0 || before.n() == 0) {
            return null;
        }
        Share second = new Share(now.n(), now.good());
        Share first = new Share(before.n(), before.good());
        double p = McNemar.p(pairs.came(), pairs.left());
        return new Change(
                second.value() - first.value(),
                McNemar.difference(pairs.both(), pairs.came(), pairs.left(), pairs.neither(), first, second),
                p,
                p);
    }
}
