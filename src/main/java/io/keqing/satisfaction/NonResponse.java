package io.keqing.satisfaction;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Whether those who answered are like those who were asked and did not, by one thing known of both.
///
/// @param chiSquared Pearson's, of groups × answered or not
/// @param freedom groups − 1
/// @param p of "both are alike"
/// @param flagged whether a group differs by more than a standardised 0.1
/// @param effective answers that the weighted ones are worth, (Σw)² ÷ Σw² (Kish 1965)
public record NonResponse(
        List<Group> groups, double chiSquared, int freedom, double p, boolean flagged, double effective) {
    /// A standardised difference beyond is told as one (Austin 2009).
    public static final double NOTABLE = 0.1;

    /// @param answered how many of the group did
    /// @param silent how many of it were reached and did not
    /// @param difference standardised: (a − s) ÷ √((a(1 − a) + s(1 − s)) ÷ 2), where `a` is its part of
    ///     those who answered and `s` of the others
    /// @param weight of an answer of this group, so that the groups count as they do among all who were
    ///     asked; 0 where nobody answered
    public record Group(String key, long answered, long silent, double difference, double weight) {
        public boolean isNotable() {
            return Math.abs(difference) > NOTABLE;
        }

        public double responseRate() {
            return (double) answered / (answered + silent);
        }
    }

    public NonResponse {
        groups = List.copyOf(groups);
    }

    /// How many answered and how many did not.
    record Reached(long answered, long silent) {}

    /// @param reached by group; each has somebody, and both kinds are there
    static NonResponse of(SequencedMap<String, Reached> reached) {
        long answered = reached.values().stream().mapToLong(Reached::answered).sum();
        long silent = reached.values().stream().mapToLong(Reached::silent).sum();
        if (answered == 0 || silent == 0) {
            throw new IllegalArgumentException("There must be answers and silence, had " + answered + " and " + silent);
        }
        double all = answered + silent;
        List<Group> groups = new ArrayList<>();
        double chiSquared = 0;
        double weights = 0;
        double squares = 0;
        for (var entry : reached.entrySet()) {
            Reached group = entry.getValue();
            double both = group.answered() + group.silent();
            double expected = both * answered / all;
            chiSquared += square(group.answered() - expected) / expected
                    + square(group.silent() - (both - expected)) / (both - expected);
            double weight = group.answered() == 0 ? 0 : expected / group.answered();
            weights += weight * group.answered();
            squares += weight * weight * group.answered();
            groups.add(new Group(
                    entry.getKey(),
                    group.answered(),
                    group.silent(),
                    standardised((double) group.answered() / answered, (double) group.silent() / silent),
                    weight));
        }
        int freedom = groups.size() - 1;
        return new NonResponse(
                groups,
                chiSquared,
                freedom,
                freedom == 0 ? 1 : ChiSquaredDistribution.of(freedom).survivalProbability(chiSquared),
                groups.stream().anyMatch(Group::isNotable),
                weights * weights / squares);
    }

    private static double standardised(double answered, double silent) {
        double spread = Math.sqrt((answered * (1 - answered) + silent * (1 - silent)) / 2);
        return spread == 0 ? 0 : (answered - silent) / spread;
    }

    private static double square(double number) {
        return number * number;
    }
}
