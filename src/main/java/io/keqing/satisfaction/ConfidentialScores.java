package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.Survey;
import io.keqing.field.Label;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.ConfidentialTable.Counted;
import io.keqing.satisfaction.ConfidentialTable.Row;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Tallies.Cell;
import io.keqing.statistics.Score;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scores of a confidential survey: as a whole, by one of its declared breakdowns, and over time by its
/// period, never by two of them at once; anything finer is refused. Which groups are hidden is decided once,
/// for all measures together, see `docs/decisions/0037-confidential-surveys-are-one-table.md`.
@Singleton
final class ConfidentialScores {
    private final ConfidentialTable table;

    ConfidentialScores(ConfidentialTable table) {
        this.table = table;
    }

    /// @throws InvalidQueryException where it is asked for more than the survey is told by
    Analysis of(SatisfactionQuery asked, Survey survey) {
        Filter chosen = check(asked, survey);
        Measure measure = Measure.of(asked.kind(), survey, survey.ces());
        List<Row> rows = table.of(survey);
        Row total = rows.stream()
                .filter(row -> row.by() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a table must have a total"));
        boolean told = !weighed(total).isFew();
        Group all = group(measure, total, asked.by(), told ? State.SHOWN : State.HIDDEN);
        if (chosen != null) {
            all = chosen(measure, survey, rows, total, chosen);
        }
        List<Group> series = asked.interval() == null
                ? List.of()
                : groups(measure, rows, total, ConfidentialTable.period()).stream()
                        .sorted(Comparator.comparing(group -> String.valueOf(group.at())))
                        .toList();
        List<Group> breakdown = asked.by() == null
                ? List.of()
                : groups(measure, rows, total, asked.by()).stream()
                        .sorted(Comparator.comparingLong(Group::n)
                                .reversed()
                                .thenComparing(group -> String.valueOf(group.key())))
                        .toList();
        Score score = all.state() == State.SHOWN && chosen == null ? measure.score(cell(measure, total)) : null;
        Double points = measure.tenPoints();
        return new Analysis(
                measure.kind(),
                measure.unit(),
                all,
                told && chosen == null && total.delivered() > 0
                        ? (Double) ((double) total.answered() / (total.answered() + total.delivered()))
                        : null,
                Map.of(),
                Optional.empty(),
                series,
                breakdown,
                List.of(),
                0,
                null,
                score == null || points == null ? null : score.needed(points),
                measure.definition(),
                true);
    }

    /// @return the one group that is asked for, or null for all
    private static @Nullable Filter check(SatisfactionQuery asked, Survey survey) {
        Filter chosen = null;
        for (Filter filter : asked.answers().filters()) {
            if (filter.field().equals(FeedbackFields.SURVEY.name())) {
                continue;
            } else if (chosen != null
                    || !survey.breakdowns().contains(filter.field())
                    || filter.anyOf().size() != 1
                    || !(filter.anyOf().getFirst() instanceof Condition.Is)) {
                throw finer(survey);
            }
            chosen = filter;
        }
        boolean divided = chosen != null && (asked.by() != null || asked.interval() != null);
        if (divided
                || !asked.answers().words().isEmpty()
                || asked.by() != null && !survey.breakdowns().contains(asked.by())
                || asked.interval() != null && asked.interval() != survey.period()
                || asked.compare() != Compare.REST) {
            throw finer(survey);
        }
        return chosen;
    }

    private static InvalidQueryException finer(Survey survey) {
        return new InvalidQueryException(
                ("\"%s\" is confidential: it is told as a whole, by one of %s, one group of them, or by %s, and no finer")
                        .formatted(
                                survey.name(),
                                survey.breakdowns(),
                                survey.period().name().toLowerCase(Locale.ROOT)));
    }

    private static Group chosen(Measure measure, Survey survey, List<Row> rows, Row total, Filter chosen) {
        String value = ((Condition.Is) chosen.anyOf().getFirst()).value();
        return groups(measure, rows, total, chosen.field()).stream()
                .filter(group -> value.equals(group.key()))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException("%s must be a group of \"%s\" that is told, was \"%s\""
                        .formatted(chosen.field(), survey.name(), value)));
    }

    private static Suppression.Group weighed(Row row) {
        return new Suppression.Group(
                row.measures().stream().map(Counted::n).toList(),
                row.measures().stream().map(Counted::people).toList());
    }

    private static List<Group> groups(Measure measure, List<Row> rows, Row total, String by) {
        if (weighed(total).isFew()) {
            return List.of();
        }
        List<Row> divided = rows.stream()
                .filter(row -> by.equals(row.by()))
                .filter(row -> weighed(row).most() > 0)
                .toList();
        Optional<Set<Integer>> hidden = divided.isEmpty()
                ? Optional.empty()
                : Suppression.hidden(
                        divided.stream().map(ConfidentialScores::weighed).toList());
        if (hidden.isEmpty()) {
            return List.of();
        }
        List<Group> groups = new ArrayList<>();
        List<Analysis.@Nullable Versus> compared = new ArrayList<>();
        for (int i = 0; i < divided.size(); i++) {
            Row row = divided.get(i);
            Group group = group(measure, row, by, hidden.get().contains(i) ? State.HIDDEN : State.SHOWN);
            Score score = group.state() == State.SHOWN ? measure.score(cell(measure, row)) : null;
            Score rest = score == null ? null : measure.rest(cell(measure, total), cell(measure, row));
            compared.add(score == null || rest == null ? null : Satisfaction.versus(score, rest));
            groups.add(group);
        }
        return Satisfaction.adjusted(groups, compared);
    }

    private static Group group(Measure measure, Row row, @Nullable String by, State state) {
        boolean time = ConfidentialTable.period().equals(row.by());
        String key = row.by() == null || time ? null : row.value();
        LocalDate at = time && !row.value().isEmpty() ? LocalDate.parse(row.value()) : null;
        Cell cell = cell(measure, row);
        Score score = state == State.SHOWN ? measure.score(cell) : null;
        if (state == State.HIDDEN) {
            return new Group(key, label(by, key), at, 0, 0, true, state, null, null, null, null);
        }
        return new Group(
                key,
                label(by, key),
                at,
                cell.n(),
                cell.people(),
                true,
                score == null ? State.EMPTY : state,
                score == null ? null : score.value(),
                score == null ? null : score.interval(),
                null,
                null);
    }

    private static @Nullable Label label(@Nullable String by, @Nullable String key) {
        return by == null || key == null ? null : Satisfaction.label(by, key);
    }

    private static Cell cell(Measure measure, Row row) {
        Counted counted = switch (measure.kind()) {
            case NPS -> row.nps();
            case CSAT -> row.csat();
            case CES -> row.ces();
        };
        Map<String, Long> counts = switch (measure.kind()) {
            case NPS -> Map.of("promoter", counted.good(), "detractor", counted.bad());
            case CSAT -> Map.of("satisfied", counted.good(), "unsatisfied", counted.bad());
            case CES -> Map.of("6", counted.best(), "5", counted.good() - counted.best(), "1", counted.bad());
        };
        return new Cell(null, null, counted.n(), counts, counted.sum(), counted.squares(), counted.people(), true);
    }
}
