package io.keqing.importing.file;

import java.util.List;

/// A sheet of a workbook, or a data file of an archive, that holds a table.
///
/// @param header the names of its columns
/// @param rows as many as were counted
/// @param isWhole false where counting was given up: there are more, or nobody knows how many
public record FilePart(String name, List<String> header, long rows, boolean isWhole) {
    public FilePart {
        header = List.copyOf(header);
    }
}
