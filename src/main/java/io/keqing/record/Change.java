package io.keqing.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one transaction did to records of one type.
///
/// @param keys records that were created, changed or deleted
/// @param copiedChanged those among them of which a value changed that documents of other types copy
/// @param referred by reference field: the records that a changed one points to now or pointed to
///     before
/// @param cause of the write, as the records carry it; null where the change is not part of a longer
///     write
public record Change(
        RecordType type,
        int[] keys,
        int[] copiedChanged,
        Map<String, int[]> referred,
        @Nullable String cause) {
    /// A change by itself.
    public Change(RecordType type, int[] keys, int[] copiedChanged, Map<String, int[]> referred) {
        this(type, keys, copiedChanged, referred, null);
    }
}
