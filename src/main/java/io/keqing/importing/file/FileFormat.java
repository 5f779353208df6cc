package io.keqing.importing.file;

import org.jspecify.annotations.Nullable;

/// How a file is to be taken apart, as far as somebody said so. What is null is found out from the file.
///
/// @param sheet name of the sheet of a workbook, or of the file in an archive; `*` = all that have the same columns
/// @param table which table of a file that holds several, counted from 1
/// @param headerLine line on which the header starts, counted from 1; what stands above is passed over
/// @param headerLines how many records the header has; 0 = none, columns are then named `1`, `2`, …
/// @param encoding name of a character set
/// @param delimiter what stands between values, one character or a few; empty = each line is one value
/// @param quote character around values; empty = none
/// @param escape character that protects a quote inside quotes; the quote itself where it is doubled; empty = none,
///     a quote then ends a value only before a delimiter or the end of its line
public record FileFormat(
        @Nullable String sheet,
        @Nullable Integer table,
        @Nullable Integer headerLine,
        @Nullable Integer headerLines,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String quote,
        @Nullable String escape) {
    /// The sheet that stands for all of the same columns.
    public static final String ALL = "*";
    public static final FileFormat DETECTED = new FileFormat(null, null, null, null, null, null, null, null);

    /// The same of another sheet; null = the one that is found.
    public FileFormat ofSheet(@Nullable String other) {
        return new FileFormat(other, table, headerLine, headerLines, encoding, delimiter, quote, escape);
    }
}
