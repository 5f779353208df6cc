package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.FieldSet;
import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// One search for each thing measured, all in one request, and a second request that counts the people
/// of groups which the engine's estimate is not sure about.
final class ElasticTallies implements Tallies {
    private static final String COUNTED = "counted";
    private static final String VALUES = "values";
    private static final String NUMBERS = "numbers";
    private static final String PEOPLE = "people";
    private static final String NAMELESS = "nameless";
    private static final String SPLIT = "split";
    private static final String MISSING = "missing";
    private static final String TIMES = "times";
    /// Distinct values of a measured number; a scale has fewer.
    private static final int MOST_VALUES = 101;

    /// The highest threshold the engine knows: below, an estimate is off by one or two at most.
    private static final int PRECISION = 40_000;
    /// Of cells of two divisions at once, which are many: they are estimates anyway, near the number
    /// where few answered.
    private static final int PRECISION_OF_GRID = 500;
    /// With so many answers the estimate is the number itself if it equals that of the answers.
    private static final int FEW = 5_000;

    private final Asking asking;
    private final QueryTranslator translator;
    private final Catalogue catalogue;
    private final ElasticSearchIndex index;

    ElasticTallies(Asking asking, QueryTranslator translator, Catalogue catalogue, ElasticSearchIndex index) {
        this.asking = asking;
        this.translator = translator;
        this.catalogue = catalogue;
        this.index = index;
    }

    @Override
    public List<Told> tally(SearchQuery query, List<Asked> asked, Viewer viewer) {
        FieldSet type = catalogue.type(query.type());
        SearchQuery all = query.page(0, null).withFacets(List.of());
        QueryTranslator.Together together = translator.new Together(viewer, List.of());
        Translated translated = translator.translate(all, together, false);
        String people = catalogue
                .keyPath(type, catalogue.subject())
                .orElseThrow(() -> new InvalidQueryException(type + " belong to nobody"));
        Map<Split, Divided> splits = new HashMap<>();
        for (Asked each : asked) {
            for (Split split : each.splits()) {
                splits.computeIfAbsent(split, one -> divided(type, one, all, together, viewer));
            }
        }
        Several several = new Several();
        List<Map<String, Object>> counts = new ArrayList<>();
        List<List<Divided>> divided = new ArrayList<>();
        for (Asked each : asked) {
            Place place = catalogue.place(type, each.measured().field());
            Facets.allow(place.field(), viewer);
            Map<String, Object> counted = counted(place, each.measured());
            counts.add(counted);
            divided.add(each.splits().stream()
                    .map(split -> Objects.requireNonNull(splits.get(split)))
                    .toList());
            Map<String, Object> body = new LinkedHashMap<>(translated.body());
            body.put("track_total_hits", false);
            body.put(
                    "aggs",
                    Json.of(
                            COUNTED,
                            Json.of(
                                    "filter",
                                    counted,
                                    "aggs",
                                    aggregations(place, each.measured(), divided.getLast(), people))));
            several.add(Indices.serving(type.type()), body);
        }
        List<byte[]> answers = several.ask(asking);
        ExactPeople exact = new ExactPeople(asking, translated, type, people);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            JsonNode answer = Json.tree(answers.get(i));
            exact.shards(answer.path("_shards").path("total").asInt());
            told.add(told(answer.path("aggregations").path(COUNTED), divided.get(i), counts.get(i), exact));
        }
        return exact.resolved(told);
    }

    @Override
    public RoaringBitmap keys(SearchQuery query, Viewer viewer) {
        Translated translated = translator.translate(query.page(0, null).withFacets(List.of()), viewer, false);
        Map<String, Object> asked = Json.of("bool", Json.of("filter", query(translated)));
        return new KeyReader(asking).read(query.type(), "key", asked, Integer.MAX_VALUE);
    }

    private static Object query(Translated translated) {
        return Objects.requireNonNull(translated.body().get("query"));
    }

    @Override
    public SearchQuery before(SearchQuery query) {
        return translator.before(query);
    }

    private Divided divided(
            FieldSet type, Split split, SearchQuery query, QueryTranslator.Together together, Viewer viewer) {
        TallyGroups groups = null;
        String by = split.by();
        if (by != null) {
            Place place = catalogue.place(type, by);
            Facets.allow(place.field(), viewer);
            groups = TallyGroups.of(
                    place,
                    () -> index.search(query.withFacets(List.of(by)), viewer),
                    value -> together.filter(place, value));
        }
        return new Divided(groups, split.over() == null ? null : translator.periods(type, query, split.over()));
    }

    /// @param groups null where it is not divided by a field
    /// @param periods null where it is not divided over time
    private record Divided(
            @Nullable TallyGroups groups, @Nullable TallyPeriods periods) {}

    /// The records that count.
    static Map<String, Object> counted(Place place, Measured measured) {
        return switch (measured) {
            case Measured.Classes classes -> Json.exists(place.path());
            case Measured.Numbers numbers -> {
                Map<String, Object> within = Json.of(
                        "range", Json.of(place.path(), Json.of("gte", numbers.lowest(), "lte", numbers.highest())));
                yield numbers.missing().isEmpty()
                        ? within
                        : Json.of(
                                "bool",
                                Json.of(
                                        "filter",
                                        List.of(within),
                                        "must_not",
                                        List.of(Json.of("terms", Json.of(place.path(), numbers.missing())))));
            }
        };
    }

    private static Map<String, Object> aggregations(
            Place place, Measured measured, List<Divided> divided, String people) {
        Map<String, Object> inner = cell(place, measured, people, PRECISION);
        Map<String, Object> small = cell(place, measured, people, PRECISION_OF_GRID);
        Map<String, Object> all = new LinkedHashMap<>(inner);
        for (int i = 0; i < divided.size(); i++) {
            Divided split = divided.get(i);
            TallyGroups groups = split.groups();
            TallyPeriods periods = split.periods();
            Map<String, Object> times = periods == null ? Map.of() : periods.histogram(groups == null ? inner : small);
            if (groups == null) {
                all.put(SPLIT + i, times);
            } else {
                Map<String, Object> within = periods == null ? inner : Json.of(TIMES, times);
                all.put(SPLIT + i, groups.buckets(within));
                all.put(MISSING + i, Json.of("missing", Json.of("field", groups.path()), "aggs", within));
            }
        }
        return all;
    }

    private static Map<String, Object> cell(Place place, Measured measured, String people, int precision) {
        Map<String, Object> cell =
                Json.of(VALUES, Json.of("terms", Json.of("field", place.path(), "size", MOST_VALUES)));
        if (measured.people()) {
            cell.put(PEOPLE, Json.of("cardinality", Json.of("field", people, "precision_threshold", precision)));
            cell.put(NAMELESS, Json.of("missing", Json.of("field", people)));
        }
        if (measured instanceof Measured.Numbers) {
            cell.put(NUMBERS, Json.of("extended_stats", Json.of("field", place.path())));
        }
        return cell;
    }

    private static Told told(JsonNode counted, List<Divided> divided, Map<String, Object> counts, ExactPeople exact) {
        Cell all = cell(counted, null, null, List.of(counts), exact);
        List<List<Cell>> splits = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (int i = 0; i < divided.size(); i++) {
            Divided split = divided.get(i);
            List<Cell> cells = new ArrayList<>();
            JsonNode answer = counted.path(SPLIT + i);
            TallyGroups groups = split.groups();
            TallyPeriods periods = split.periods();
            if (groups != null) {
                groups.read(answer)
                        .forEach((value, bucket) ->
                                read(bucket, value, split, List.of(counts, groups.query(value)), exact, cells));
                read(counted.path(MISSING + i), "", split, List.of(counts, groups.query("")), exact, cells);
            } else if (periods != null) {
                periods(answer, null, periods, List.of(counts), exact, cells);
            }
            splits.add(cells);
            others.add(answer.path("sum_other_doc_count").asLong());
        }
        return new Told(all, splits, others);
    }

    private static void read(
            JsonNode bucket,
            String value,
            Divided split,
            List<Map<String, Object>> queries,
            ExactPeople exact,
            List<Cell> cells) {
        TallyPeriods periods = split.periods();
        if (periods != null) {
            periods(bucket.path(TIMES), value, periods, queries, exact, cells);
        } else if (bucket.path("doc_count").asLong() > 0) {
            cells.add(cell(bucket, value, null, queries, exact));
        }
    }

    private static void periods(
            JsonNode histogram,
            @Nullable String value,
            TallyPeriods periods,
            List<Map<String, Object>> queries,
            ExactPeople exact,
            List<Cell> cells) {
        for (JsonNode bucket : histogram.path("buckets")) {
            LocalDate at = TallyPeriods.day(bucket);
            List<Map<String, Object>> narrower = new ArrayList<>(queries);
            narrower.add(periods.query(at));
            cells.add(cell(bucket, value, at, narrower, exact));
        }
    }

    private static Cell cell(
            JsonNode bucket,
            @Nullable String value,
            @Nullable LocalDate at,
            List<Map<String, Object>> queries,
            ExactPeople exact) {
        long n = bucket.path("doc_count").asLong();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (JsonNode each : bucket.path(VALUES).path("buckets")) {
            String key = each.path("key").isNumber()
                    ? FacetCounts.plain(each.path("key").asDouble())
                    : each.path("key").asText();
            counts.put(key, each.path("doc_count").asLong());
        }
        long nameless = bucket.path(NAMELESS).path("doc_count").asLong();
        long named = Math.min(n - nameless, bucket.path(PEOPLE).path("value").asLong());
        Cell cell = new Cell(
                value,
                at,
                n,
                counts,
                bucket.path(NUMBERS).path("sum").asDouble(),
                bucket.path(NUMBERS).path("sum_of_squares").asDouble(),
                named + nameless,
                n - nameless <= FEW && named == n - nameless);
        boolean grid = value != null && at != null;
        if (bucket.has(PEOPLE) && !grid && !cell.exact() && named + nameless <= EXACT_PEOPLE * 1.01) {
            exact.ask(cell, queries, n - nameless, named);
        }
        return cell;
    }
}
