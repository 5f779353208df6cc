package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Segments;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// The customers that conditions across types name, asked for before the question itself. One for each request:
/// what two of its questions both need is read once.
final class Cohorts {
    /// As `index.max_terms_count` in the settings of our indices.
    static final int MOST = 1_000_000;

    private final Catalogue catalogue;
    private final Keys keys;
    private final Segments segments;
    private final Viewer viewer;
    private final Map<Map.Entry<String, Object>, RoaringBitmap> known = new HashMap<>();
    private final Map<String, Optional<RoaringBitmap>> members = new HashMap<>();

    /// Reads keys from the engine.
    @FunctionalInterface
    interface Keys {
        /// Every value of `path` among the records of `type` that match.
        ///
        /// @param most where there are more, any number above it
        RoaringBitmap read(String type, String path, Map<String, Object> query, int most);
    }

    Cohorts(Catalogue catalogue, Keys keys, Segments segments, Viewer viewer) {
        this.catalogue = catalogue;
        this.keys = keys;
        this.segments = segments;
        this.viewer = viewer;
    }

    /// The customers of the records that match.
    RoaringBitmap of(FieldSet type, Map<String, Object> query) {
        RoaringBitmap found = known.get(Map.entry(type.type(), (Object) query));
        if (found == null) {
            found = keys.read(type.type(), path(type), query, MOST);
            known.put(Map.entry(type.type(), query), found);
        }
        return found;
    }

    /// Whether the viewer has such a segment.
    boolean knows(String segment) {
        return members(segment).isPresent();
    }

    RoaringBitmap segment(String id) {
        return members(id).orElseGet(RoaringBitmap::new);
    }

    private Optional<RoaringBitmap> members(String id) {
        return members.computeIfAbsent(id, segment -> segments.members(segment, viewer));
    }

    /// The records of `type` whose customer is one of these.
    ///
    /// @throws InvalidQueryException where they are too many to be sent
    Map<String, Object> among(FieldSet type, RoaringBitmap customers) {
        int count = customers.getCardinality();
        if (count > MOST) {
            throw new InvalidQueryException(new Label(
                    "跨类型的条件最多涉及 %,d 位客户，请把条件收窄".formatted(MOST),
                    "a condition across types may hold for at most %,d customers, held for more; narrow it"
                            .formatted(MOST)));
        }
        return count == 0
                ? Json.of("match_none", Map.of())
                : Json.of("terms", Json.of(path(type), customers.toArray()));
    }

    private String path(FieldSet type) {
        return catalogue
                .keyPath(type, catalogue.subject())
                .orElseThrow(() -> new IllegalArgumentException(type + " belong to no " + catalogue.subject()));
    }
}
