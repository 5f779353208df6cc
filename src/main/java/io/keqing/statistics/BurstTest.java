package io.keqing.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/// Tells whether counts by day have grown beyond what their own history explains.
///
/// A series is compared with its eight weeks that end a week before the day looked at. Those weeks say the rate and,
/// by days of the week, its rhythm; how much the days differ from that says the dispersion φ (Pearson's χ² ÷ degrees of
/// freedom, at least 1). What is then expected of a window of days is a negative binomial with the mean m and the
/// variance φ·m·(1 + w/N), where w/N is the window's part of the history: with φ = 1 this is the predictive
/// distribution of a Poisson count whose rate had to be estimated (Gelman et al., Bayesian Data Analysis, 3rd ed.,
/// 2.6). p is the chance of so many cases or more.
///
/// Windows of 1, 2 and 7 days are looked at: the short find a sharp rise at once, the long one a slow or a small one.
/// A series' p is the smallest of the three times three (Bonferroni).
public final class BurstTest {
    /// Days of history, all of them where there are so many.
    public static final int HISTORY = 56;

    /// Days between the history and the day looked at.
    public static final int GAP = 7;

    /// Fewer days of history say nothing.
    public static final int LEAST_HISTORY = 21;

    /// A series' p from which on it is told: one day in 1,000 would reach it by chance, so one series in 143 weeks.
    public static final double LEVEL = 0.001;

    /// Fewer cases in a window are no warning, however few were expected.
    public static final int LEAST_SEEN = 5;

    private static final int[] WINDOWS = {1, 2, 7};
    private static final int WEEK = 7;

    /// A weekday's share of a series is drawn towards that of all series by so many cases.
    private static final double RHYTHM_OF_ALL = 1_000;

    private BurstTest() {}

    /// What was found of one series on a day.
    ///
    /// @param window days, the window with the smallest p
    /// @param seen cases in it
    /// @param expected cases in it by the history
    /// @param p of the series, 0 to 1, before anything is done about many series
    /// @param rate cases a day by the history
    /// @param dispersion φ, at least 1
    public record Finding(int window, int seen, double expected, double p, double rate, double dispersion) {}

    /// The share of a week's cases that each day of the week has, over all series: 1 on average.
    ///
    /// @param counts by series and day
    /// @param day the one looked at
    /// @param firstWeekday day of the week of day 0, from 0
    public static double[] rhythm(List<int[]> counts, int day, int firstWeekday) {
        long[] sums = new long[WEEK];
        int[] days = new int[WEEK];
        for (int at = from(day); at <= day - GAP; at++) {
            days[(at + firstWeekday) % WEEK]++;
        }
        for (int[] series : counts) {
            for (int at = from(day); at <= day - GAP; at++) {
                sums[(at + firstWeekday) % WEEK] += series[at];
            }
        }
        double[] rhythm = new double[WEEK];
        double all = 0;
        for (int i = 0; i < WEEK; i++) {
            // half a case a day, so that a day without any is possible still
            rhythm[i] = (sums[i] + 0.5) / Math.max(1, days[i]);
            all += rhythm[i];
        }
        for (int i = 0; i < WEEK; i++) {
            rhythm[i] *= WEEK / all;
        }
        return rhythm;
    }

    private static int from(int day) {
        return Math.max(0, day - GAP - HISTORY + 1);
    }

    /// Looks at one series on one day.
    ///
    /// @param counts by day
    /// @param left days whose counts are no history, because they were warned of themselves
    /// @param rhythm of all series
    public static Finding look(int[] counts, boolean[] left, int day, int firstWeekday, double[] rhythm) {
        double[] own = own(counts, left, day, firstWeekday, rhythm);
        double exposure = 0;
        int cases = 0;
        int days = 0;
        for (int at = from(day); at <= day - GAP; at++) {
            if (!left[at]) {
                exposure += own[(at + firstWeekday) % WEEK];
                cases += counts[at];
                days++;
            }
        }
        if (days < LEAST_HISTORY) {
            return new Finding(1, counts[day], Double.NaN, 1, Double.NaN, 1);
        }
        // half a case more, the prior of Jeffreys: a series without a case yet has a rate as well
        double rate = (cases + 0.5) / exposure;
        double dispersion = dispersion(counts, left, day, firstWeekday, own, rate, days);
        Finding best = window(counts, day, firstWeekday, own, WINDOWS[0], rate, dispersion, exposure);
        for (int i = 1; i < WINDOWS.length; i++) {
            Finding found = window(counts, day, firstWeekday, own, WINDOWS[i], rate, dispersion, exposure);
            best = found.p() < best.p() ? found : best;
        }
        return new Finding(
                best.window(),
                best.seen(),
                best.expected(),
                Math.min(1, best.p() * WINDOWS.length),
                best.rate(),
                best.dispersion());
    }

    private static Finding window(
            int[] counts,
            int day,
            int firstWeekday,
            double[] rhythm,
            int window,
            double rate,
            double dispersion,
            double exposure) {
        int seen = 0;
        double share = 0;
        for (int at = day; at > day - window; at--) {
            seen += counts[at];
            share += rhythm[(at + firstWeekday) % WEEK];
        }
        double mean = rate * share;
        double variance = dispersion * mean * (1 + share / exposure);
        // what is not more than expected is no news; its p need not be known
        double p = seen <= mean ? 1 : atLeast(seen, mean, variance);
        return new Finding(window, seen, mean, p, rate, dispersion);
    }

    private static double[] own(int[] counts, boolean[] left, int day, int firstWeekday, double[] rhythm) {
        double[] sums = new double[WEEK];
        int[] days = new int[WEEK];
        long all = 0;
        for (int at = from(day); at <= day - GAP; at++) {
            if (!left[at]) {
                sums[(at + firstWeekday) % WEEK] += counts[at];
                days[(at + firstWeekday) % WEEK]++;
                all += counts[at];
            }
        }
        double mean = 0;
        for (int i = 0; i < WEEK; i++) {
            sums[i] = days[i] == 0 ? 0 : sums[i] / days[i];
            mean += sums[i] / WEEK;
        }
        double weight = all / (all + RHYTHM_OF_ALL);
        double[] own = new double[WEEK];
        for (int i = 0; i < WEEK; i++) {
            own[i] = rhythm[i] + weight * (mean == 0 || days[i] == 0 ? 0 : sums[i] / mean - rhythm[i]);
        }
        return own;
    }

    private static double dispersion(
            int[] counts, boolean[] left, int day, int firstWeekday, double[] rhythm, double rate, int days) {
        double sum = 0;
        for (int at = from(day); at <= day - GAP; at++) {
            if (!left[at]) {
                double expected = rate * rhythm[(at + firstWeekday) % WEEK];
                double off = counts[at] - expected;
                sum += off * off / Math.max(expected, 1e-9);
            }
        }
        return Math.max(1, sum / (days - 1));
    }

    /// The chance of `seen` or more by a negative binomial: I_{1−q}(seen, size), with size = m² ÷ (v − m) and
    /// q = m ÷ v (Johnson, Kemp, Kotz: Univariate Discrete Distributions, 3rd ed., 5.6).
    ///
    /// @param seen at least 1
    /// @param variance above the mean
    public static double atLeast(int seen, double mean, double variance) {
        double size = mean * mean / (variance - mean);
        return RegularizedBeta.value(1 - mean / variance, seen, size);
    }

    /// The smallest rise, as a multiple of the rate, that four of five such bursts are told of within seven days by
    /// the window of seven; infinite where the history is too short.
    public static double detectable(Finding finding) {
        if (Double.isNaN(finding.rate())) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = finding.rate() * WEEK;
        double variance = finding.dispersion() * mean * (1 + (double) WEEK / HISTORY);
        int needed = IntStream.iterate((int) Math.ceil(mean) + 1, seen -> seen + 1)
                .filter(seen -> seen >= LEAST_SEEN && atLeast(seen, mean, variance) * WINDOWS.length <= LEVEL)
                .findFirst()
                .orElseThrow();
        double times = needed / mean;
        while (atLeast(needed, mean * times, Math.max(1.0001, finding.dispersion()) * mean * times) < 0.8) {
            times *= 1.02;
        }
        return times;
    }

    /// The day a rise began: the one from which on the likelihood of a raised rate gains most over the history's.
    public static int since(int[] counts, int day, int firstWeekday, double[] rhythm, double rate) {
        double best = Double.NEGATIVE_INFINITY;
        int since = day;
        long seen = 0;
        double expected = 0;
        for (int at = day; at > Math.max(0, day - 2 * WEEK); at--) {
            seen += counts[at];
            expected += rate * rhythm[(at + firstWeekday) % WEEK];
            double gain = seen > expected ? seen * Math.log(seen / expected) - (seen - expected) : 0;
            if (gain > best) {
                best = gain;
                since = at;
            }
        }
        return since;
    }

    /// @return indices of `findings` that are told, by rising p
    public static List<Integer> told(List<Finding> findings, double[] adjusted, double rate) {
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            Finding each = findings.get(i);
            if (each.p() <= LEVEL && adjusted[i] <= rate && each.seen() >= LEAST_SEEN) {
                told.add(i);
            }
        }
        told.sort(java.util.Comparator.comparingDouble(i -> findings.get(i).p()));
        return told;
    }
}
