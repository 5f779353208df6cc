package io.keqing.importing.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a file.
///
/// @param line on which it starts, counted from 1
/// @param cells as many as the row has; of a faulty row an excerpt of its text
/// @param fault why the row can't be taken, null where it can
/// @param cleaned characters that were taken out or replaced: NUL bytes and bytes that are no text
public record Row(long line, List<String> cells, @Nullable String fault, int cleaned) {
    /// The text of column `index`, empty where the row is too short.
    public String cell(int index) {
        return index < cells.size() ? cells.get(index) : "";
    }

    public boolean isBlank() {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }
}
