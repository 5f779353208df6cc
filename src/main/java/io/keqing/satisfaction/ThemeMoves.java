package io.keqing.satisfaction;

import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.ChangeThemes.Moved;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchCounts;
import io.keqing.search.SearchCounts.Asked;
import io.keqing.search.SearchQuery;
import io.keqing.search.TellingTerms;
import io.keqing.statistics.FalseDiscoveries;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

/// Finds the words of unhappy comments that rise or fall between two sides. The engine proposes words
/// that stand out on either side, as for [Themes]; each is counted exactly on both.
@Singleton
final class ThemeMoves {
    private static final int PROPOSED = 25;
    private static final int SHOWN = 12;
    private static final int FEWEST = 3;

    private final Themes themes;
    private final TellingTerms terms;
    private final SearchCounts counts;

    ThemeMoves(Themes themes, TellingTerms terms, SearchCounts counts) {
        this.themes = themes;
        this.terms = terms;
        this.counts = counts;
    }

    ChangeThemes of(ChangeQuery asked, Viewer viewer) {
        themes.refuseConfidential(asked.now());
        themes.refuseConfidential(asked.before());
        Filter unhappy = Themes.group(asked.kind());
        SearchQuery now = scored(asked.now(), unhappy);
        SearchQuery before = scored(asked.before(), unhappy);
        Set<String> words = new LinkedHashSet<>(terms.standingOut(now, unhappy, Themes.COMMENT, PROPOSED, viewer));
        words.addAll(terms.standingOut(before, unhappy, Themes.COMMENT, PROPOSED, viewer));
        List<Asked> questions = new ArrayList<>();
        Filter commented = new Filter(Themes.COMMENT, List.of(new Condition.Present()));
        questions.add(new Asked(Themes.and(now, commented), null));
        questions.add(new Asked(Themes.and(before, commented), null));
        for (String word : words) {
            questions.add(new Asked(said(asked.now(), unhappy, word), null));
            questions.add(new Asked(said(asked.before(), unhappy, word), null));
        }
        List<Long> found =
                counts.count(questions, viewer).stream().map(Themes::total).toList();
        long allNow = found.get(0);
        long allBefore = asked.isRest() ? found.get(1) - allNow : found.get(1);
        List<Moved> tried = new ArrayList<>();
        int place = 2;
        for (String word : words) {
            long one = found.get(place++);
            long other = asked.isRest() ? found.get(place++) - one : found.get(place++);
            double p =
                    ChiSquaredDistribution.of(1).survivalProbability(Themes.chiSquared(one, other, allNow, allBefore));
            boolean rising = one * allBefore > other * allNow;
            SearchQuery evidence = evidence(rising || asked.isRest() ? asked.now() : asked.before(), unhappy, word);
            tried.add(new Moved(word, one, other, p, p, rising, evidence));
        }
        return new ChangeThemes(allNow, allBefore, tried.size(), moved(tried));
    }

    private static List<Moved> moved(List<Moved> tried) {
        double[] adjusted =
                FalseDiscoveries.adjusted(tried.stream().mapToDouble(Moved::p).toArray());
        List<Moved> moved = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            Moved each = tried.get(i);
            if (adjusted[i] < FalseDiscoveries.RATE && Math.max(each.now(), each.before()) >= FEWEST) {
                moved.add(new Moved(
                        each.word(), each.now(), each.before(), each.p(), adjusted[i], each.rising(), each.evidence()));
            }
        }
        moved.sort(Comparator.comparingDouble(Moved::p));
        return moved.subList(0, Math.min(SHOWN, moved.size()));
    }

    private static SearchQuery scored(SearchQuery answers, Filter unhappy) {
        return Themes.and(answers, new Filter(unhappy.field(), List.of(new Condition.Present())));
    }

    /// Null where the question has a filter on the same field already: an address holds one a field.
    private static @Nullable SearchQuery evidence(SearchQuery answers, Filter unhappy, String word) {
        boolean taken = answers.filters().stream()
                .anyMatch(filter ->
                        filter.field().equals(unhappy.field()) || filter.field().equals(Themes.COMMENT));
        return taken ? null : said(answers, unhappy, word);
    }

    private static SearchQuery said(SearchQuery answers, Filter unhappy, String word) {
        return Themes.and(Themes.and(answers, unhappy), Themes.said(word));
    }
}
