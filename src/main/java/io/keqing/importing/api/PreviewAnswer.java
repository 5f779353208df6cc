package io.keqing.importing.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.importing.ColumnProposal;
import io.keqing.importing.Corrections;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.PresetMatch;
import io.keqing.importing.file.FileFormat;
import io.keqing.importing.file.FileNote;
import io.keqing.importing.value.DateOrder;
import io.keqing.record.Scale;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file as it was taken apart. `sheet` and `table` are those of files that have several. Each of the first
/// eleven but `kind`, `sheets` and `tables` can be said otherwise by the mapping.
///
/// @param kind csv, xlsx, xls, ods, html, mhtml, xml2003, json or ndjson
/// @param headerLines 0 = none
/// @param dateOrder dmy, mdy, ymd, or serial: a proposal where dates are numbers, which are dates only if the
///     mapping says so
/// @param type the type of record that its columns speak for
/// @param rowCount rows of the whole file
/// @param presets that know such a file, best first
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record PreviewAnswer(
        String kind,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String quote,
        @Nullable String escape,
        @Nullable String sheet,
        List<String> sheets,
        @Nullable Integer table,
        List<Table> tables,
        @Nullable Integer headerLine,
        @Nullable Integer headerLines,
        @Nullable String dateOrder,
        String zone,
        String type,
        List<String> header,
        List<Column> columns,
        List<List<String>> rows,
        long rowCount,
        List<Known> presets,
        List<Note> notes,
        List<Part> parts,
        @Nullable Correction correctionOf) {

    /// A sheet of a workbook or a file of an archive that holds a table; the list is empty where there is one.
    ///
    /// @param rows as many as were counted; `whole` is false where there are more
    /// @param type the type of record that its columns speak for, empty where for none
    /// @param read whether its rows are those of the preview
    @Serdeable
    record Part(String name, long rows, boolean whole, String type, boolean read) {
        static Part of(ImportPreview.Part part) {
            return new Part(part.name(), part.rows(), part.isWhole(), part.type(), part.isRead());
        }
    }

    /// The import whose rejects the file holds: `POST /imports?mappingOf=ID` reads it with that import's mapping.
    @Serdeable
    record Correction(long id, String fileName) {
        static @Nullable Correction of(Corrections.@Nullable Correction correction) {
            return correction == null ? null : new Correction(correction.id(), correction.fileName());
        }
    }

    /// What of the file was left out or read otherwise than it stands.
    @Serdeable
    record Note(String rule, long count, long line, String value) {
        static Note of(FileNote note) {
            return new Note(note.rule(), note.count(), note.line(), note.value());
        }
    }

    /// One table of a file that holds several.
    @Serdeable
    record Table(String name, long fromLine, long toLine) {}

    /// @param label what a further line of the header says of it, or the group it stands in
    /// @param guess the field that it seems to mean, empty where none
    /// @param because `header` or `values`: what the guess goes by, null where there is none
    /// @param kind of its values: empty, id, email, phone, day, moment, scale, number, choice or text
    /// @param scale lowest and highest answer of a column of answers, null where it is none
    /// @param missing codes off the scale that seem to say that there was no answer, for the mapping's `missing`
    /// @param decimal the decimal sign that its numbers seem to have, for the mapping's `decimal`
    /// @param factor that the unit in its name multiplies its numbers by, null where it has none
    /// @param nothing words that say that there is no value, for the mapping's `nothing`
    /// @param words answers in words and what they are on a known scale, for the mapping's `values`
    /// @param remarks how its numbers are read where they could be read otherwise
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Column(
            String name,
            @Nullable String label,
            String guess,
            @Nullable String because,
            List<String> samples,
            String kind,
            @Nullable List<Double> scale,
            List<String> missing,
            @Nullable String decimal,
            @Nullable String factor,
            String unit,
            List<Word> nothing,
            List<Word> words,
            List<Note> remarks) {
        static Column of(ImportPreview.Column column, Map<String, String> labels) {
            ImportPreview.Because because = column.because();
            Scale scale = column.scale();
            ColumnProposal proposal = column.proposal();
            return new Column(
                    column.name(),
                    labels.get(column.name()),
                    column.guess(),
                    because == null ? null : because.name().toLowerCase(Locale.ROOT),
                    column.samples(),
                    column.kind().json(),
                    scale == null ? null : List.of(scale.lowest(), scale.highest()),
                    column.missing(),
                    proposal.decimal() == null ? null : proposal.decimal().toString(),
                    proposal.factor(),
                    proposal.unit(),
                    proposal.nothing().stream().map(Word::of).toList(),
                    proposal.words().stream().map(Word::of).toList(),
                    proposal.remarks().stream()
                            .map(remark -> new Note(remark.rule(), remark.count(), remark.line(), remark.value()))
                            .toList());
        }
    }

    /// A word of a column.
    ///
    /// @param number that it is on a known scale, null where it says that there is no value
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Word(String text, @Nullable String number, long count) {
        static Word of(ColumnProposal.Word word) {
            return new Word(word.text(), word.number().isEmpty() ? null : word.number(), word.count());
        }
    }

    /// @param basis what the preset was built on
    /// @param share of the columns that it has a place for, 0 to 1
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Known(String name, PresetAnswer.Text label, PresetAnswer.Text basis, double share) {
        static Known of(PresetMatch match) {
            return new Known(
                    match.preset().name(),
                    PresetAnswer.Text.of(match.preset().label()),
                    PresetAnswer.Text.of(match.preset().basis()),
                    match.share());
        }
    }

    static PreviewAnswer of(ImportPreview.Look look) {
        FileFormat format = look.format();
        DateOrder order = look.dateOrder();
        return new PreviewAnswer(
                look.kind(),
                format.encoding(),
                format.delimiter(),
                format.quote(),
                format.escape(),
                format.sheet(),
                look.sheets(),
                format.table(),
                look.tables().stream()
                        .map(table -> new Table(table.name(), table.fromLine(), table.toLine()))
                        .toList(),
                format.headerLine(),
                format.headerLines(),
                order == null ? null : order.json(),
                look.zone().getId(),
                look.type(),
                look.header(),
                look.columns().stream()
                        .map(column -> Column.of(column, look.labels()))
                        .toList(),
                look.rows(),
                look.rowCount(),
                look.presets().stream().map(Known::of).toList(),
                look.notes().stream().map(Note::of).toList(),
                look.parts().stream().map(Part::of).toList(),
                Correction.of(look.correction()));
    }
}
