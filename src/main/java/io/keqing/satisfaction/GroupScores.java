package io.keqing.satisfaction;

import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.PeopleAnswers.Some;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Told;
import io.keqing.statistics.Clusters;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.PeopleComparison;
import io.keqing.statistics.Score;
import io.keqing.statistics.Score.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Makes scores of what was counted and compares them. Where people answered more than once, or in
/// both of what is compared, they are the unit.
///
/// @param people null where everybody answered once
record GroupScores(
        Measure measure, SatisfactionQuery asked, @Nullable PeopleAnswers people) {
    /// What was counted, and where it is found among the answers of people.
    private record Counted(Cell cell, Some some) {}

    private static Counted now(Cell cell) {
        return new Counted(cell, new Some(false, cell.value(), cell.at()));
    }

    private static Counted before(Cell cell) {
        return new Counted(cell, new Some(true, cell.value(), cell.at()));
    }

    private @Nullable Score score(Counted counted) {
        return score(measure.score(counted.cell()), people == null ? null : people.of(counted.some()));
    }

    private static @Nullable Score score(@Nullable Score once, @Nullable Clusters people) {
        return once == null || people == null || people.count() == people.n() ? once : new Score.Repeated(once, people);
    }

    Group group(Cell cell) {
        return group(now(cell));
    }

    Group groupBefore(Cell cell) {
        return group(before(cell));
    }

    private Group group(Counted counted) {
        Cell cell = counted.cell();
        State state = cell.n() == 0
                ? State.EMPTY
                : cell.people() < Satisfaction.fewest(asked, cell) ? State.TOO_FEW : State.SHOWN;
        Score score = state == State.SHOWN ? score(counted) : null;
        return new Group(
                cell.value(),
                cell.value() == null ? null : Satisfaction.label(String.valueOf(asked.by()), cell.value()),
                cell.at(),
                cell.n(),
                cell.people(),
                cell.exact(),
                state,
                score == null ? null : score.value(),
                score == null ? null : score.interval(),
                null,
                null);
    }

    /// The score of everything, null where none is shown.
    @Nullable
    Score whole(Cell all) {
        return group(all).state() == State.SHOWN ? score(now(all)) : null;
    }

    /// Everything beside the time before, null where one of the two has no score.
    @Nullable
    Versus change(Cell all, Cell earlier) {
        return versus(now(all), before(earlier), 1);
    }

    /// Each period against the one before that has a score.
    List<Group> overTime(List<Cell> cells, Map<Object, @Nullable Double> rates) {
        List<Group> groups = new ArrayList<>();
        Counted last = null;
        for (Cell cell : cells) {
            Group group = group(cell).answeredBy(rates.get(String.valueOf(cell.at())));
            groups.add(last == null ? group : group.with(versus(now(cell), last, cells.size() - 1)));
            last = group.state() == State.SHOWN ? now(cell) : last;
        }
        return groups;
    }

    /// Each group against what was asked for.
    List<Group> byGroup(Told scores, int place, Map<Object, @Nullable Double> rates, @Nullable Told before) {
        List<Cell> cells = scores.splits().get(place);
        Map<String, Cell> earlier = new HashMap<>();
        if (before != null) {
            before.splits().getFirst().forEach(cell -> earlier.put(String.valueOf(cell.value()), cell));
        }
        Cell other = asked.compare() == Compare.GROUP ? other(cells) : null;
        List<Group> groups = new ArrayList<>();
        for (Cell cell : cells) {
            Group group = group(cell).answeredBy(rates.get(String.valueOf(cell.value())));
            Cell then = earlier.get(String.valueOf(cell.value()));
            Versus versus = switch (asked.compare()) {
                case REST -> againstRest(scores.all(), cell, cells.size());
                case PREVIOUS -> then == null ? null : versus(now(cell), before(then), cells.size());
                case GROUP ->
                    cell.equals(other) ? null : versus(now(cell), now(Objects.requireNonNull(other)), cells.size() - 1);
            };
            groups.add(group.with(versus));
        }
        return groups;
    }

    private Cell other(List<Cell> cells) {
        return cells.stream()
                .filter(cell -> Objects.equals(cell.value(), asked.to()))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException(
                        "compare must be rest, previous or a value of %s that has answers, was \"%s\""
                                .formatted(asked.by(), asked.to())));
    }

    /// @param family comparisons beside which it is shown
    private @Nullable Versus versus(Counted one, Counted other, int family) {
        if (one.cell().people() < Satisfaction.fewest(asked, one.cell())
                || other.cell().people() < Satisfaction.fewest(asked, other.cell())) {
            return null;
        }
        Score mine = score(one);
        Score theirs = score(other);
        PeopleComparison both = people == null ? null : people.compare(one.some(), other.some());
        return mine == null || theirs == null ? null : versus(mine, theirs, both, family);
    }

    /// A rest has its people somewhere in other groups, and is told by none of its numbers but the
    /// difference.
    private @Nullable Versus againstRest(Cell all, Cell cell, int family) {
        if (cell.people() < Satisfaction.fewest(asked, cell)) {
            return null;
        }
        Score mine = score(now(cell));
        PeopleComparison both =
                people == null ? null : people.compareWithRest(now(cell).some());
        Score rest = score(measure.rest(all, cell), both == null ? null : restOf(both));
        return mine == null || rest == null || rest.people() < Question.FEWEST
                ? null
                : versus(mine, rest, both, family);
    }

    private static @Nullable Clusters restOf(PeopleComparison both) {
        Clusters rest = both.other();
        return rest.count() < 2 ? null : rest;
    }

    /// How two scores differ.
    ///
    /// @param both null where everybody answered once
    /// @param family comparisons beside which it is shown, at least 1
    private static Versus versus(Score one, Score other, @Nullable PeopleComparison both, int family) {
        Difference difference = both == null || both.isOnce() ? one.minus(other) : one.minus(other, both);
        OptionalLong needed = one.needed(other, FalseDiscoveries.RATE / Math.max(1, family));
        return new Versus(
                difference.value(),
                difference.interval(),
                difference.p(),
                difference.p(),
                needed.isPresent() ? (Long) Math.max(Question.FEWEST, needed.getAsLong()) : null);
    }

    /// How two scores of different people differ.
    ///
    /// @param family comparisons beside which it is shown, at least 1
    static Versus versus(Score one, Score other, int family) {
        return versus(one, other, null, family);
    }
}
