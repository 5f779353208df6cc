package io.keqing.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A report that is written.
///
/// @param rows records in it
/// @param absent records that were found, and then came after the report's moment or are gone
/// @param sha256 of the canonical lines of its records, see [RowLines]: the same for every kind of
///     file and language;
///     where it has no records, of its figures
/// @param figuresSha256 of the canonical lines of its figures; null where the file has none
/// @param figures the canonical lines of its figures
/// @param differences where it was made again: the first of them
/// @param differing where it was made again: how many there are
record Made(
        long rows,
        long absent,
        String sha256,
        @Nullable String figuresSha256,
        Losses losses,
        List<String> figures,
        List<Difference> differences,
        long differing) {}
