package io.keqing.importing;

import io.keqing.importing.file.RowReader;
import java.util.Set;

/// What the kind of a file says about its numbers.
///
/// @param isEuropean semicolons stand between values, as they do where the comma is the decimal sign
/// @param isTyped cells may be numbers that a program wrote, with a point
record CellForm(boolean isEuropean, boolean isTyped) {
    private static final Set<String> TYPED = Set.of("xlsx", "xlsb", "xls", "ods", "xml2003", "json", "ndjson");

    static CellForm of(RowReader rows) {
        return new CellForm(";".equals(rows.format().delimiter()), TYPED.contains(rows.kind()));
    }
}
