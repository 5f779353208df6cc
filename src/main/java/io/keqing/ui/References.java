package io.keqing.ui;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives the references in an answer the names of what they point to: the index keeps only ids, since a copied name
/// would have to be indexed anew with every correction. One look-up a page.
@Singleton
public final class References {
    private final Catalogue catalogue;
    private final List<ReferenceNames> names;

    References(Catalogue catalogue, List<ReferenceNames> names) {
        this.catalogue = catalogue;
        this.names = List.copyOf(names);
    }

    /// The record a value points to.
    public static Optional<RecordId> of(@Nullable Object value) {
        return switch (value) {
            case RecordId id -> Optional.of(id);
            case NamedReference named -> Optional.of(named.id());
            case Map<?, ?> map
            when map.get("source") instanceof String source && map.get("id") instanceof String id ->
                Optional.of(new RecordId(source, id));
            case String text
            when text.indexOf('/') > 0 ->
                Optional.of(new RecordId(text.substring(0, text.indexOf('/')), text.substring(text.indexOf('/') + 1)));
            case null, default -> Optional.empty();
        };
    }

    public SearchResult named(SearchResult result, Viewer viewer) {
        if (result.hits().isEmpty()) {
            return result;
        }
        String type = result.hits().getFirst().type();
        Map<String, Map<RecordId, String>> byField = new LinkedHashMap<>();
        for (Field<?> field : catalogue.type(type).fields().fields()) {
            if (field.kind() instanceof ValueKind.Reference(String to)) {
                Set<RecordId> ids = new HashSet<>();
                result.hits().forEach(hit -> of(hit.fields().get(field.name())).ifPresent(ids::add));
                byField.put(field.name(), names(to, ids, viewer));
            }
        }
        List<Hit> hits = new ArrayList<>();
        for (Hit hit : result.hits()) {
            Map<String, Object> fields = new LinkedHashMap<>(hit.fields());
            byField.forEach((field, known) -> of(fields.get(field))
                    .ifPresent(id -> fields.put(field, new NamedReference(id, known.getOrDefault(id, id.id())))));
            hits.add(new Hit(
                    hit.type(), hit.key(), hit.id(), hit.score(), fields, hit.highlights(), hit.why(), hit.matches()));
        }
        return result.withHits(hits);
    }

    /// @param to the type the ids are of
    public Map<RecordId, String> names(String to, Set<RecordId> ids, Viewer viewer) {
        return ids.isEmpty()
                ? Map.of()
                : names.stream()
                        .filter(source -> source.type().equals(to))
                        .findFirst()
                        .map(source -> source.names(ids, viewer))
                        .orElse(Map.of());
    }
}
