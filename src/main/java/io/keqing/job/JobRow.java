package io.keqing.job;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job as its table keeps it.
@MappedEntity("job")
record JobRow(
        @Id @GeneratedValue @Nullable Long id,
        String kind,
        String owner,
        @TypeDef(type = DataType.JSON) String payload,
        String state,
        @Nullable String portal,
        @Nullable String claimedBy,
        @Nullable Instant claimedAt,
        long claimedDone,
        @Nullable Instant beatAt,
        int attempts,
        int fruitless,
        boolean cancelWanted,
        long done,
        long total,
        @Nullable String message,
        Instant queuedAt,
        @Nullable Instant finishedAt) {}
