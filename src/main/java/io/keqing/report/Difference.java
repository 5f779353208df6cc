package io.keqing.report;

import org.jspecify.annotations.Nullable;

/// Something in a report that was made again which is not as it was.
///
/// @param part the sheet
/// @param row of the sheet's records, counted from 1; of figures, their line
/// @param record its source and id, as far as they are known
public record Difference(String part, long row, @Nullable String record, Change change) {
    public enum Change {
        CHANGED,
        GONE,
        APPEARED
    }
}
