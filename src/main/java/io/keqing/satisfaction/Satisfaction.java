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
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.AnswersByPerson;
import io.keqing.search.AnswersByPerson.Read;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Measured;
import io.keqing.search.Tallies.Split;
import io.keqing.search.Tallies.Told;
import io.keqing.statistics.Score;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final AnswersByPerson people;
    private final Surveys surveys;
    private final ConfidentialScores confidential;

    Satisfaction(Tallies tallies, AnswersByPerson people, Surveys surveys, ConfidentialScores confidential) {
        this.tallies = tallies;
        this.people = people;
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
        GroupScores made = new GroupScores(measure, asked, people(asked, measure, scores, before, viewer));
        Group all = made.group(scores.all()).answeredBy(rate(states.all()));
        if (before != null) {
            all = all.with(made.change(scores.all(), before.all()));
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
                                : made.overTime(
                                        scores.splits().get(series),
                                        rates(states.splits().get(series))),
                        breakdown < 0
                                ? List.of()
                                : made.byGroup(
                                        scores, breakdown, rates(states.splits().get(breakdown)), before),
                        series < 0 || breakdown < 0
                                ? List.of()
                                : scores.splits().get(2).stream()
                                        .map(made::group)
                                        .toList(),
                        breakdown < 0 ? 0 : scores.others().get(breakdown),
                        before == null ? null : made.groupBefore(before.all()),
                        needed(measure, made.whole(scores.all())),
                        measure.definition(),
                        false)
                .adjusted();
    }

    /// Where everybody answered once, and nobody can have answered in the time before too, nothing is
    /// asked.
    private @Nullable PeopleAnswers people(
            SatisfactionQuery asked, Measure measure, Told now, @Nullable Told before, Viewer viewer) {
        Cell all = now.all();
        Read none = new Read(List.of(), false, 1);
        if (before == null) {
            return all.people() == all.n()
                    ? null
                    : new PeopleAnswers(measure, read(asked, asked.answers(), measure, all.n(), viewer), none);
        }
        long answers = all.n() + before.all().n();
        return new PeopleAnswers(
                measure,
                read(asked, asked.answers(), measure, answers, viewer),
                read(asked, tallies.before(asked.answers()), measure, answers, viewer));
    }

    private Read read(SatisfactionQuery asked, SearchQuery answers, Measure measure, long count, Viewer viewer) {
        return people.read(answers, count, measure.measured(), asked.by(), asked.interval(), viewer);
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

    /// How two scores of different people differ, alone.
    static Versus versus(Score one, Score other) {
        return GroupScores.versus(one, other, 1);
    }

    /// @param compared of each group, null where it was not
    static List<Group> adjusted(List<Group> groups, List<@Nullable Versus> compared) {
        List<Group> both = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            both.add(groups.get(i).with(compared.get(i)));
        }
        return Analysis.adjusted(both);
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

    /// A group of people who each answered once, without a comparison.
    static Group group(Measure measure, Cell cell, SatisfactionQuery asked) {
        return new GroupScores(measure, asked, null).group(cell);
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
