package io.keqing.importing;

import io.keqing.importing.file.FileFormat;
import java.util.List;
import java.util.Map;

/// What came of a file.
///
/// @param mapping with what was guessed
/// @param format how the file was taken apart
/// @param header names of the columns
/// @param main counts of the main type
/// @param types counts by type
/// @param lines number of the last line that was read
/// @param cancelled stopped before the end: what is counted as written stays
record ImportResult(
        Mapping mapping,
        FileFormat format,
        List<String> header,
        Counts main,
        Map<String, Counts> types,
        long lines,
        Warnings warnings,
        boolean cancelled) {}
