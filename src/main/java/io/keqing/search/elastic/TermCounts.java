package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.ValueKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Single values, the most frequent first; all of them, or those that hold a text.
///
/// On the one shard of our own settings every count is the true one. Where an operator gave the index
/// several, each shard lists its most frequent values only, and the engine says how much a listed value may
/// have missed: that is told as the facet's `error`, and the screen marks its counts. Asking every shard for
/// all its values would be exact and cost memory in the number of values of the whole cluster.
final class TermCounts extends FacetCounts {
    private static final String PRESENT = "present";

    private final int size;
    private final @Nullable ValueText containing;

    TermCounts(Place place, Chosen chosen) {
        this(place, chosen, LISTED, null);
    }

    /// @param size values listed
    /// @param containing what a value must hold; null = anything
    TermCounts(Place place, Chosen chosen, int size, @Nullable ValueText containing) {
        super(place, chosen);
        this.size = size;
        this.containing = containing;
    }

    @Override
    Map<String, Object> counting(String name) {
        Map<String, Object> terms = Json.of("field", place.path(), "size", asked());
        if (containing != null && !isNamed()) {
            terms.put("include", containing.pattern());
        }
        return containing == null
                ? Json.of(name, Json.of("terms", terms))
                : Json.of(name, Json.of("terms", terms), name + PRESENT, Json.of("filter", Json.exists(place.path())));
    }

    /// Only what holds the text was counted: how many have any value is asked apart.
    @Override
    long present(String name, JsonNode scope, long rest) {
        return containing == null ? rest : count(scope.path(name + PRESENT));
    }

    /// A choice is found by what people read, which the engine does not know: all its few values are counted.
    private boolean isNamed() {
        return place.field().kind() instanceof ValueKind.Choice || place.field().kind() instanceof ValueKind.Flag;
    }

    private int asked() {
        return isNamed() ? Math.max(size, 1_000) : size;
    }

    /// Words are looked up among the values of each record; filters would walk the records of each word.
    @Override
    Map<String, Object> choices(String name) {
        if (isNamed()) {
            return Map.of();
        }
        return isWords()
                ? Json.of(
                        name,
                        Json.of(
                                "terms",
                                Json.of(
                                        "field",
                                        place.path(),
                                        "include",
                                        List.copyOf(chosen.values().keySet()),
                                        "size",
                                        chosen.values().size())))
                : super.choices(name);
    }

    @Override
    long chosen(JsonNode choices, String value) {
        if (!isWords()) {
            return super.chosen(choices, value);
        }
        for (JsonNode bucket : choices.path("buckets")) {
            if (value(bucket).equals(value)) {
                return count(bucket);
            }
        }
        return 0;
    }

    private boolean isWords() {
        return place.field().kind() instanceof ValueKind.Keyword
                || place.field().kind() instanceof ValueKind.Keywords;
    }

    @Override
    boolean lists(String chosenValue) {
        return containing == null || !chosenValue.isEmpty() && isWanted(chosenValue);
    }

    private boolean isWanted(String value) {
        if (containing == null) {
            return true;
        }
        return containing.isIn(value)
                || place.field().kind() instanceof ValueKind.Choice choice
                        && choice.options().stream()
                                .filter(option -> option.value().equals(value))
                                .anyMatch(option -> containing.isIn(
                                                option.label().zh())
                                        || containing.isIn(option.label().en()));
    }

    @Override
    Listing list(String name, JsonNode scope, long under) {
        JsonNode terms = scope.path(name);
        Map<String, Long> counts = new LinkedHashMap<>();
        long counted = 0;
        long others = terms.path("sum_other_doc_count").asLong();
        for (JsonNode bucket : terms.path("buckets")) {
            String value = value(bucket);
            long count = count(bucket);
            counted += count;
            if (!isNamed() || isWanted(value)) {
                counts.put(value, count);
            }
        }
        // of those looked for nobody asks who has none; the number would be wrong, since others were not counted
        long missing = containing == null ? missing(name, scope, under, counted + others) : 0;
        return new Listing(
                counts,
                others,
                missing,
                terms.path("doc_count_error_upper_bound").asLong());
    }

    private String value(JsonNode bucket) {
        ValueKind<?> kind = place.field().kind();
        if (kind instanceof ValueKind.Number || kind instanceof ValueKind.Money) {
            return plain(bucket.path("key").asDouble());
        }
        return bucket.has("key_as_string")
                ? bucket.path("key_as_string").asText()
                : bucket.path("key").asText();
    }
}
