package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.Field;
import io.keqing.field.Sensitivity;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordFields;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchResult.Facet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The facets of one question: each is counted under every filter but its own, so that choosing Gold keeps Silver's
/// count. Those without a choice of their own are counted beside the hits; each chosen one by a question of its own.
final class Facets {
    private final List<Counted> counted;
    private final Map<String, Map<String, Object>> chosen;

    /// A facet with the aggregations that count it.
    record Counted(Place place, FacetCounts counts) {
        String name() {
            return place.field().name();
        }
    }

    /// @param chosen the query of each chosen facet, by its name
    Facets(List<Counted> counted, Map<String, Map<String, Object>> chosen) {
        this.counted = counted;
        this.chosen = chosen;
    }

    /// @throws InvalidQueryException where the field is none that can be counted for the viewer
    static void allow(Field<?> field, Viewer viewer) {
        boolean countable = switch (field.kind()) {
            case ValueKind.Keyword k -> !field.equals(RecordFields.ID);
            case ValueKind.Keywords k -> true;
            case ValueKind.Choice c -> true;
            case ValueKind.Flag f -> true;
            case ValueKind.Day d -> true;
            case ValueKind.Moment m -> true;
            case ValueKind.Money m -> true;
            case ValueKind.Number n -> true;
            case ValueKind.Text t -> false;
            case ValueKind.Reference r -> false;
            case ValueKind.RunTime r -> false;
        };
        if (!countable || field.sensitivity() == Sensitivity.SECRET) {
            throw new InvalidQueryException(field + " is no facet");
        } else if (!Masking.searches(field, viewer)) {
            throw new InvalidQueryException(field + " is hidden from " + viewer.roles() + ": it is no facet for them");
        }
    }

    /// The filters of the hits: every choice.
    List<Map<String, Object>> choices() {
        return List.copyOf(chosen.values());
    }

    /// What is counted beside the hits, under every choice.
    Map<String, Object> aggregations() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < counted.size(); i++) {
            Counted facet = counted.get(i);
            if (!chosen.containsKey(facet.name())) {
                all.putAll(facet.counts().aggregations("" + i));
            }
        }
        return all;
    }

    /// What is counted by a question of its own: the values of a chosen facet.
    ///
    /// @param name of the aggregation that [#read] expects the answer under
    /// @param others the choices in the other facets
    record Apart(String name, List<Map<String, Object>> others, Map<String, Object> aggregations) {}

    /// A chosen facet is not counted beside the hits: the engine would have to walk the records of every choice but
    /// one. Alone its question is small, and the engine remembers the answer while only the choice in it changes.
    List<Apart> apart() {
        List<Apart> apart = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            Counted facet = counted.get(i);
            if (chosen.containsKey(facet.name())) {
                apart.add(new Apart(own(i), others(facet.name()), facet.counts().aggregations("" + i)));
            }
        }
        return apart;
    }

    private static String own(int number) {
        return "own" + number;
    }

    /// The facets that one answer does not settle, ready to be counted by a second question; empty where all
    /// are.
    Facets closer(JsonNode aggregations) {
        List<Counted> again = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            Counted facet = counted.get(i);
            facet.counts()
                    .closer("" + i, scope(facet, i, aggregations))
                    .ifPresent(closer -> again.add(new Counted(facet.place(), closer)));
        }
        return new Facets(again, chosen);
    }

    boolean isEmpty() {
        return counted.isEmpty();
    }

    /// The same facets counted in another way.
    Facets with(UnaryOperator<FacetCounts> other) {
        return new Facets(
                counted.stream()
                        .map(facet -> new Counted(facet.place(), other.apply(facet.counts())))
                        .toList(),
                chosen);
    }

    private JsonNode scope(Counted facet, int number, JsonNode aggregations) {
        return chosen.containsKey(facet.name()) ? aggregations.path(own(number)) : aggregations;
    }

    private List<Map<String, Object>> others(String name) {
        return chosen.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// @param total the number of hits
    List<Facet> read(JsonNode aggregations, long total) {
        List<Facet> facets = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            Counted facet = counted.get(i);
            JsonNode scope = scope(facet, i, aggregations);
            long under = scope.has("doc_count") ? scope.path("doc_count").asLong() : total;
            facets.add(facet.counts().read(facet.name(), "" + i, scope, under));
        }
        return facets;
    }
}
