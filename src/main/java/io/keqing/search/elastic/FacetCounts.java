package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Value;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the values of one facet are counted and read back. Values are written as a filter takes them.
abstract sealed class FacetCounts {
    /// Values listed unless chosen; the rest is counted as `others`.
    static final int LISTED = 20;

    final Place place;
    private final Chosen chosen;

    /// What is chosen of a facet.
    ///
    /// @param values the query of each chosen value or range, by its text
    /// @param missing whether records without a value are chosen
    record Chosen(Map<String, Map<String, Object>> values, boolean missing) {
        static final Chosen NOTHING = new Chosen(Map.of(), false);
    }

    /// @param counts by value, in the order to show them
    /// @param others counts of values not listed
    /// @param missing records without a value
    private record Listing(Map<String, Long> counts, long others, long missing, boolean exact) {}

    private FacetCounts(Place place, Chosen chosen) {
        this.place = place;
        this.chosen = chosen;
    }

    static FacetCounts of(Place place, Chosen chosen, Dates dates) {
        return switch (place.field().kind()) {
            case ValueKind.Number number when !number.edges().isEmpty() -> new Ranges(place, chosen, number.edges());
            case ValueKind.Number number -> new Terms(place, chosen, false);
            case ValueKind.Money money -> new Terms(place, chosen, false);
            case ValueKind.Day day -> new Months(place, chosen, null);
            case ValueKind.Moment moment ->
                new Months(place, chosen, dates.zone().getId());
            case ValueKind.Keywords keywords -> new Terms(place, chosen, true);
            case ValueKind.Keyword keyword -> new Terms(place, chosen, false);
            case ValueKind.Choice choice -> new Terms(place, chosen, false);
            case ValueKind.Flag flag -> new Terms(place, chosen, false);
            case ValueKind.Text text -> throw new IllegalArgumentException(place.field() + " is no facet");
            case ValueKind.Reference reference -> throw new IllegalArgumentException(place.field() + " is no facet");
            case ValueKind.RunTime runTime -> throw new IllegalArgumentException(place.field() + " is no facet");
        };
    }

    abstract Map<String, Object> counting(String name);

    abstract Listing list(String name, JsonNode scope, long under);

    /// What the engine is asked. Chosen values are counted apart too: they stay listed when they are not among the
    /// most frequent, and at zero.
    Map<String, Object> aggregations(String name) {
        Map<String, Object> all = new LinkedHashMap<>(counting(name));
        if (!chosen.values().isEmpty()) {
            all.put(name + "chosen", Json.of("filters", Json.of("filters", chosen.values())));
        }
        return all;
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
            if (!listing.counts().containsKey(value)) {
                long count = scope.path(name + "chosen")
                        .path("buckets")
                        .path(value)
                        .path("doc_count")
                        .asLong();
                values.add(new Value(value, label(value), count, true));
                if (!value.contains("..")) {
                    others -= count;
                }
            }
        }
        if (isNumber()) {
            values.sort(Comparator.comparingDouble(FacetCounts::start));
        } else if (isDate()) {
            values.sort(Comparator.comparing(Value::value));
        }
        if (listing.missing() > 0 || chosen.missing()) {
            values.add(new Value("", "", listing.missing(), chosen.missing()));
        }
        return new Facet(field, values, listing.exact(), Math.max(0, others));
    }

    boolean isNumber() {
        ValueKind<?> kind = place.field().kind();
        return kind instanceof ValueKind.Number || kind instanceof ValueKind.Money;
    }

    private boolean isDate() {
        ValueKind<?> kind = place.field().kind();
        return kind instanceof ValueKind.Day || kind instanceof ValueKind.Moment;
    }

    private static double start(Value value) {
        String text = value.value();
        int dots = text.indexOf("..");
        String start = dots < 0 ? text : text.substring(0, dots);
        Double number = Dates.number(start);
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

    /// The text of a single value as its bucket says it: a choice may be named by its label, a number in several ways.
    static String canonical(ValueKind<?> kind, String value) {
        if (kind instanceof ValueKind.Choice choice) {
            return choice.meantBy(value).map(Option::value).orElse(value);
        } else if (kind instanceof ValueKind.Number || kind instanceof ValueKind.Money) {
            Double number = Dates.number(value);
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

    /// Single values, the most frequent first.
    private static final class Terms extends FacetCounts {
        private final boolean several;

        /// @param several whether one record may count under several values
        Terms(Place place, Chosen chosen, boolean several) {
            super(place, chosen);
            this.several = several;
        }

        @Override
        Map<String, Object> counting(String name) {
            Map<String, Object> terms = Json.of(name, Json.of("terms", Json.of("field", place.path(), "size", LISTED)));
            if (several) {
                terms.put(name + "missing", Json.of("filter", Json.not(Json.exists(place.path()))));
            }
            return terms;
        }

        @Override
        Listing list(String name, JsonNode scope, long under) {
            JsonNode terms = scope.path(name);
            Map<String, Long> counts = new LinkedHashMap<>();
            long listed = 0;
            for (JsonNode bucket : terms.path("buckets")) {
                long count = bucket.path("doc_count").asLong();
                counts.put(value(bucket), count);
                listed += count;
            }
            long others = terms.path("sum_other_doc_count").asLong();
            // one value a record: what is in no bucket has none, and no second count is needed
            long missing = several
                    ? scope.path(name + "missing").path("doc_count").asLong()
                    : Math.max(0, under - listed - others);
            boolean exact = terms.path("doc_count_error_upper_bound").asLong() == 0;
            return new Listing(counts, others, missing, exact);
        }

        private String value(JsonNode bucket) {
            if (isNumber()) {
                return plain(bucket.path("key").asDouble());
            }
            return bucket.has("key_as_string")
                    ? bucket.path("key_as_string").asText()
                    : bucket.path("key").asText();
        }
    }

    /// Half-open ranges between the field's edges, and one below the first edge and one from the last on.
    private static final class Ranges extends FacetCounts {
        private final List<Double> edges;

        Ranges(Place place, Chosen chosen, List<Double> edges) {
            super(place, chosen);
            this.edges = edges;
        }

        @Override
        Map<String, Object> counting(String name) {
            List<Map<String, Object>> ranges = new ArrayList<>();
            for (int i = 0; i <= edges.size(); i++) {
                Map<String, Object> range = Json.of("key", between(i));
                if (i > 0) {
                    range.put("from", edges.get(i - 1));
                }
                if (i < edges.size()) {
                    range.put("to", edges.get(i));
                }
                ranges.add(range);
            }
            return Json.of(name, Json.of("range", Json.of("field", place.path(), "ranges", ranges, "keyed", true)));
        }

        private String between(int i) {
            if (i == edges.size()) {
                return plain(edges.get(i - 1)) + "..";
            }
            return (i == 0 ? "" : plain(edges.get(i - 1))) + "..<" + plain(edges.get(i));
        }

        @Override
        Listing list(String name, JsonNode scope, long under) {
            JsonNode buckets = scope.path(name).path("buckets");
            Map<String, Long> counts = new LinkedHashMap<>();
            long counted = 0;
            for (int i = 0; i <= edges.size(); i++) {
                long count = buckets.path(between(i)).path("doc_count").asLong();
                counts.put(between(i), count);
                counted += count;
            }
            return new Listing(counts, 0, Math.max(0, under - counted), true);
        }
    }

    /// Months; years where there are too many months to look at.
    private static final class Months extends FacetCounts {
        private static final int MOST_MONTHS = 48;

        private final @Nullable String zone;

        Months(Place place, Chosen chosen, @Nullable String zone) {
            super(place, chosen);
            this.zone = zone;
        }

        @Override
        Map<String, Object> counting(String name) {
            Map<String, Object> histogram = Json.of(
                    "field", place.path(), "calendar_interval", "month", "format", "uuuu-MM", "min_doc_count", 1);
            if (zone != null) {
                histogram.put("time_zone", zone);
            }
            return Json.of(name, Json.of("date_histogram", histogram));
        }

        @Override
        Listing list(String name, JsonNode scope, long under) {
            JsonNode buckets = scope.path(name).path("buckets");
            boolean years = buckets.size() > MOST_MONTHS;
            Map<String, Long> counts = new LinkedHashMap<>();
            long counted = 0;
            for (JsonNode bucket : buckets) {
                YearMonth month = YearMonth.parse(bucket.path("key_as_string").asText());
                String value = years
                        ? String.format("%04d..<%04d", month.getYear(), month.getYear() + 1)
                        : month + "..<" + month.plusMonths(1);
                long count = bucket.path("doc_count").asLong();
                counts.merge(value, count, Long::sum);
                counted += count;
            }
            return new Listing(counts, 0, Math.max(0, under - counted), true);
        }
    }
}
