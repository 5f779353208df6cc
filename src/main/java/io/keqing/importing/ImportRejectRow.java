package io.keqing.importing;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/// One reject as its table keeps it.
///
/// @param part of the file that was being written, null for what was refused in reading
@MappedEntity("import_reject")
record ImportRejectRow(
        @Id @GeneratedValue @Nullable Long id,
        long importId,
        @Nullable Integer part,
        long line,
        String field,
        String value,
        String rule,
        @Nullable String row) {}
