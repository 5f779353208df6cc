package io.keqing.importing.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.importing.FileFormat;
import io.keqing.importing.ImportPreview;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file as it was taken apart. `sheet` and `table` are those of files that have several.
///
/// @param type the type of record that its columns speak for
/// @param rowCount rows of the whole file
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record PreviewAnswer(
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String quote,
        @Nullable String escape,
        @Nullable String sheet,
        List<String> sheets,
        @Nullable Integer table,
        List<Table> tables,
        String type,
        List<String> header,
        List<Column> columns,
        List<List<String>> rows,
        long rowCount) {

    /// One table of a file that holds several.
    @Serdeable
    record Table(String name, long fromLine, long toLine) {}

    /// @param guess the field that it seems to mean, empty where none
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Column(String name, String guess, List<String> samples) {}

    static PreviewAnswer of(ImportPreview.Look look) {
        FileFormat format = look.format();
        return new PreviewAnswer(
                format.encoding(),
                text(format.delimiter()),
                text(format.quote()),
                text(format.escape()),
                format.sheet(),
                List.of(),
                format.table(),
                List.of(),
                look.type(),
                look.header(),
                look.columns().stream()
                        .map(column -> new Column(column.name(), column.guess(), column.samples()))
                        .toList(),
                look.rows(),
                look.rowCount());
    }

    private static @Nullable String text(@Nullable Character character) {
        return character == null ? null : character.toString();
    }
}
