package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Mistake;
import io.keqing.search.Period;
import io.keqing.search.QueryText;
import io.keqing.search.SearchQuery;
import io.keqing.search.Segments;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question as requests to the engine: one for the hits, under every filter, with the facets in which nothing is
/// chosen; one for each other facet, under every filter but its own.
final class QueryTranslator {
    private final Catalogue catalogue;
    private final Dates dates;
    private final Clock clock;
    private final Cursor cursor;
    private final Cohorts.Keys keys;
    private final Segments segments;
    private final ContactForms contactForms;

    /// @param keys asked first, for conditions across types
    QueryTranslator(
            Catalogue catalogue,
            Dates dates,
            Clock clock,
            Cursor cursor,
            Cohorts.Keys keys,
            Segments segments,
            ContactForms contactForms) {
        this.contactForms = contactForms;
        this.catalogue = catalogue;
        this.dates = dates;
        this.clock = clock;
        this.cursor = cursor;
        this.keys = keys;
        this.segments = segments;
    }

    /// @param tolerant also finds what differs by a slip
    /// @throws InvalidQueryException where the question breaks a rule or a part of its words is wrong
    Translated translate(SearchQuery query, Viewer viewer, boolean tolerant) {
        return translate(query, new Together(viewer, List.of()), tolerant);
    }

    /// Questions that are asked at the same time: they mean the same moment, read keys once, and a field that
    /// only some of their types have matches nothing in the others.
    final class Together {
        private final Viewer viewer;
        private final List<FieldSet> types;
        private final Instant now;
        private final FilterTranslator filters;
        private final Cohorts cohorts;

        Together(Viewer viewer, List<String> types) {
            this(viewer, types, null);
        }

        /// @param moment of the past that is asked about, see [io.keqing.search.CustomerKeys#asOf]; null = now
        Together(Viewer viewer, List<String> types, @Nullable Instant moment) {
            this.viewer = viewer;
            this.types = types.stream().map(catalogue::type).toList();
            this.now = moment == null ? clock.instant() : moment;
            this.filters = new FilterTranslator(viewer, dates, now, contactForms);
            this.cohorts = new Cohorts(catalogue, keys, segments, viewer, moment);
        }

        Viewer viewer() {
            return viewer;
        }

        /// Reads what cuts days and months as the question does.
        private FilterTranslator filters(SearchQuery query) {
            return query.zone() == null
                    ? filters
                    : new FilterTranslator(viewer, dates.in(query.zone()), now, contactForms);
        }

        /// How a question was read.
        Reading reading(FieldSet type, SearchQuery query) {
            return new Reading(type, catalogue, dates.in(query.zone()), now);
        }

        /// The records with a value, as a filter takes it.
        Map<String, Object> filter(Place place, String value) {
            return filter(place, List.of(new Condition.Is(value)));
        }

        Map<String, Object> filter(Place place, List<Condition> anyOf) {
            return filters.query(place, anyOf);
        }

        private ClauseTranslator words(FieldSet type, SearchQuery query, boolean tolerant, List<Mistake> mistakes) {
            FilterTranslator own = filters(query);
            QueryText asked = QueryText.read(query.words(), type.type(), new Names(catalogue, own, cohorts, types));
            asked.check();
            mistakes.addAll(asked.mistakes());
            return new ClauseTranslator(type, viewer, catalogue, own, cohorts, asked, query.words(), tolerant);
        }
    }

    /// @throws InvalidQueryException where the question breaks a rule or a part of its words is wrong
    Translated translate(SearchQuery query, Together together, boolean tolerant) {
        return translateLeniently(query, together, tolerant).requireWhole(query.words());
    }

    /// What is left of a question without its wrong parts, which whoever shows the answer must tell. For
    /// [ElasticSearchIndex] alone.
    ///
    /// @throws InvalidQueryException where the question breaks a rule
    Translated translateLeniently(SearchQuery query, Together together, boolean tolerant) {
        return translate(query, together, tolerant, false);
    }

    /// As [io.keqing.search.SearchIndex#searchWithin] has it.
    Translated translateWithin(SearchQuery query, Together together, boolean tolerant) {
        return translate(query, together, tolerant, true).requireWhole(query.words());
    }

    /// @param within whether a facet is counted under its own choice too
    private Translated translate(SearchQuery query, Together together, boolean tolerant, boolean within) {
        FieldSet type = catalogue.type(query.type());
        Viewer viewer = together.viewer;
        FilterTranslator translator = together.filters(query);
        List<Place> counted = counted(type, query, viewer);
        Map<String, List<Condition>> choices = new LinkedHashMap<>();
        Map<String, List<Map<String, Object>>> chosen = new LinkedHashMap<>();
        List<Map<String, Object>> typed = new ArrayList<>();
        for (Filter filter : query.filters()) {
            Place place = catalogue.place(type, filter.field());
            Map<String, Object> asked = translator.query(place, filter.anyOf());
            if (!within && counted.contains(place)) {
                choices.computeIfAbsent(filter.field(), name -> new ArrayList<>())
                        .addAll(filter.anyOf());
                chosen.computeIfAbsent(filter.field(), name -> new ArrayList<>())
                        .add(asked);
            } else {
                typed.add(asked);
            }
        }
        Facets facets = facets(counted, choices, chosen, translator, dates.in(query.zone()));
        List<Mistake> mistakes = new ArrayList<>();
        ClauseTranslator asked = together.words(type, query, tolerant, mistakes);
        List<Map<String, Object>> sort = sort(type, query, viewer, asked.scores());
        String order = type.type() + sort;

        Map<String, Object> body = new LinkedHashMap<>();
        body.put("track_total_hits", true);
        body.put("size", query.size());
        List<Map<String, Object>> every = new ArrayList<>(typed);
        every.addAll(facets.choices());
        body.put("query", selecting(asked, every));
        if (query.size() > 0) {
            body.put("sort", sort);
            if (asked.marks()) {
                body.put("highlight", Highlighting.of(asked));
            }
            String after = query.cursor();
            if (after != null) {
                body.put("search_after", cursor.open(after, order));
            }
        }
        Map<String, Object> aggregations = facets.aggregations();
        if (!aggregations.isEmpty()) {
            body.put("aggs", aggregations);
        }
        WordsTranslator words = asked.words();
        Matches matches = new Matches(type, viewer, words.asked());
        Map<String, Object> unchosen = selecting(asked, typed);
        return new Translated(
                type,
                body,
                unchosen,
                facets,
                order,
                matches,
                !tolerant && asked.tolerable(),
                mistakes,
                together.reading(type, query).of(asked.question()));
    }

    /// The question that counts the values of one facet that hold a text.
    ///
    /// @throws InvalidQueryException where the field has no such values
    Translated translateValues(
            SearchQuery query, String field, String containing, int size, Viewer viewer, boolean tolerant) {
        FieldSet type = catalogue.type(query.type());
        Place place = catalogue.place(type, field);
        Facets.allow(place.field(), viewer);
        if (FilterTranslator.hasRange(place.field().kind())) {
            throw new InvalidQueryException(
                    "the values of " + field + " are numbers or dates: they are found by a range, not by a text");
        }
        ValueText text = containing.isBlank() ? null : new ValueText(containing);
        SearchQuery alone = query.withFacets(List.of(field)).page(0, null);
        Translated translated = translate(alone, viewer, tolerant);
        Facets facets = translated.facets().with(counts -> new TermCounts(counts.place, counts.chosen, size, text));
        return translated.counting(facets);
    }

    /// As [io.keqing.search.Tallies#before] has it.
    SearchQuery before(SearchQuery query) {
        return new TimeBefore(dates.in(query.zone()), clock.instant())
                .of(query, catalogue.place(catalogue.type(query.type()), "at"));
    }

    /// The time of a record, period by period.
    TallyPeriods periods(FieldSet type, SearchQuery query, Period period) {
        Place at = catalogue.place(type, "at");
        return new TallyPeriods(at.path(), period, dates.in(query.zone()).zone(), dates.weekStart());
    }

    /// The fields born at run time whose values come along with every hit: those that people see as facets.
    List<Place> born(FieldSet type) {
        return catalogue.bornFacets(type);
    }

    /// As [io.keqing.search.SearchIndex#cursorAt] has it.
    String cursorAt(SearchQuery query, String value, Viewer viewer) {
        FieldSet type = catalogue.type(query.type());
        boolean scores = new Together(viewer, List.of())
                .words(type, query, false, new ArrayList<>())
                .scores();
        List<Map<String, Object>> sort = sort(type, query, viewer, scores);
        if (query.order().size() > 1
                || (query.order().isEmpty() && sort.size() < 2)
                || sort.getFirst().containsKey("_score")) {
            throw new InvalidQueryException("from needs records that are ordered by one field, these are ordered by "
                    + (query.order().isEmpty() ? "what fits best" : query.order()));
        }
        boolean newestFirst = query.order().isEmpty();
        Place place = catalogue.place(
                type, newestFirst ? "at" : query.order().getFirst().field());
        boolean descending = newestFirst || query.order().getFirst().descending();
        NameOrder names =
                NameOrder.of(newestFirst ? null : query.order().getFirst().language());
        Object start = new Start(dates.in(query.zone()), clock.instant(), names).of(place, value, descending);
        return cursor.seal(List.of(start, newestFirst ? Integer.MAX_VALUE : -1), type.type() + sort);
    }

    /// The same question without page and facets, for reading all of it: every filter selects.
    Translated translateAll(SearchQuery query, Viewer viewer, boolean tolerant, int pageSize) {
        SearchQuery all = query.page(pageSize, null).withFacets(List.of());
        Translated translated = translate(all, viewer, tolerant);
        translated.body().remove("highlight");
        translated.body().put("track_total_hits", false);
        return translated;
    }

    /// How many records have the words alone, whatever else is asked; counted no further than `enough`.
    Translated translateWords(SearchQuery query, Together together, int enough) {
        SearchQuery alone =
                query.withFilters(List.of()).withOrder(List.of()).page(0, null).withFacets(List.of());
        Translated translated = translateLeniently(alone, together, false);
        translated.body().put("track_total_hits", enough);
        return translated;
    }

    String next(List<@Nullable Object> sortValues, Translated translated) {
        return cursor.seal(sortValues, translated.order());
    }

    private List<Place> counted(FieldSet type, SearchQuery query, Viewer viewer) {
        List<String> names = query.facets();
        if (names == null) {
            return catalogue.facets(type).stream()
                    .filter(place -> Masking.searches(place.field(), viewer))
                    .toList();
        }
        return names.stream()
                .distinct()
                .map(name -> {
                    Place place = catalogue.place(type, name);
                    Facets.allow(place.field(), viewer);
                    return place;
                })
                .toList();
    }

    private Facets facets(
            List<Place> counted,
            Map<String, List<Condition>> choices,
            Map<String, List<Map<String, Object>>> chosen,
            FilterTranslator translator,
            Dates dates) {
        List<Facets.Counted> facets = new ArrayList<>();
        for (Place place : counted) {
            List<Condition> own = choices.getOrDefault(place.field().name(), List.of());
            facets.add(new Facets.Counted(place, FacetCounts.of(place, chosen(place, own, translator), dates)));
        }
        Map<String, Map<String, Object>> queries = new LinkedHashMap<>();
        chosen.forEach((name, all) -> queries.put(name, all.size() == 1 ? all.getFirst() : Json.filtered(all)));
        return new Facets(facets, queries);
    }

    private static FacetCounts.Chosen chosen(Place place, List<Condition> conditions, FilterTranslator translator) {
        if (conditions.isEmpty()) {
            return FacetCounts.Chosen.NOTHING;
        }
        Map<String, Map<String, Object>> values = new LinkedHashMap<>();
        List<Condition> read = conditions.stream()
                .map(condition -> FilterTranslator.read(place.field(), condition))
                .toList();
        for (Condition condition : read) {
            switch (condition) {
                case Condition.Is is ->
                    values.put(
                            FacetCounts.canonical(place.field().kind(), is.value()),
                            translator.query(place, List.of(is)));
                case Condition.Between between -> values.put(text(between), translator.query(place, List.of(between)));
                case Condition.Missing none -> {
                    // told apart below
                }
                case Condition.Like form -> {
                    // of no value in particular
                }
                case Condition.Present any -> {
                    // every value is chosen by it, none in particular
                }
            }
        }
        Condition missing = new Condition.Missing();
        return new FacetCounts.Chosen(
                values,
                read.stream().filter(condition -> !condition.equals(missing)).toList(),
                read.contains(missing));
    }

    private static String text(Condition.Between between) {
        String from = between.from() == null ? "" : between.from();
        String to = between.to() == null ? "" : between.to();
        return (between.fromExcluded() ? ">" : "") + from + (between.toExcluded() ? "..<" : "..") + to;
    }

    private static Map<String, Object> selecting(ClauseTranslator asked, List<Map<String, Object>> typed) {
        Map<String, Object> words = asked.query().orElse(null);
        if (words != null && asked.scores()) {
            return typed.isEmpty() ? words : Json.of("bool", Json.of("must", List.of(words), "filter", typed));
        }
        List<Map<String, Object>> all = new ArrayList<>(typed);
        if (words != null) {
            all.add(words);
        }
        return all.isEmpty() ? Json.of("match_all", Map.of()) : Json.filtered(all);
    }

    private List<Map<String, Object>> sort(FieldSet type, SearchQuery query, Viewer viewer, boolean scores) {
        List<Map<String, Object>> sort = new ArrayList<>();
        for (SearchQuery.Order order : query.order()) {
            Place place = catalogue.place(type, order.field());
            if (!place.field().has(Use.SORT) || place.field().sensitivity() == Sensitivity.SECRET) {
                throw new InvalidQueryException(type + " are not sorted by " + order.field());
            } else if (!Masking.searches(place.field(), viewer)) {
                throw new InvalidQueryException(
                        order.field() + " is hidden from " + viewer.roles() + ": it is no order for them");
            }
            sort.add(by(place, order.descending(), NameOrder.of(order.language())));
        }
        if (query.order().isEmpty()) {
            if (scores) {
                sort.add(Json.of("_score", "desc"));
            } else {
                type.named("at").ifPresent(at -> sort.add(by(Place.of(at), true, NameOrder.BY_LETTER)));
            }
        }
        boolean newestFirst = query.order().isEmpty() && !scores;
        sort.add(Json.of("key", newestFirst ? "desc" : "asc"));
        return sort;
    }

    private static Map<String, Object> by(Place place, boolean descending, NameOrder names) {
        Map<String, Object> how = Json.of("order", descending ? "desc" : "asc", "missing", "_last");
        if (isDynamic(place)) {
            // nobody may have had a value yet
            how.put("unmapped_type", place.field().kind() instanceof ValueKind.Day ? "date" : "double");
        }
        return Json.of(place.order(names), how);
    }

    private static boolean isDynamic(Place place) {
        return place.path().startsWith("numbers.") || place.path().startsWith("days.");
    }
}
