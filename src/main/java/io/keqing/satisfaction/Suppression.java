package io.keqing.satisfaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which groups of a confidential survey are not told, so that no group of few people is, and none can be
/// worked out from the others and the total. The survey is divided by one thing at a time, so all that ties
/// hidden groups together is their sum: the total less what is told. A hidden group can be anything from 1
/// to that sum less one for each other hidden group; it is hidden well enough when that leaves more room
/// than `2 (k − 1)`.
final class Suppression {
    /// From fewer people nothing of a confidential survey is told.
    static final int FEWEST = 10;

    /// Room that a hidden group must have.
    static final int ROOM = 2 * (FEWEST - 1) + 1;

    private Suppression() {}

    /// One group by everything measured: answers and people, in the same order in every group.
    ///
    /// @param n answers that count, by measure
    /// @param people behind them, by measure
    record Group(List<Long> n, List<Long> people) {
        Group {
            n = List.copyOf(n);
            people = List.copyOf(people);
        }

        boolean isFew() {
            return people.stream().anyMatch(count -> count > 0 && count < FEWEST);
        }

        long most() {
            return people.stream().mapToLong(Long::longValue).max().orElse(0);
        }
    }

    /// The places of the groups that are hidden.
    ///
    /// @param groups all groups of a division, each with somebody in it
    /// @return empty where the division must not be told at all: not even all its groups hidden would have
    ///     room
    static Optional<Set<Integer>> hidden(List<Group> groups) {
        Set<Integer> hidden = new TreeSet<>();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).isFew()) {
                hidden.add(i);
            }
        }
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (!hidden.contains(i)) {
                shown.add(i);
            }
        }
        shown.sort(Comparator.comparingLong(i -> groups.get(i).most()));
        while (!hidden.isEmpty() && !shown.isEmpty() && !hasRoom(groups, hidden)) {
            hidden.add(shown.removeFirst());
        }
        return hidden.isEmpty() || hasRoom(groups, hidden) ? Optional.of(hidden) : Optional.empty();
    }

    /// For each thing measured, of those hidden groups that anybody answered it in.
    private static boolean hasRoom(List<Group> groups, Set<Integer> hidden) {
        int measures = groups.getFirst().n().size();
        for (int measure = 0; measure < measures; measure++) {
            long sum = 0;
            long count = 0;
            for (int place : hidden) {
                long n = groups.get(place).n().get(measure);
                sum += n;
                count += n > 0 ? 1 : 0;
            }
            if (count == 1 || count > 1 && sum - count < ROOM) {
                return false;
            }
        }
        return true;
    }
}
