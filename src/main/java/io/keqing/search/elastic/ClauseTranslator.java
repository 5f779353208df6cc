package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Viewer;
import io.keqing.search.Clause;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was asked in the box, as a query. Words score, conditions only select: they stand in filter context,
/// where the engine remembers them. What excludes is taken literally, since a guess must not hide a record.
final class ClauseTranslator {
    private static final Map<String, Object> NOTHING = Json.of("match_none", Map.of());
    private static final Map<String, Object> EVERYTHING = Json.of("match_all", Map.of());

    private final FieldSet type;
    private final Viewer viewer;
    private final Catalogue catalogue;
    private final FilterTranslator filters;
    private final Cohorts cohorts;
    private final WordsTranslator words;
    private final ContactTranslator contacts;
    private final String whole;
    private final QueryText asked;

    /// @param catalogue knows the fields of every type
    /// @param whole what was typed, for looking somebody up by it
    /// @param tolerant also finds what differs by a slip; conditions across types never do
    ClauseTranslator(
            FieldSet type,
            Viewer viewer,
            Catalogue catalogue,
            FilterTranslator filters,
            Cohorts cohorts,
            QueryText asked,
            String whole,
            boolean tolerant) {
        this.type = type;
        this.viewer = viewer;
        this.catalogue = catalogue;
        this.filters = filters;
        this.cohorts = cohorts;
        this.asked = asked;
        this.words = new WordsTranslator(type, viewer, Words.of(asked.clause()), tolerant);
        this.contacts = new ContactTranslator(type, viewer, filters.contactForms(), tolerant);
        this.whole = whole;
    }

    QueryText question() {
        return asked;
    }

    WordsTranslator words() {
        return words;
    }

    /// Whether a tolerant translation would find more.
    boolean tolerable() {
        return words.tolerable() || contacts.tolerates(words.asked());
    }

    /// Whether one record can match better than another.
    boolean scores() {
        return asked.clause().hasWords() || asked.silent();
    }

    /// Empty where everything is asked for.
    Optional<Map<String, Object>> query() {
        if (!scores()) {
            return asked.clause().equals(Clause.EVERYTHING)
                    ? Optional.empty()
                    : Optional.of(query(asked.clause(), false));
        }
        List<Map<String, Object>> ways = new ArrayList<>();
        ways.add(asked.silent() ? NOTHING : query(asked.clause(), false));
        ways.addAll(contacts.wholeText(whole, asked.clause()));
        if (words.asked().size() > 1) {
            ways.addAll(KnownIds.ways(type, whole.strip())); // an id with blanks in it
        }
        return Optional.of(Json.any(ways));
    }

    private Map<String, Object> query(Clause clause, boolean excludes) {
        return switch (clause) {
            case Clause.Word word -> words.query(new Words.Term(word.text(), false, excludes));
            case Clause.Phrase phrase -> phrase(phrase.text(), excludes);
            case Clause.Prefix prefix -> Json.any(starting(prefix.start()));
            case Clause.Pattern pattern -> Json.any(like(pattern.text()));
            case Clause.Contact contact -> contacts.query(contact, words, excludes);
            case Clause.On on -> filter(on.filter());
            case Clause.Lately lately -> filter(Names.lately(lately));
            case Clause.All all -> all(all.of(), excludes);
            case Clause.Any any -> any(any.of(), excludes);
            case Clause.Not not -> Json.not(query(not.of(), !excludes));
            case Clause.Has has -> across(catalogue.type(has.type()), has.of());
            case Clause.Of of -> of(catalogue.type(of.type()), of.of(), excludes);
            case Clause.InSegment in -> cohorts.among(type, cohorts.segment(in.id()));
        };
    }

    /// A number in quotes is somebody's number all the same.
    private Map<String, Object> phrase(String text, boolean excludes) {
        Map<String, Object> found = words.query(new Words.Term(text, true, excludes));
        if (!ContactForms.isSomebodys(text)) {
            return found;
        }
        List<Map<String, Object>> ways = new ArrayList<>(contacts.lookUps(text, excludes));
        ways.add(found);
        return Json.any(ways);
    }

    private Map<String, Object> all(List<Clause> parts, boolean excludes) {
        List<Map<String, Object>> must = new ArrayList<>();
        List<Map<String, Object>> beside = new ArrayList<>();
        List<Map<String, Object>> filter = new ArrayList<>();
        List<Map<String, Object>> should = new ArrayList<>();
        List<Map<String, Object>> mustNot = new ArrayList<>();
        boolean meaningful = parts.stream().anyMatch(part -> part.hasWords() && !isFunctionWord(part));
        for (Clause part : parts) {
            if (part instanceof Clause.Not not) {
                mustNot.add(query(not.of(), !excludes));
            } else if (!part.hasWords()) {
                filter.add(query(part, excludes));
            } else if (meaningful && isFunctionWord(part)) {
                should.add(query(part, excludes));
            } else {
                (part instanceof Clause.Word ? beside : must).add(query(part, excludes));
            }
        }
        must.addAll(excludes ? beside : words.required(beside));
        Map<String, Object> bool = Json.of();
        put(bool, "must", must);
        put(bool, "filter", filter);
        put(bool, "should", should);
        put(bool, "must_not", mustNot);
        return bool.isEmpty() ? EVERYTHING : Json.of("bool", bool);
    }

    private static void put(Map<String, Object> bool, String occurs, List<Map<String, Object>> queries) {
        if (!queries.isEmpty()) {
            bool.put(occurs, queries);
        }
    }

    private static boolean isFunctionWord(Clause part) {
        return part instanceof Clause.Word word
                && WordsTranslator.isFunctionWord(new Words.Term(word.text(), false, false));
    }

    private Map<String, Object> any(List<Clause> parts, boolean excludes) {
        List<Map<String, Object>> ways = new ArrayList<>();
        boolean words = parts.stream().anyMatch(Clause::hasWords);
        for (Clause part : parts) {
            Map<String, Object> way = query(part, excludes);
            ways.add(words && !part.hasWords() ? Json.of("constant_score", Json.of("filter", way, "boost", 0)) : way);
        }
        return Json.any(ways);
    }

    /// A field that only other types have, which are asked at the same time, matches nothing here.
    private Map<String, Object> filter(Filter filter) {
        return catalogue
                .find(type, filter.field())
                .map(place -> filters.spelledFreely(place, filter.anyOf()))
                .orElse(NOTHING);
    }

    /// The last word only begins so, those before it are whole; complete, whatever it begins.
    private List<Map<String, Object>> starting(String start) {
        List<Map<String, Object>> ways = new ArrayList<>();
        for (Place place : words.texts()) {
            ways.add(beginning(place.path(), start));
        }
        if (words.hasSearchedAttributes()) {
            ways.add(beginning(TermTranslator.ATTRIBUTES_TEXT, start));
        }
        ways.add(Json.of("prefix", Json.of("id", Json.of("value", start, "case_insensitive", true))));
        ways.add(KnownIds.beginning(type, start));
        ways.add(KeywordValues.beginning(start));
        return ways;
    }

    private List<Map<String, Object>> like(String pattern) {
        List<Map<String, Object>> ways = new ArrayList<>();
        Map<String, Object> form = Json.of("value", Folding.all(pattern).text());
        words.texts().forEach(place -> ways.add(Json.of("wildcard", Json.of(place.path(), form))));
        if (words.hasSearchedAttributes()) {
            ways.add(Json.of("wildcard", Json.of(TermTranslator.ATTRIBUTES_TEXT, form)));
        }
        Map<String, Object> id = Json.of("value", pattern, "case_insensitive", true);
        ways.add(Json.of("wildcard", Json.of("id", id)));
        return ways;
    }

    private static Map<String, Object> beginning(String path, String start) {
        return Json.of("match_bool_prefix", Json.of(path, Json.of("query", start, "operator", "and")));
    }

    private Map<String, Object> across(FieldSet other, Clause of) {
        return cohorts.among(type, cohorts.of(other, inner(other, of)));
    }

    /// Asked of the customers themselves it is the condition itself.
    private Map<String, Object> of(FieldSet customers, Clause of, boolean excludes) {
        return type.equals(customers) ? query(of, excludes) : across(customers, of);
    }

    private Map<String, Object> inner(FieldSet other, Clause of) {
        QueryText inside = new QueryText(of, List.of(), false, asked.size(), false);
        return new ClauseTranslator(other, viewer, catalogue, filters, cohorts, inside, QueryText.write(of), false)
                .query()
                .orElse(EVERYTHING);
    }

    /// What is marked in the texts of a hit.
    Map<String, Object> highlightQuery() {
        List<Map<String, Object>> marks = new ArrayList<>(List.of(words.highlightQuery()));
        mark(asked.clause(), marks);
        return Json.any(marks);
    }

    boolean marks() {
        List<Map<String, Object>> marks = new ArrayList<>();
        mark(asked.clause(), marks);
        return scores() || !marks.isEmpty();
    }

    private void mark(Clause clause, List<Map<String, Object>> marks) {
        switch (clause) {
            case Clause.Prefix prefix -> marks.addAll(starting(prefix.start()));
            case Clause.Pattern pattern -> marks.addAll(like(pattern.text()));
            case Clause.On(Filter filter) ->
                catalogue.find(type, filter.field()).ifPresent(place -> mark(place, filter, marks));
            case Clause.All all -> all.of().forEach(part -> mark(part, marks));
            case Clause.Any any -> any.of().forEach(part -> mark(part, marks));
            case Clause.Word word -> {}
            case Clause.Phrase phrase -> {}
            case Clause.Contact contact -> {}
            case Clause.Lately lately -> {}
            case Clause.Not not -> {}
            case Clause.Has has -> {}
            case Clause.Of of -> {}
            case Clause.InSegment in -> {}
        }
    }

    private static void mark(Place place, Filter filter, List<Map<String, Object>> marks) {
        if (place.field().kind() instanceof ValueKind.Text && place.field().has(Use.SEARCH)) {
            for (Condition condition : filter.anyOf()) {
                if (condition instanceof Condition.Is(String value)) {
                    marks.add(Json.of("match_phrase", Json.of(place.path(), value)));
                }
            }
        }
    }
}
