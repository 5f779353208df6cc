package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the values of one facet are counted and read back. Values are written as a filter takes them.
abstract sealed class FacetCounts permits TermCounts, NumberCounts, RangeCounts, DateCounts {
    /// Values listed unless chosen; the rest is counted as `others`.
    static final int LISTED = 20;

    final Place place;
    final Chosen chosen;

    /// What is chosen of a facet.
    ///
    /// @param values the query of each chosen value or range, by its text
    /// @param conditions the same, read as the field's kind reads them
    /// @param missing whether records without a value are chosen
    record Chosen(Map<String, Map<String, Object>> values, List<Condition> conditions, boolean missing) {
        static final Chosen NOTHING = new Chosen(Map.of(), List.of(), false);
    }

    /// @param counts by value, in the order to show them
    /// @param others counts of values not listed
    /// @param missing records without a value
    /// @param error by how much a count may be too low
    record Listing(Map<String, Long> counts, long others, long missing, long error) {}

    FacetCounts(Place place, Chosen chosen) {
        this.place = place;
        this.chosen = chosen;
    }

    static FacetCounts of(Place place, Chosen chosen, Dates dates) {
        return switch (place.field().kind()) {
            case ValueKind.Number number
            when !number.edges().isEmpty() -> new RangeCounts(place, chosen, number.edges());
            case ValueKind.Number number
            when number.highest() - number.lowest() < LISTED -> new TermCounts(place, chosen);
            case ValueKind.Number number -> new NumberCounts(place, chosen);
            case ValueKind.Money money -> new NumberCounts(place, chosen);
            case ValueKind.Day day -> DateCounts.of(place, chosen, dates);
            case ValueKind.Moment moment -> DateCounts.of(place, chosen, dates);
            case ValueKind.Keywords keywords -> new TermCounts(place, chosen);
            case ValueKind.Keyword keyword -> new TermCounts(place, chosen);
            case ValueKind.Choice choice -> new TermCounts(place, chosen);
            case ValueKind.Flag flag -> new TermCounts(place, chosen);
            case ValueKind.Text text -> throw new IllegalArgumentException(place.field() + " is no facet");
            case ValueKind.Reference reference -> throw new IllegalArgumentException(place.field() + " is no facet");
            case ValueKind.RunTime runTime -> throw new IllegalArgumentException(place.field() + " is no facet");
        };
    }

    abstract Map<String, Object> counting(String name);

    abstract Listing list(String name, JsonNode scope, long under);

    /// How to count instead, where the first answer showed how the values lie; empty where it says all there
    /// is to say.
    Optional<FacetCounts> closer(String name, JsonNode scope) {
        return Optional.empty();
    }

    /// What the engine is asked. Chosen values are counted apart too: they stay listed when they are not among the
    /// most frequent, and at zero. One value a record: what is in no bucket has none, and no further count is
    /// needed.
    Map<String, Object> aggregations(String name) {
        Map<String, Object> all = new LinkedHashMap<>(counting(name));
        if (place.several()) {
            all.put(name + "missing", Json.of("missing", Json.of("field", place.path())));
        }
        if (!chosen.values().isEmpty()) {
            all.putAll(choices(name + "chosen"));
        }
        return all;
    }

    /// How chosen values are counted apart; empty where [#counting] has them all.
    Map<String, Object> choices(String name) {
        return Json.of(name, Json.of("filters", Json.of("filters", chosen.values())));
    }

    /// @param choices the answer to [#choices]
    long chosen(JsonNode choices, String value) {
        return count(choices.path("buckets").path(value));
    }

    /// @param counted records in a bucket
    final long missing(String name, JsonNode scope, long under, long counted) {
        return place.several() ? count(scope.path(name + "missing")) : Math.max(0, under - counted);
    }

    static long count(JsonNode bucket) {
        return bucket.path("doc_count").asLong();
    }

    /// Whether a chosen value that is not among those counted is listed all the same.
    boolean lists(String chosenValue) {
        return true;
    }

    /// @param scope the answer around this facet's aggregations
    /// @param under records in that scope
    Facet read(String field, String name, JsonNode scope, long under) {
        Listing listing = list(name, scope, under);
        long others = listing.others();
        List<Value> values = new ArrayList<>();
        listing.counts().forEach((value, count) -> {
            boolean picked = chosen.values().containsKey(value);
            if (count > 0 || picked) {
                values.add(new Value(value, label(value), count, picked));
            }
        });
        for (String value : chosen.values().keySet()) {
            if (!listing.counts().containsKey(value) && lists(value)) {
                long count = chosen(scope.path(name + "chosen"), value);
                values.add(new Value(value, label(value), count, true));
                if (!value.contains("..")) {
                    others -= count;
                }
            }
        }
        sort(values);
        if (lists("") && (listing.missing() > 0 || chosen.missing())) {
            values.add(new Value("", "", listing.missing(), chosen.missing()));
        }
        return new Facet(
                field, values, Math.max(0, others), present(name, scope, under - listing.missing()), listing.error());
    }

    /// Records that have any value.
    ///
    /// @param rest those that [#list] leaves when it takes the missing away
    long present(String name, JsonNode scope, long rest) {
        return rest;
    }

    private void sort(List<Value> values) {
        switch (place.field().kind()) {
            case ValueKind.Number number -> values.sort(Comparator.comparingDouble(FacetCounts::start));
            case ValueKind.Money money -> values.sort(Comparator.comparingDouble(FacetCounts::start));
            case ValueKind.Day day -> values.sort(Comparator.comparing(Value::value));
            case ValueKind.Moment moment -> values.sort(Comparator.comparing(Value::value));
            case ValueKind.Keywords keywords -> {}
            case ValueKind.Keyword keyword -> {}
            case ValueKind.Choice choice -> {}
            case ValueKind.Flag flag -> {}
            case ValueKind.Text text -> {}
            case ValueKind.Reference reference -> {}
            case ValueKind.RunTime runTime -> {}
        }
    }

    private static double start(Value value) {
        String text = value.value();
        int dots = text.indexOf("..");
        String start = dots < 0 ? text : text.substring(0, dots);
        Double number = NumberText.read(start);
        return number == null ? -Double.MAX_VALUE : number;
    }

    private String label(String value) {
        return place.field().kind() instanceof ValueKind.Choice choice
                ? choice.options().stream()
                        .filter(option -> option.value().equals(value))
                        .findFirst()
                        .map(option -> option.label().en())
                        .orElse(value)
                : value;
    }

    /// The text of a single value as its bucket says it: a choice may be named by its label, a number in several
    /// ways.
    static String canonical(ValueKind<?> kind, String value) {
        if (kind instanceof ValueKind.Choice choice) {
            return choice.meantBy(value).map(Option::value).orElse(value);
        } else if (kind instanceof ValueKind.Number || kind instanceof ValueKind.Money) {
            Double number = NumberText.read(value);
            return number == null ? value : plain(number);
        }
        return value;
    }

    /// A number as people write it: 9 and not 9.0.
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
