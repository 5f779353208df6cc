package io.keqing.importing;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One import as its table keeps it.
@MappedEntity("import")
record ImportRow(
        @Id @GeneratedValue @Nullable Long id,
        String fileName,
        long size,
        String type,
        @TypeDef(type = DataType.JSON) String mapping,
        @Nullable String header,
        boolean dryRun,
        String state,
        long read,
        long created,
        long updated,
        long unchanged,
        long skipped,
        long rejected,
        long warnings,
        long lines,
        long problems,
        @Nullable @TypeDef(type = DataType.JSON) String types,
        @Nullable @TypeDef(type = DataType.JSON) String notes,
        @Nullable String message,
        String userName,
        String portal,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Long job,
        @Nullable Instant finishedAt,
        @Nullable Long undoJob,
        long undoRemoved,
        long undoRestored,
        @Nullable Instant undoneAt) {

    long requireId() {
        return Objects.requireNonNull(id);
    }

    static ImportRow queued(
            String fileName, long size, Mapping mapping, boolean dryRun, String userName, String portal) {
        Instant now = Instant.now();
        return new ImportRow(
                null,
                fileName,
                size,
                mapping.type(),
                mapping.json(),
                null,
                dryRun,
                "queued",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                userName,
                portal,
                now,
                null,
                null,
                null,
                null,
                0,
                0,
                null);
    }
}
