package io.keqing.satisfaction;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Change.ByField;
import io.keqing.satisfaction.Change.ByValue;
import io.keqing.satisfaction.Change.Contribution;
import io.keqing.satisfaction.Change.Kind;
import io.keqing.satisfaction.Change.Presence;
import io.keqing.satisfaction.Change.Rest;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Told;
import io.keqing.statistics.Decomposition;
import io.keqing.statistics.Decomposition.Answers;
import io.keqing.statistics.Decomposition.Pair;
import io.keqing.statistics.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Divides a change by one field. Values of too few people, and those beyond the hundred largest, are
/// put together.
record ChangeParts(ChangeQuery asked, Measure measure, Field<?> field) {

    /// How far a change can be divided by a field.
    sealed interface Divided {
        record Whole(ByField field) implements Divided {}

        /// All answers have one value, or none.
        record OneValue() implements Divided {}

        /// Some answers have several values, so that groups overlap.
        record Several() implements Divided {}

        /// No value is on both sides: the field says what the sides are.
        record Sides() implements Divided {}

        /// No value has enough people.
        record TooFew() implements Divided {}
    }

    /// @param place of the field among the splits
    Divided divide(Told now, Told before, int place) {
        Map<String, Cell> later = byValue(now, place);
        Map<String, Cell> earlier = byValue(before, place);
        if (isOverlapping(now, place, later) || isOverlapping(before, place, earlier)) {
            return new Divided.Several();
        }
        Set<String> keys = new LinkedHashSet<>(later.keySet());
        keys.addAll(earlier.keySet());
        boolean others = now.others().get(place) + before.others().get(place) > 0;
        if (keys.size() < 2 && !others) {
            return new Divided.OneValue();
        } else if (keys.stream().noneMatch(key -> later.containsKey(key) && earlier.containsKey(key)) && !others) {
            return new Divided.Sides();
        }
        List<String> shown = new ArrayList<>();
        List<String> few = new ArrayList<>();
        for (String key : keys) {
            boolean known = (later.containsKey(key) || now.others().get(place) == 0)
                    && (earlier.containsKey(key) || before.others().get(place) == 0);
            if (known && isEnough(later.get(key)) && isEnough(earlier.get(key))) {
                shown.add(key);
            } else if (known) {
                few.add(key);
            }
        }
        if (shown.isEmpty()) {
            return new Divided.TooFew();
        }
        return new Divided.Whole(whole(now, before, later, earlier, shown, few));
    }

    private ByField whole(
            Told now,
            Told before,
            Map<String, Cell> later,
            Map<String, Cell> earlier,
            List<String> shown,
            List<String> few) {
        List<Pair> pairs = new ArrayList<>();
        Answers restNow = answers(now.all());
        Answers restBefore = answers(before.all());
        for (String key : shown) {
            Pair pair = new Pair(answers(earlier.get(key)), answers(later.get(key)));
            restNow = restNow.minus(pair.after());
            restBefore = restBefore.minus(pair.before());
            pairs.add(pair);
        }
        boolean rest = restNow.n() + restBefore.n() > 0;
        if (rest) {
            pairs.add(new Pair(restBefore, restNow));
        }
        Decomposition parts = Decomposition.of(pairs);
        List<ByValue> values = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            values.add(shown(
                    shown.get(i),
                    later.get(shown.get(i)),
                    earlier.get(shown.get(i)),
                    parts.groups().get(i)));
        }
        for (String key : few) {
            Cell cell = later.get(key);
            Cell other = earlier.get(key);
            values.add(new ByValue(
                    key,
                    label(key),
                    State.TOO_FEW,
                    presence(cell, other),
                    group(key, cell),
                    group(key, other),
                    share(cell, now.all()),
                    share(other, before.all()),
                    null,
                    null,
                    null,
                    null,
                    null));
        }
        return new ByField(
                field.name(),
                field.label(),
                parts.mix(),
                parts.rate(),
                values,
                new Rest(
                        restNow.n(),
                        restBefore.n(),
                        rest ? parts.groups().getLast().contribution() : 0,
                        few.size()));
    }

    private ByValue shown(String key, @Nullable Cell now, @Nullable Cell before, Decomposition.Group parts) {
        Presence presence = presence(now, before);
        return new ByValue(
                key,
                label(key),
                State.SHOWN,
                presence,
                group(key, now),
                group(key, before),
                parts.shareAfter(),
                parts.shareBefore(),
                parts.mix(),
                part(key, Kind.MIX, parts.centred(), parts.centred().p()),
                presence == Presence.BOTH ? part(key, Kind.RATE, parts.rate(), parts.rateP()) : null,
                now == null ? null : narrowed(asked.now(), key),
                before == null || asked.isRest() ? null : narrowed(asked.before(), key));
    }

    private Contribution part(String key, Kind kind, Decomposition.Part part, double p) {
        return new Contribution(
                field.name(), field.label(), key, label(key), kind, part.value(), part.interval(), p, p);
    }

    private Label label(String key) {
        return Satisfaction.label(field.name(), key);
    }

    /// Null where the question has a filter on the field already: an address holds one a field.
    private @Nullable SearchQuery narrowed(SearchQuery query, String key) {
        return query.filters().stream().anyMatch(filter -> filter.field().equals(field.name()))
                ? null
                : Themes.and(
                        query,
                        new Filter(
                                field.name(),
                                List.of(key.isEmpty() ? new Condition.Missing() : new Condition.Is(key))));
    }

    private static Presence presence(@Nullable Cell now, @Nullable Cell before) {
        return now == null ? Presence.ONLY_BEFORE : before == null ? Presence.ONLY_NOW : Presence.BOTH;
    }

    private static double share(@Nullable Cell part, Cell all) {
        return part == null ? 0 : (double) part.n() / all.n();
    }

    /// A value that nobody gave is known to be no one's; one that few gave tells of them.
    private boolean isEnough(@Nullable Cell cell) {
        return cell == null || cell.people() >= Satisfaction.fewest(question(), cell);
    }

    private Group group(String key, @Nullable Cell cell) {
        return Satisfaction.group(
                measure, cell == null ? new Cell(key, null, 0, Map.of(), 0, 0, 0, true) : cell, question());
    }

    private SatisfactionQuery question() {
        return new SatisfactionQuery(
                asked.kind(), asked.now(), field.name(), null, SatisfactionQuery.Compare.REST, null);
    }

    /// What the answers count: 1, 0 or −1, or their place on the scale. Of counted classes the mean of
    /// the squares is the variance and the square of the mean together.
    private Answers answers(@Nullable Cell cell) {
        if (cell == null || cell.n() == 0) {
            return Answers.NONE;
        }
        double people = Math.clamp(cell.people(), 1, cell.n());
        if (measure.unit() == Measure.Unit.MEAN) {
            return new Answers(cell.n(), cell.sum(), cell.squares(), people);
        }
        Score score = Objects.requireNonNull(measure.score(cell));
        double mean = score.value();
        return new Answers(
                cell.n(), Math.rint(mean * cell.n()), Math.rint((score.variance() + mean * mean) * cell.n()), people);
    }

    private static boolean isOverlapping(Told told, int place, Map<String, Cell> cells) {
        long sum =
                cells.values().stream().mapToLong(Cell::n).sum() + told.others().get(place);
        return sum > told.all().n();
    }

    private static Map<String, Cell> byValue(Told told, int place) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        told.splits().get(place).stream()
                .filter(cell -> cell.n() > 0)
                .forEach(cell -> cells.put(String.valueOf(cell.value()), cell));
        return cells;
    }

    /// The parts of a value, those that there are.
    static List<Contribution> contributions(ByValue value) {
        return Stream.of(value.centred(), value.rate())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /// The same with adjusted parts.
    static ByField with(ByField field, Map<Contribution, Contribution> adjusted) {
        return new ByField(
                field.field(),
                field.label(),
                field.mix(),
                field.rate(),
                field.values().stream()
                        .map(value -> new ByValue(
                                value.key(),
                                value.label(),
                                value.state(),
                                value.presence(),
                                value.now(),
                                value.before(),
                                value.shareNow(),
                                value.shareBefore(),
                                value.mix(),
                                adjusted(value.centred(), adjusted),
                                adjusted(value.rate(), adjusted),
                                value.searchNow(),
                                value.searchBefore()))
                        .toList(),
                field.rest());
    }

    private static @Nullable Contribution adjusted(
            @Nullable Contribution part, Map<Contribution, Contribution> adjusted) {
        return part == null ? null : adjusted.getOrDefault(part, part);
    }

    /// Those of `all` that are not in `part`, group by group. People cannot be taken away one by one,
    /// since somebody may have answered in both: of the rest there are taken to be as many for each
    /// answer as of all.
    static Told rest(Told all, Told part) {
        List<List<Cell>> splits = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (int i = 0; i < all.splits().size(); i++) {
            Map<String, Cell> taken = byValue(part, i);
            List<Cell> cells = new ArrayList<>();
            for (Cell cell : all.splits().get(i)) {
                Cell rest = rest(cell, taken.get(String.valueOf(cell.value())));
                if (rest.n() > 0) {
                    cells.add(rest);
                }
            }
            splits.add(cells);
            others.add(Math.max(0, all.others().get(i) - part.others().get(i)));
        }
        return new Told(rest(all.all(), part.all()), splits, others);
    }

    private static Cell rest(Cell all, @Nullable Cell part) {
        if (part == null) {
            return all;
        }
        Map<String, Long> counts = new HashMap<>(all.counts());
        part.counts().forEach((value, count) -> counts.merge(value, -count, Long::sum));
        long n = Math.max(0, all.n() - part.n());
        long people = all.n() == 0 ? 0 : Math.min(n, Math.round((double) all.people() * n / all.n()));
        return new Cell(
                all.value(),
                all.at(),
                n,
                counts,
                all.sum() - part.sum(),
                all.squares() - part.squares(),
                people,
                false);
    }
}
