package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.Filter.Condition;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What to offer somebody whose question found nothing: its words as the records spell them, each word by itself, any
/// of the words, values that are near to those they wrote; and the other reading of a question with `and`, `or` or
/// `not` in it. Each is counted as the search behind it would count, all in one request to the engine; what finds
/// nothing either is not offered. The spelling costs one request more, since a word must be known to be counted.
@Singleton
public final class Offers {
    private static final int MOST_WORDS = 8;
    private static final int MOST_VALUES = 3;
    /// A longer text describes a problem.
    private static final int LONG_TEXT = 60;

    private static final Pattern SMALL_OPERATOR =
            Pattern.compile("(?<=^|[\\s\\p{Z}(（])(and|or|not)(?=$|[\\s\\p{Z})）])", Pattern.CASE_INSENSITIVE);

    private final Questions questions;
    private final SearchCounts counts;
    private final FacetValues values;
    private final Respelling respelling;

    Offers(Questions questions, SearchCounts counts, FacetValues values, Respelling respelling) {
        this.questions = questions;
        this.counts = counts;
        this.values = values;
        this.respelling = respelling;
    }

    /// An offer that is not counted yet.
    private record Draft(Offer.Kind kind, Label label, SearchQuery query) {}

    /// The answer with what is offered beside it.
    ///
    /// @throws IndexUnavailableException where the engine does not answer
    public SearchResult beside(SearchQuery query, SearchResult answer, Viewer viewer) {
        boolean first = query.cursor() == null;
        QueryText text = first ? questions.text(query) : null;
        if (text == null || answer.total() > 0 && !text.ambiguous()) {
            return answer;
        }
        List<Draft> drafts = new ArrayList<>();
        if (text.ambiguous()) {
            SearchQuery other = query.withWords(withOperators(query.words()));
            drafts.add(new Draft(Offer.Kind.OPERATORS, plain(other.words()), other));
        }
        if (answer.total() == 0) {
            instead(query, text, viewer, drafts);
        }
        return answer.withOffers(count(drafts, viewer));
    }

    /// `AND` for `and`, and so on.
    private static String withOperators(String words) {
        Matcher operators = SMALL_OPERATOR.matcher(words);
        return operators.replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
    }

    private static Label plain(String text) {
        return new Label(text, text);
    }

    private void instead(SearchQuery query, QueryText text, Viewer viewer, List<Draft> drafts) {
        List<Clause> parts = text.clause() instanceof Clause.All all ? all.of() : List.of(text.clause());
        List<Clause> words = parts.stream().filter(Offers::isWord).toList();
        for (List<Clause> respelt : respelling.of(query.type(), parts, viewer)) {
            SearchQuery other = with(query, respelt);
            drafts.add(new Draft(Offer.Kind.SPELLING, plain(other.words()), other));
        }
        for (Clause part : parts) {
            String near = part instanceof Clause.Word(String word) ? word : null;
            if (near != null) {
                valuesNamed(query, near, viewer).forEach(value -> drafts.add(value(query, parts, part, value)));
            } else if (part instanceof Clause.On(Filter filter)) {
                valuesNear(query, filter, viewer).forEach(value -> drafts.add(value(query, parts, part, value)));
            }
        }
        for (Filter filter : query.filters()) {
            for (FacetValues.Value value : valuesNear(query, filter, viewer)) {
                List<Filter> others = new ArrayList<>(query.filters());
                others.set(
                        others.indexOf(filter), new Filter(filter.field(), List.of(new Condition.Is(value.value()))));
                drafts.add(new Draft(Offer.Kind.VALUE, label(value), query.withFilters(others)));
            }
        }
        if (words.size() > 1) {
            for (Clause word : words.subList(0, Math.min(MOST_WORDS, words.size()))) {
                drafts.add(new Draft(Offer.Kind.WORD, plain(QueryText.write(word)), with(query, List.of(word))));
            }
            List<Clause> any = new ArrayList<>(parts);
            any.removeAll(words);
            any.addFirst(new Clause.Any(words));
            SearchQuery either = with(query, any);
            drafts.add(new Draft(Offer.Kind.ANY_WORD, plain(either.words()), either));
        }
        if (query.words().length() > LONG_TEXT && text.clause().hasWords()) {
            drafts.add(new Draft(Offer.Kind.PRIOR_ISSUE, plain(query.words()), query));
        }
    }

    private static boolean isWord(Clause part) {
        return part instanceof Clause.Word || part instanceof Clause.Phrase;
    }

    /// The question with one part of it as a condition on a field.
    private static Draft value(SearchQuery query, List<Clause> parts, Clause part, FacetValues.Value value) {
        List<Clause> others = new ArrayList<>(parts);
        others.set(
                others.indexOf(part),
                new Clause.On(new Filter(value.field().name(), List.of(new Condition.Is(value.value())))));
        return new Draft(Offer.Kind.VALUE, label(value), with(query, others));
    }

    private static SearchQuery with(SearchQuery query, List<Clause> parts) {
        return query.withWords(QueryText.write(parts.size() == 1 ? parts.getFirst() : new Clause.All(parts)));
    }

    private static Label label(FacetValues.Value value) {
        SearchResult.Value listed = new SearchResult.Value(value.value(), value.value(), 0, false);
        Field<?> field = value.field();
        return new Label(
                field.label().zh() + "：" + FacetLabel.of(Optional.of(field), listed, Locale.CHINESE),
                field.label().en() + ": " + FacetLabel.of(Optional.of(field), listed, Locale.ENGLISH));
    }

    /// Facet values that the word is the name of.
    private List<FacetValues.Value> valuesNamed(SearchQuery query, String word, Viewer viewer) {
        String folded = FacetValues.folded(word);
        return values.of(query.type()).stream()
                .filter(value -> Masking.searches(value.field(), viewer))
                .filter(value -> value.forms().stream().anyMatch(form -> NearValue.isPlace(form, folded)))
                .sorted(Comparator.comparingLong(FacetValues.Value::count).reversed())
                .limit(MOST_VALUES)
                .toList();
    }

    /// Values of the field that are near to the one that was asked for, nearest first.
    private List<FacetValues.Value> valuesNear(SearchQuery query, Filter filter, Viewer viewer) {
        if (!(filter.anyOf().getFirst() instanceof Condition.Is(String asked))) {
            return List.of();
        }
        List<Field<?>> meant = questions.fields(query.type(), filter.field());
        String folded = FacetValues.folded(asked);
        return values.of(query.type()).stream()
                .filter(value -> meant.stream()
                        .anyMatch(field -> field.name().equals(value.field().name())))
                .filter(value -> Masking.searches(value.field(), viewer)
                        && !value.value().equals(asked))
                .filter(value -> NearValue.distance(value.forms(), folded) < NearValue.FAR)
                .sorted(Comparator.<FacetValues.Value>comparingInt(value -> NearValue.distance(value.forms(), folded))
                        .thenComparing(Comparator.comparingLong(FacetValues.Value::count)
                                .reversed()))
                .limit(MOST_VALUES)
                .toList();
    }

    private List<Offer> count(List<Draft> drafts, Viewer viewer) {
        List<SearchCounts.Asked> asked = drafts.stream()
                .map(draft -> new SearchCounts.Asked(draft.query().page(0, null), null))
                .toList();
        List<SearchCounts.Counted> answers = asked.isEmpty() ? List.of() : counts.count(asked, viewer);
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            boolean ranked = draft.kind() == Offer.Kind.PRIOR_ISSUE;
            long count = answers.get(i) instanceof SearchCounts.Counted.Found found ? found.total() : 0;
            if (count > 0 || ranked) {
                offers.add(new Offer(draft.kind(), draft.label(), draft.query(), ranked ? 0 : count));
            }
        }
        return offers;
    }
}
