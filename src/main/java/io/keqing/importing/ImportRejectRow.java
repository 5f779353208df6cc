package io.keqing.importing;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/// One reject as its table keeps it.
@MappedEntity("import_reject")
record ImportRejectRow(
        @Id @GeneratedValue @Nullable Long id,
        long importId,
        long line,
        String field,
        String value,
        String rule,
        @Nullable String row) {}
