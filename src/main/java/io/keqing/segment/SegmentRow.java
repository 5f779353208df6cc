package io.keqing.segment;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A segment as its table keeps it.
@MappedEntity("segment")
record SegmentRow(
        @Id @GeneratedValue @Nullable Long id,
        String name,
        String note,
        @Nullable String owner,
        String address,
        int version,
        Instant changedAt) {}
