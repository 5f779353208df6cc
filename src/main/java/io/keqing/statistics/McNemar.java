package io.keqing.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/// Shares of the same people at two dates. Whoever is good at both or at neither says nothing of a
/// change: it is told by those who changed sides (McNemar 1947).
public final class McNemar {
    private McNemar() {}

    /// The two-sided p of "as many came as left", exact with mid-p: of those who changed sides each was
    /// as likely to come as to leave; as many on one side as were seen count half (Fagerland, Lydersen,
    /// Laake 2013).
    ///
    /// @param came good at the second date only, 0 or more
    /// @param left good at the first date only, 0 or more
    /// @return 0 to 1; 1 where nobody changed sides
    public static double p(long came, long left) {
        if (came < 0 || left < 0) {
            throw new IllegalArgumentException("Counts must be 0 or more, were " + came + " and " + left);
        }
        long n = came + left;
        long fewer = Math.min(came, left);
        if (came == left) {
            return 1;
        }
        // P(X ≤ k) of the binomial of n and ½
        double upTo = fewer == n ? 1 : RegularizedBeta.value(0.5, n - fewer, fewer + 1.0);
        double below = fewer == 0 ? 0 : RegularizedBeta.value(0.5, n - fewer + 1.0, fewer);
        return Math.min(1, upTo + below);
    }

    /// The 95 % interval of the second share less the first: those of both shares put together as
    /// Newcombe (1998, method 10 for pairs) does, less what the same people have in common. People seen
    /// at one date only count on their side and have nothing in common.
    ///
    /// @param both good at both dates
    /// @param came good at the second date only, of those seen at both
    /// @param left good at the first date only, of those seen at both
    /// @param neither good at neither, of those seen at both
    /// @param first all at the first date, at least those seen at both
    /// @param second all at the second date
    public static Interval difference(
            long both, long came, long left, long neither, Score.Share first, Score.Share second) {
        double table = (double) (both + left) * (came + neither) * (both + came) * (left + neither);
        double pairs = (double) both + came + left + neither;
        double phi = table == 0
                ? 0
                : ((double) both * neither - (double) came * left)
                        / Math.sqrt(table)
                        * (pairs / Math.sqrt((double) first.n() * second.n()));
        Interval before = first.interval();
        Interval now = second.interval();
        double value = second.value() - first.value();
        double down = reach(second.value() - now.low(), before.high() - first.value(), phi);
        double up = reach(now.high() - second.value(), first.value() - before.low(), phi);
        return new Interval(value - down, value + up);
    }

    private static double reach(double one, double other, double phi) {
        return Math.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
    }
}
