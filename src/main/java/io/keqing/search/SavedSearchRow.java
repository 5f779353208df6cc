package io.keqing.search;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A saved search as its table keeps it.
@MappedEntity("saved_search")
record SavedSearchRow(
        @Id @GeneratedValue @Nullable Long id,
        String name,
        String address,
        @Nullable String owner,
        @Nullable String privateTo,
        Instant changedAt) {
    boolean shared() {
        return privateTo == null;
    }
}
