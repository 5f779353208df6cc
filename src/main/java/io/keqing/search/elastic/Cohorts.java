package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Segments;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The customers that conditions across types name, asked for before the question itself. One for each request:
/// what two of its questions both need is read once.
final class Cohorts {
    /// As `index.max_terms_count` in the settings of our indices.
    static final int MOST = 1_000_000;

    /// When what belongs to a customer happened.
    private static final String AT = "at";

    private final Catalogue catalogue;
    private final Keys keys;
    private final Segments segments;
    private final Viewer viewer;
    private final @Nullable Instant moment;
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

    /// @param moment records behind it are not there yet; null = all are
    Cohorts(Catalogue catalogue, Keys keys, Segments segments, Viewer viewer, @Nullable Instant moment) {
        this.moment = moment;
        this.catalogue = catalogue;
        this.keys = keys;
        this.segments = segments;
        this.viewer = viewer;
    }

    /// The customers of the records that match.
    RoaringBitmap of(FieldSet type, Map<String, Object> query) {
        RoaringBitmap found = known.get(Map.entry(type.type(), (Object) query));
        if (found == null) {
            found = keys.read(type.type(), path(type), until(catalogue, type, query, moment), MOST);
            known.put(Map.entry(type.type(), query), found);
        }
        return found;
    }

    /// The query without what lies behind a moment, for types that have a time.
    static Map<String, Object> until(
            Catalogue catalogue, FieldSet type, Map<String, Object> query, @Nullable Instant moment) {
        if (moment == null || type.equals(catalogue.subject())) {
            return query;
        }
        Map<String, Object> behind = Json.of("range", Json.of(AT, Json.of("gt", moment.toEpochMilli())));
        return Json.of("bool", Map.of("filter", List.of(query), "must_not", List.of(behind)));
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
