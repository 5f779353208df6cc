package io.keqing.satisfaction;

import io.keqing.feedback.CesConvention;
import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.Survey;
import io.keqing.feedback.Surveys;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Measured;
import io.keqing.search.Tallies.Split;
import io.keqing.search.Tallies.Told;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Score;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Scores of feedback with their intervals, over all, over time and group by group. The engine counts,
/// this room judges. A confidential survey is told by [ConfidentialScores] alone.
@Singleton
public final class Satisfaction {
    static final String ANSWERED = "answered";
    static final String DELIVERED = "delivered";

    private static final int LONGEST_SCALE = 20;

    private final Tallies tallies;
    private final Surveys surveys;
    private final ConfidentialScores confidential;

    Satisfaction(Tallies tallies, Surveys surveys, ConfidentialScores confidential) {
        this.tallies = tallies;
        this.surveys = surveys;
        this.confidential = confidential;
    }

    /// @throws InvalidQueryException where the question breaks a rule, such as one about a confidential
    ///     survey together with anything finer than that may be split by
    public Analysis of(SatisfactionQuery asked, Viewer viewer) {
        List<Survey> named = named(asked.answers());
        if (named.stream().anyMatch(Survey::confidential)) {
            if (named.size() > 1) {
                throw new InvalidQueryException("a confidential survey is asked about alone, not with others");
            }
            return confidential.of(asked, named.getFirst());
        }
        Survey only = named.size() == 1 ? named.getFirst() : null;
        return of(asked, measure(asked.kind(), asked.answers(), named, viewer), only, viewer);
    }

    /// The surveys that the question is narrowed to; empty where it is not.
    private List<Survey> named(SearchQuery query) {
        List<Survey> named = new ArrayList<>();
        for (Filter filter : query.filters()) {
            if (filter.field().equals(FeedbackFields.SURVEY.name())) {
                for (Condition condition : filter.anyOf()) {
                    if (condition instanceof Condition.Is(String name) && !name.isEmpty()) {
                        surveys.find(name).ifPresent(named::add);
                    }
                }
            }
        }
        return named;
    }

    /// The surveys that a question is narrowed to, none of which may be confidential.
    ///
    /// @throws InvalidQueryException where one is
    List<Survey> open(SearchQuery query) {
        List<Survey> named = named(query);
        if (named.stream().anyMatch(Survey::confidential)) {
            throw new InvalidQueryException("a confidential survey is told by scores of whole groups only");
        }
        return named;
    }

    Measure measure(Measure.Kind kind, SearchQuery query, List<Survey> named, Viewer viewer) {
        Survey only = named.size() == 1 ? named.getFirst() : null;
        if (kind != Measure.Kind.CES || only != null) {
            return Measure.of(kind, only, only == null ? CesConvention.MEAN : only.ces());
        }
        Told told = tallies.tally(
                        query,
                        List.of(new Tallies.Asked(
                                new Measured.Classes(FeedbackFields.CES.name(), false),
                                List.of(new Split(FeedbackFields.SURVEY.name(), null)))),
                        viewer)
                .getFirst();
        Map<CesConvention, String> conventions = new TreeMap<>();
        for (Cell cell : told.splits().getFirst()) {
            String name = String.valueOf(cell.value());
            conventions.putIfAbsent(surveys.find(name).map(Survey::ces).orElse(CesConvention.MEAN), name);
        }
        if (conventions.size() > 1) {
            throw new InvalidQueryException("surveys with different conventions of CES are not mixed, choose one by"
                    + " f.survey: " + conventions);
        }
        return Measure.of(kind, null, conventions.keySet().stream().findFirst().orElse(CesConvention.MEAN));
    }

    private Analysis of(SatisfactionQuery asked, Measure measure, @Nullable Survey only, Viewer viewer) {
        List<Split> splits = splits(asked);
        List<Tallies.Asked> counted = new ArrayList<>();
        counted.add(new Tallies.Asked(measure.measured(), splits));
        counted.add(new Tallies.Asked(
                new Measured.Classes(FeedbackFields.STATE.name(), false),
                splits.stream()
                        .filter(split -> split.by() == null || split.over() == null)
                        .toList()));
        Measured distribution = measure.distribution();
        if (distribution != null && !distribution.equals(measure.measured())) {
            counted.add(new Tallies.Asked(distribution.withoutPeople(), List.of()));
        }
        List<Told> told = tallies.tally(asked.answers(), counted, viewer);
        Told before = asked.compare() == Compare.PREVIOUS
                ? tallies.tally(
                                tallies.before(asked.answers()),
                                List.of(new Tallies.Asked(
                                        measure.measured(),
                                        asked.by() == null ? List.of() : List.of(new Split(asked.by(), null)))),
                                viewer)
                        .getFirst()
                : null;
        Told scores = told.getFirst();
        Told states = told.get(1);
        Group all = group(measure, scores.all(), asked).answeredBy(rate(states.all()));
        Score whole = all.state() == State.SHOWN ? measure.score(scores.all()) : null;
        Group previous = before == null ? null : group(measure, before.all(), asked);
        if (before != null && previous != null && previous.state() == State.SHOWN && whole != null) {
            all = all.with(versus(whole, Objects.requireNonNull(measure.score(before.all()))));
        }
        int series = asked.interval() == null ? -1 : 0;
        int breakdown = asked.by() == null ? -1 : series + 1;
        return new Analysis(
                measure.kind(),
                measure.unit(),
                all,
                all.responseRate(),
                distribution == null ? Map.of() : inOrder(distribution, measure, told),
                Optional.ofNullable(distribution).map(Measured::field),
                series < 0
                        ? List.of()
                        : overTime(
                                measure,
                                scores.splits().get(series),
                                states.splits().get(series),
                                asked),
                breakdown < 0
                        ? List.of()
                        : byGroup(measure, scores, breakdown, states.splits().get(breakdown), before, asked),
                series < 0 || breakdown < 0
                        ? List.of()
                        : scores.splits().get(2).stream()
                                .map(cell -> group(measure, cell, asked))
                                .toList(),
                breakdown < 0 ? 0 : scores.others().get(breakdown),
                previous,
                needed(measure, whole),
                measure.definition(),
                false);
    }

    private static @Nullable Long needed(Measure measure, @Nullable Score whole) {
        Double points = measure.tenPoints();
        return points == null || whole == null ? null : whole.needed(points);
    }

    private static List<Split> splits(SatisfactionQuery asked) {
        List<Split> splits = new ArrayList<>();
        if (asked.interval() != null) {
            splits.add(new Split(null, asked.interval()));
        }
        if (asked.by() != null) {
            splits.add(new Split(asked.by(), null));
        }
        if (splits.size() == 2) {
            splits.add(new Split(asked.by(), asked.interval()));
        }
        return splits;
    }

    /// From the lowest value to the highest; of a scale in whole numbers also those that nobody gave.
    private static Map<String, Long> inOrder(Measured distribution, Measure measure, List<Told> told) {
        Told counted = distribution.equals(measure.measured()) ? told.getFirst() : told.get(2);
        Map<String, Long> counts = new TreeMap<>(Comparator.comparingDouble(Double::parseDouble));
        if (counted.all().n() > 0
                && distribution instanceof Measured.Numbers numbers
                && numbers.lowest() == Math.rint(numbers.lowest())
                && numbers.highest() - numbers.lowest() <= LONGEST_SCALE) {
            for (long value = (long) numbers.lowest(); value <= numbers.highest(); value++) {
                counts.put(Long.toString(value), 0L);
            }
        }
        counts.putAll(counted.all().counts());
        return Collections.unmodifiableMap(counts);
    }

    /// Each period against the one before that has a score.
    private static List<Group> overTime(Measure measure, List<Cell> cells, List<Cell> states, SatisfactionQuery asked) {
        Map<Object, @Nullable Double> rates = rates(states);
        List<Group> groups = new ArrayList<>();
        List<@Nullable Versus> compared = new ArrayList<>();
        Score last = null;
        for (Cell cell : cells) {
            Group group = group(measure, cell, asked).answeredBy(rates.get(String.valueOf(cell.at())));
            Score score = group.state() == State.SHOWN ? measure.score(cell) : null;
            compared.add(score == null || last == null ? null : versus(score, last));
            last = score == null ? last : score;
            groups.add(group);
        }
        return adjusted(groups, compared);
    }

    private static List<Group> byGroup(
            Measure measure,
            Told scores,
            int place,
            List<Cell> states,
            @Nullable Told before,
            SatisfactionQuery asked) {
        Map<Object, @Nullable Double> rates = rates(states);
        List<Cell> cells = scores.splits().get(place);
        Map<String, Cell> earlier = new HashMap<>();
        if (before != null) {
            before.splits().getFirst().forEach(cell -> earlier.put(String.valueOf(cell.value()), cell));
        }
        Cell other = asked.compare() == Compare.GROUP ? other(cells, asked) : null;
        List<Group> groups = new ArrayList<>();
        List<@Nullable Versus> compared = new ArrayList<>();
        for (Cell cell : cells) {
            Group group = group(measure, cell, asked).answeredBy(rates.get(String.valueOf(cell.value())));
            Score score = group.state() == State.SHOWN ? measure.score(cell) : null;
            Score against = switch (asked.compare()) {
                case REST -> shown(measure, measure.rest(scores.all(), cell));
                case PREVIOUS -> shown(measure, earlier.get(String.valueOf(cell.value())), asked);
                case GROUP -> cell.equals(other) ? null : shown(measure, other, asked);
            };
            compared.add(score == null || against == null ? null : versus(score, against));
            groups.add(group);
        }
        return adjusted(groups, compared);
    }

    private static Cell other(List<Cell> cells, SatisfactionQuery asked) {
        return cells.stream()
                .filter(cell -> Objects.equals(cell.value(), asked.to()))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException(
                        "compare must be rest, previous or a value of %s that has answers, was \"%s\""
                                .formatted(asked.by(), asked.to())));
    }

    private static @Nullable Score shown(Measure measure, @Nullable Cell cell, SatisfactionQuery asked) {
        return cell == null || cell.people() < fewest(asked, cell) ? null : measure.score(cell);
    }

    /// A rest has its people somewhere in other groups, and is told by none of its numbers but the
    /// difference.
    private static @Nullable Score shown(Measure measure, @Nullable Score rest) {
        return rest == null || rest.n() < Question.FEWEST ? null : rest;
    }

    static Versus versus(Score one, Score other) {
        Score.Difference difference = one.minus(other);
        return new Versus(difference.value(), difference.interval(), difference.p(), difference.p());
    }

    static List<Group> adjusted(List<Group> groups, List<@Nullable Versus> compared) {
        double[] p = compared.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Versus::p)
                .toArray();
        double[] adjusted = FalseDiscoveries.adjusted(p);
        List<Group> told = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < groups.size(); i++) {
            Versus versus = compared.get(i);
            told.add(
                    versus == null
                            ? groups.get(i)
                            : groups.get(i)
                                    .with(new Versus(
                                            versus.difference(), versus.interval(), versus.p(), adjusted[next++])));
        }
        return told;
    }

    private static Map<Object, @Nullable Double> rates(List<Cell> states) {
        Map<Object, @Nullable Double> rates = new HashMap<>();
        states.forEach(cell -> rates.put(String.valueOf(cell.at() == null ? cell.value() : cell.at()), rate(cell)));
        return rates;
    }

    /// Without anybody who was reached and did not answer nothing is known of a rate.
    private static @Nullable Double rate(Cell states) {
        long answered = states.count(ANSWERED);
        long delivered = states.count(DELIVERED);
        return delivered == 0 ? null : (double) answered / (answered + delivered);
    }

    /// People that a score needs: more of a member of staff, divided by or asked for, than of a group.
    static int fewest(SatisfactionQuery asked, Cell cell) {
        String staff = InteractionFields.INTERACTION_STAFF.name();
        boolean ofStaff = staff.equals(asked.by()) && cell.value() != null
                || asked.answers().filters().stream()
                        .anyMatch(filter -> filter.field().equals(staff));
        return ofStaff ? Question.FEWEST_BY_STAFF : Question.FEWEST;
    }

    static Group group(Measure measure, Cell cell, SatisfactionQuery asked) {
        State state = cell.n() == 0 ? State.EMPTY : cell.people() < fewest(asked, cell) ? State.TOO_FEW : State.SHOWN;
        Score score = state == State.SHOWN ? measure.score(cell) : null;
        return new Group(
                cell.value(),
                cell.value() == null ? null : label(String.valueOf(asked.by()), cell.value()),
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

    static Label label(String field, String value) {
        return FeedbackFields.ALL
                .named(field)
                .filter(known -> known.kind() instanceof ValueKind.Choice)
                .flatMap(known -> ((ValueKind.Choice) known.kind())
                        .options().stream()
                                .filter(option -> option.value().equals(value))
                                .map(Option::label)
                                .findFirst())
                .orElseGet(() -> value.isEmpty() ? new Label("（无）", "(none)") : new Label(value, value));
    }
}
