package io.keqing.importing;

import org.jspecify.annotations.Nullable;

/// Why a row was not written.
///
/// @param line where it starts in the file
/// @param column as the file calls it; where the mapping puts it together, all its columns
/// @param row as one line of CSV, null where it is to be fetched from the file
record Reject(
        long line,
        String column,
        String value,
        String rule,
        @Nullable String row) {}
