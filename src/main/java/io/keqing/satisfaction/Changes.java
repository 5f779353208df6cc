package io.keqing.satisfaction;

import io.keqing.feedback.Survey;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.Change.ByField;
import io.keqing.satisfaction.Change.Contribution;
import io.keqing.satisfaction.Change.LeftOut;
import io.keqing.satisfaction.ChangeParts.Divided;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchCounts;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Split;
import io.keqing.search.Tallies.Told;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Score;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says why a score differs between two periods, or between two groups: which values of which fields
/// it comes from, by [io.keqing.statistics.Decomposition], which words of unhappy comments rise and
/// fall, and which drivers moved. What is shown together is corrected together, over all fields.
@Singleton
public final class Changes {
    private static final Label TOO_FEW = new Label("没有一个值在两边都有足够的人", "no value has enough people on both sides");
    private static final Label ONE_VALUE = new Label("只有一个值", "it has one value only");
    private static final Label SEVERAL = new Label("一条反馈可有多个值", "an answer may have several values of it");
    private static final Label TOO_MANY = new Label(
            "超过 " + ChangeFacets.MOST + " 个字段，请用 by 选定", "more than " + ChangeFacets.MOST + " fields; choose by");
    private static final Label SIDES = new Label("两边正是按它划分的", "the two sides differ by it");

    private final Tallies tallies;
    private final SearchCounts counts;
    private final Satisfaction satisfaction;
    private final ChangeFacets facets;
    private final ThemeMoves themes;
    private final DriverMoves drivers;

    Changes(
            Tallies tallies,
            SearchCounts counts,
            Satisfaction satisfaction,
            ChangeFacets facets,
            ThemeMoves themes,
            DriverMoves drivers) {
        this.tallies = tallies;
        this.counts = counts;
        this.satisfaction = satisfaction;
        this.facets = facets;
        this.themes = themes;
        this.drivers = drivers;
    }

    /// A question about the answers of some days and those of the same length before.
    ///
    /// @param answers narrowed to a time with a beginning
    /// @throws InvalidQueryException where they are not
    public ChangeQuery sinceBefore(Measure.Kind kind, SearchQuery answers, List<String> by) {
        return new ChangeQuery(kind, answers, tallies.before(answers), ChangeQuery.Against.PERIOD, by);
    }

    /// The answers of some days.
    ///
    /// @throws InvalidQueryException where they are narrowed to a time already
    public static SearchQuery within(SearchQuery answers, LocalDate from, LocalDate to) {
        if (answers.filters().stream().anyMatch(filter -> filter.field().equals("at"))) {
            throw new InvalidQueryException(
                    new Label("时间只能给出一次：或用 from 与 to，或用 f.at", "a time is given once: by from and to, or by f.at"));
        }
        return Themes.and(
                answers, new Filter("at", List.of(new Condition.Between(from.toString(), to.toString(), false))));
    }

    /// @throws InvalidQueryException where the question breaks a rule, or is about a confidential
    ///     survey
    public Change of(ChangeQuery asked, Viewer viewer) {
        Measure measure = measure(asked, viewer);
        List<Field<?>> fields = facets.chosen(asked.by(), viewer);
        if (!asked.isRest()) {
            refuseShared(asked, viewer);
        }
        List<Split> splits = fields.stream()
                .limit(ChangeFacets.MOST)
                .map(field -> new Split(field.name(), null))
                .toList();
        List<Tallies.Asked> counted = List.of(new Tallies.Asked(measure.measured(), splits));
        Told now = tallies.tally(asked.now(), counted, viewer).getFirst();
        Told other = tallies.tally(asked.before(), counted, viewer).getFirst();
        Told before = asked.isRest() ? ChangeParts.rest(other, now) : other;
        Group one = side(measure, now.all(), asked.now(), asked);
        Group two = side(measure, before.all(), asked.before(), asked);
        Score scoreNow = one.state() == State.SHOWN ? measure.score(now.all()) : null;
        Score scoreBefore = two.state() == State.SHOWN ? measure.score(before.all()) : null;
        if (scoreNow == null || scoreBefore == null) {
            return new Change(
                    asked,
                    measure.unit(),
                    measure.definition(),
                    one,
                    two,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    new ChangeThemes(0, 0, 0, List.of()),
                    ChangeDrivers.refused(new Label("一边的人数不足", "a side has too few people")));
        }
        Versus change = Satisfaction.versus(scoreNow, scoreBefore);
        List<ByField> divided = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field<?> field = fields.get(i);
            if (i >= ChangeFacets.MOST) {
                leftOut.add(new LeftOut(field.name(), field.label(), TOO_MANY));
            } else {
                divide(new ChangeParts(asked, measure, field), now, before, i, divided, leftOut);
            }
        }
        return adjusted(asked, measure, one, two, change, divided, leftOut, viewer);
    }

    /// What is on both sides would be compared with itself.
    private void refuseShared(ChangeQuery asked, Viewer viewer) {
        List<Filter> both = new ArrayList<>(asked.now().filters());
        asked.before().filters().stream()
                .filter(filter -> !both.contains(filter))
                .forEach(both::add);
        long shared = Themes.total(counts.count(
                        List.of(new SearchCounts.Asked(asked.now().withFilters(both), null)), viewer)
                .getFirst());
        if (shared > 0) {
            throw new InvalidQueryException(new Label(
                    "两边不能有共同的反馈，实有 " + shared + " 条", "the two sides must have no answer in common, had " + shared));
        }
    }

    private static void divide(
            ChangeParts parts, Told now, Told before, int place, List<ByField> divided, List<LeftOut> leftOut) {
        Label reason = null;
        switch (parts.divide(now, before, place)) {
            case Divided.Whole whole -> divided.add(whole.field());
            case Divided.OneValue one -> reason = ONE_VALUE;
            case Divided.Several several -> reason = SEVERAL;
            case Divided.Sides sides -> reason = SIDES;
            case Divided.TooFew few -> reason = TOO_FEW;
        }
        if (reason != null) {
            leftOut.add(new LeftOut(parts.field().name(), parts.field().label(), reason));
        }
    }

    private Change adjusted(
            ChangeQuery asked,
            Measure measure,
            Group now,
            Group before,
            Versus change,
            List<ByField> divided,
            List<LeftOut> leftOut,
            Viewer viewer) {
        List<Contribution> parts = divided.stream()
                .flatMap(field -> field.values().stream())
                .flatMap(value -> ChangeParts.contributions(value).stream())
                .toList();
        double[] p = FalseDiscoveries.adjusted(
                parts.stream().mapToDouble(Contribution::p).toArray());
        Map<Contribution, Contribution> adjusted = new HashMap<>();
        for (int i = 0; i < p.length; i++) {
            adjusted.put(parts.get(i), parts.get(i).adjusted(p[i]));
        }
        Comparator<Contribution> strongest = Comparator.comparing((Contribution each) -> !each.isMarked())
                .thenComparing(each -> each.isMarked() ? Math.abs(each.value()) : -each.p(), Comparator.reverseOrder());
        List<ByField> fields = divided.stream()
                .map(field -> ChangeParts.with(field, adjusted))
                .sorted(Comparator.comparing(
                        (ByField field) -> field.values().stream()
                                .flatMap(value -> ChangeParts.contributions(value).stream())
                                .min(strongest)
                                .orElseThrow(),
                        strongest))
                .toList();
        return new Change(
                asked,
                measure.unit(),
                measure.definition(),
                now,
                before,
                change,
                fields,
                adjusted.values().stream().sorted(strongest).toList(),
                leftOut,
                themes.of(asked, viewer),
                drivers.of(asked, viewer));
    }

    private static Group side(Measure measure, Cell all, SearchQuery answers, ChangeQuery asked) {
        return Satisfaction.group(
                measure,
                all,
                new SatisfactionQuery(asked.kind(), answers, null, null, SatisfactionQuery.Compare.REST, null));
    }

    /// @throws InvalidQueryException where the two sides make their score otherwise
    private Measure measure(ChangeQuery asked, Viewer viewer) {
        Measure now = measure(asked.kind(), asked.now(), viewer);
        Measure before = measure(asked.kind(), asked.before(), viewer);
        if (!now.definition().equals(before.definition()) || !now.measured().equals(before.measured())) {
            throw new InvalidQueryException(new Label(
                    "两边的分数算法不同：“" + now.definition().zh() + "”与“"
                            + before.definition().zh() + "”",
                    "the two sides make their score otherwise: \""
                            + now.definition().en() + "\" and \""
                            + before.definition().en() + "\""));
        }
        return now;
    }

    private Measure measure(Measure.Kind kind, SearchQuery answers, Viewer viewer) {
        List<Survey> named = satisfaction.open(answers);
        return satisfaction.measure(kind, answers, named, viewer);
    }

    /// The value that a question is narrowed to on a field, or null.
    static @Nullable String narrowed(SearchQuery query, String field) {
        return query.filters().stream()
                .filter(filter -> filter.field().equals(field)
                        && filter.anyOf().size() == 1
                        && filter.anyOf().getFirst() instanceof Condition.Is)
                .map(filter -> ((Condition.Is) filter.anyOf().getFirst()).value())
                .findFirst()
                .orElse(null);
    }
}
