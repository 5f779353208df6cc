package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.Surveys;
import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.ThemeReport.Theme;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Period;
import io.keqing.search.SearchCounts;
import io.keqing.search.SearchCounts.Asked;
import io.keqing.search.SearchCounts.Counted;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Measured;
import io.keqing.search.Tallies.Split;
import io.keqing.search.Tallies.Told;
import io.keqing.search.TellingTerms;
import io.keqing.statistics.FalseDiscoveries;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

/// Finds the words of unhappy comments. The engine proposes; each word is then counted exactly, as a
/// search for it counts, and kept where it is said significantly more often.
@Singleton
public final class Themes {
    private static final int TRIED = 40;
    private static final int SHOWN = 12;
    static final String COMMENT = FeedbackFields.COMMENT.name();

    private final TellingTerms terms;
    private final SearchCounts counts;
    private final Tallies tallies;
    private final Surveys surveys;
    private final SearchIndex index;

    Themes(TellingTerms terms, SearchCounts counts, Tallies tallies, Surveys surveys, SearchIndex index) {
        this.terms = terms;
        this.counts = counts;
        this.tallies = tallies;
        this.surveys = surveys;
        this.index = index;
    }

    /// @param by a facet to divide each theme by, or null
    /// @param interval a period to divide each theme by, or null
    /// @throws InvalidQueryException where the question breaks a rule
    public ThemeReport of(
            Measure.Kind kind, SearchQuery answers, @Nullable String by, @Nullable Period interval, Viewer viewer) {
        refuseConfidential(answers);
        // where no word stands out nothing is divided, and a field that is no facet would not be told
        index.check(by == null ? answers : answers.withFacets(List.of(by)), viewer);
        Filter group = group(kind);
        SearchQuery scored = and(answers, new Filter(group.field(), List.of(new Condition.Present())));
        SearchQuery commented = and(scored, new Filter(COMMENT, List.of(new Condition.Present())));
        List<String> words = terms.standingOut(scored, group, COMMENT, TRIED, viewer);
        List<Asked> asked = new ArrayList<>();
        asked.add(new Asked(and(commented, group), null));
        asked.add(new Asked(commented, null));
        for (String word : words) {
            asked.add(new Asked(and(and(answers, said(word)), group), null));
            asked.add(new Asked(and(scored, said(word)), null));
        }
        List<Long> found =
                counts.count(asked, viewer).stream().map(Themes::total).toList();
        long unhappy = found.get(0);
        long all = found.get(1);
        List<Theme> themes = themes(words, found, unhappy, all);
        List<Split> splits = new ArrayList<>();
        if (by != null) {
            splits.add(new Split(by, null));
        }
        if (interval != null) {
            splits.add(new Split(null, interval));
        }
        return new ThemeReport(
                kind,
                unhappy,
                all,
                group,
                splits.isEmpty()
                        ? themes
                        : themes.stream()
                                .map(theme -> theme.with(parts(
                                        and(and(answers, said(theme.word())), group), by, splits, viewer)))
                                .toList());
    }

    void refuseConfidential(SearchQuery answers) {
        for (Filter filter : answers.filters()) {
            if (filter.field().equals(FeedbackFields.SURVEY.name())
                    && filter.anyOf().stream()
                            .anyMatch(condition -> condition instanceof Condition.Is(String name)
                                    && surveys.confidential().contains(name))) {
                throw new InvalidQueryException(
                        "the comments of a confidential survey are told to nobody, was asked for " + filter.anyOf());
            }
        }
    }

    /// What makes an answer unhappy by a measure.
    static Filter group(Measure.Kind kind) {
        return switch (kind) {
            case NPS -> new Filter(FeedbackFields.NPS_CLASS.name(), List.of(new Condition.Is("detractor")));
            case CSAT -> new Filter(FeedbackFields.CSAT_CLASS.name(), List.of(new Condition.Is("unsatisfied")));
            case CES -> new Filter(FeedbackFields.CES.name(), List.of(new Condition.Between("1", "3", false)));
        };
    }

    /// Answers with the word in their comment.
    public static Filter said(String word) {
        return new Filter(COMMENT, List.of(new Condition.Is(word)));
    }

    static SearchQuery and(SearchQuery query, Filter filter) {
        List<Filter> filters = new ArrayList<>(query.filters());
        filters.add(filter);
        return query.withFilters(filters);
    }

    static long total(Counted counted) {
        return switch (counted) {
            case Counted.Found found -> found.total();
            case Counted.Refused refused -> throw new InvalidQueryException(refused.reason());
        };
    }

    private static List<Theme> themes(List<String> words, List<Long> found, long unhappy, long all) {
        List<Theme> tried = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            long count = found.get(2 + 2 * i);
            long of = found.get(3 + 2 * i);
            double chiSquared = chiSquared(count, of - count, unhappy, all - unhappy);
            double p = ChiSquaredDistribution.of(1).survivalProbability(chiSquared);
            tried.add(new Theme(words.get(i), count, of, chiSquared, p, p, List.of()));
        }
        double[] adjusted =
                FalseDiscoveries.adjusted(tried.stream().mapToDouble(Theme::p).toArray());
        List<Theme> kept = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            Theme theme = tried.get(i);
            boolean more = theme.count() * (all - unhappy) > (theme.of() - theme.count()) * unhappy;
            if (more && adjusted[i] < FalseDiscoveries.RATE && theme.count() >= 3) {
                kept.add(new Theme(
                        theme.word(),
                        theme.count(),
                        theme.of(),
                        theme.chiSquared(),
                        theme.p(),
                        adjusted[i],
                        List.of()));
            }
        }
        kept.sort(Comparator.comparingDouble(Theme::chiSquared).reversed());
        return kept.subList(0, Math.min(SHOWN, kept.size()));
    }

    /// Pearson's χ² of a 2 × 2 table with Yates's correction for continuity (1934), which small counts
    /// need.
    ///
    /// @param one with the word in the first group, of `ones`
    /// @param other with the word in the second group, of `others`
    static double chiSquared(double one, double other, double ones, double others) {
        double with = one + other;
        double all = ones + others;
        double without = all - with;
        if (ones == 0 || others == 0 || with == 0 || without == 0) {
            return 0;
        }
        double difference = Math.abs(one * (others - other) - other * (ones - one));
        double corrected = Math.max(0, difference - all / 2);
        return all * corrected * corrected / (ones * others * with * without);
    }

    private List<Group> parts(SearchQuery unhappy, @Nullable String by, List<Split> splits, Viewer viewer) {
        Told told = tallies.tally(
                        unhappy,
                        List.of(new Tallies.Asked(new Measured.Classes(FeedbackFields.STATE.name(), false), splits)),
                        viewer)
                .getFirst();
        List<Group> parts = new ArrayList<>();
        for (List<Cell> cells : told.splits()) {
            for (Cell cell : cells) {
                String value = cell.value();
                parts.add(new Group(
                        value,
                        value == null || by == null ? null : Satisfaction.label(by, value),
                        cell.at(),
                        cell.n(),
                        0,
                        true,
                        State.EMPTY,
                        null,
                        null,
                        null,
                        null));
            }
        }
        return parts;
    }
}
