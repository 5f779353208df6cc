package io.keqing.importing;

import io.keqing.field.ValueKind;
import io.keqing.importing.file.CsvText;
import io.keqing.importing.file.FileFormat;
import io.keqing.importing.file.FileNote;
import io.keqing.importing.file.FilePart;
import io.keqing.importing.file.FileParts;
import io.keqing.importing.file.FileTable;
import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.Row;
import io.keqing.importing.file.RowReader;
import io.keqing.importing.file.RowReaders;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.Scale;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks into a file before it is imported: how it was taken apart, its first rows, what its columns seem to
/// mean.
@Singleton
public final class ImportPreview {
    public static final int MOST_ROWS = 10_000;
    private static final int SAMPLES = 5;
    private static final int FEWEST_FIELDS = 2;
    private static final int TOLD_EVERY = 10_000;
    private static final Pattern SERIAL_DATE = Pattern.compile("[2-5]\\d{4}(?:\\.\\d+)?");

    private final RecordTypes types;
    private final ImportSettings settings;
    private final Presets presets;
    private final Corrections corrections;

    ImportPreview(RecordTypes types, ImportSettings settings, Presets presets, Corrections corrections) {
        this.types = types;
        this.settings = settings;
        this.presets = presets;
        this.corrections = corrections;
    }

    /// What a file looks like.
    ///
    /// @param type the type that most of the columns speak for, or the one that was said
    /// @param format every part of it can be said otherwise by the mapping
    /// @param dateOrder of the dates in the first rows, null where they leave it open
    /// @param zone of times that name none
    /// @param kind `csv`, `xlsx`, `xls`, `json` or `ndjson`
    /// @param sheets of a workbook or an archive, empty where the file has none
    /// @param tables of a file that holds several, empty where there is one
    /// @param rows the first ones, as many as asked for
    /// @param rowCount rows of the table, the faulty ones included
    /// @param presets that know such a file, best first
    /// @param notes what of the file was left out or read otherwise than it stands
    /// @param parts the sheets or the archive's files that hold a table; empty where there is one
    /// @param labels by column: what it is called at length, or the group it stands in
    /// @param several fields whose values stand in several columns, by field
    /// @param correction the import whose rejects this file holds, null where it is none
    public record Look(
            FileFormat format,
            @Nullable DateOrder dateOrder,
            ZoneId zone,
            String kind,
            List<String> sheets,
            List<FileTable> tables,
            String type,
            List<String> header,
            List<Column> columns,
            List<List<String>> rows,
            long rowCount,
            List<PresetMatch> presets,
            List<FileNote> notes,
            List<Part> parts,
            Map<String, String> labels,
            Map<String, Origin> several,
            Corrections.@Nullable Correction correction) {}

    /// A sheet of a workbook or a file of an archive that holds a table.
    ///
    /// @param type that its columns speak for, empty where they speak for none
    /// @param isRead whether its rows are among those of the preview
    public record Part(String name, long rows, boolean isWhole, String type, boolean isRead) {}

    /// @param guess the field that the column seems to mean, empty where none
    /// @param because what the guess goes by, null where there is none
    /// @param samples its first different values
    /// @param kind of its values, as far as its first rows show
    /// @param scale that its answers are on, where they are
    /// @param missing codes off that scale that seem to say that there was no answer
    public record Column(
            String name,
            String guess,
            @Nullable Because because,
            List<String> samples,
            ColumnKind kind,
            @Nullable Scale scale,
            List<String> missing) {}

    /// What a guess goes by.
    public enum Because {
        HEADER,
        VALUES
    }

    /// @param mapping what is known already: the format and, where it names one, the type
    /// @throws InvalidFile where it can't be read as rows at all
    public Look look(Path file, String fileName, Optional<Mapping> mapping, int rows) {
        return look(file, fileName, mapping, rows, share -> {});
    }

    /// @param told hears how much of the file is read, 0 to 1; called on the thread that reads
    public Look look(Path file, String fileName, Optional<Mapping> mapping, int rows, DoubleConsumer told) {
        FileFormat wanted = mapping.map(Mapping::format).orElse(FileFormat.DETECTED);
        try (RowReader reader = RowReaders.open(file, fileName, wanted, settings)) {
            List<List<String>> first = new ArrayList<>();
            List<Set<String>> samples = new ArrayList<>();
            List<ValueGuess> values = new ArrayList<>();
            for (int i = 0; i < reader.header().size(); i++) {
                samples.add(new LinkedHashSet<>());
                values.add(new ValueGuess());
            }
            long count = 0;
            DateOrder order = mapping.map(Mapping::dateOrder).orElse(null);
            for (Row row = reader.next(); row != null; row = reader.next()) {
                count++;
                if (count % TOLD_EVERY == 0) {
                    told.accept(Math.clamp((double) reader.bytesRead() / Math.max(1, Files.size(file)), 0, 1));
                }
                if (row.fault() == null && first.size() < Math.min(rows, MOST_ROWS)) {
                    first.add(row.cells());
                }
                for (int i = 0; row.fault() == null && count <= MOST_ROWS && i < samples.size(); i++) {
                    String text = row.cell(i).strip();
                    order = order == null ? DateText.orderOf(text) : order;
                    values.get(i).see(text);
                    if (!text.isEmpty() && samples.get(i).size() < SAMPLES) {
                        samples.get(i).add(CsvText.excerpt(text));
                    }
                }
            }
            Corrections.Correction correction = corrections.of(reader, fileName).orElse(null);
            String type = mapping.map(Mapping::type)
                    .orElseGet(() -> correction != null ? correction.mapping().type() : likelyType(reader.header()));
            FilePart read = new FilePart(sheet(reader), reader.header(), count, true);
            List<FilePart> parts = reader.sheets().size() < 2
                    ? List.of()
                    : FileParts.of(file, fileName, settings, read, reader.sheets());
            List<FileNote> notes = new ArrayList<>(reader.notes());
            if (OtherTables.areThere(reader)) {
                notes.add(OtherTables.note(reader));
            }
            if (wanted.sheet() == null) {
                notes.addAll(FileParts.notes(parts, read));
            }
            List<Column> columns = columns(type, reader.header(), samples, values);
            return new Look(
                    reader.format(),
                    order == null && hasSerialDates(type, columns) ? DateOrder.SERIAL : order,
                    mapping.map(Mapping::zone).orElse(settings.zone()),
                    reader.kind(),
                    reader.sheets(),
                    reader.tables(),
                    type,
                    reader.header(),
                    columns,
                    first,
                    count,
                    presets.recognised(reader.header(), reader.kind()),
                    List.copyOf(notes),
                    parts.stream().map(part -> part(part, reader.format())).toList(),
                    reader.labels(),
                    several(type, reader.header()),
                    correction);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + fileName + " can't be read", e);
        }
    }

    private static String sheet(RowReader reader) {
        String sheet = reader.format().sheet();
        return sheet == null ? "" : sheet;
    }

    private Part part(FilePart part, FileFormat format) {
        boolean isRead = part.name().equals(format.sheet()) || FileFormat.ALL.equals(format.sheet());
        boolean speaks = types.all().stream()
                .anyMatch(
                        type -> HeaderGuess.fields(type.fields(), part.header()).size() >= FEWEST_FIELDS);
        return new Part(part.name(), part.rows(), part.isWhole(), speaks ? likelyType(part.header()) : "", isRead);
    }

    private Map<String, Origin> several(String type, List<String> header) {
        Map<String, Origin> several =
                new LinkedHashMap<>(HeaderGuess.fields(types.get(type).fields(), header));
        several.values().removeIf(origin -> origin.columns().size() < 2);
        return several;
    }

    /// A field goes to the column whose name says so, else to the first whose values do.
    private List<Column> columns(String type, List<String> header, List<Set<String>> samples, List<ValueGuess> values) {
        Map<String, String> named = new HashMap<>();
        HeaderGuess.fields(types.get(type).fields(), header)
                .forEach((field, origin) -> origin.columns().forEach(column -> named.put(column, field)));
        Set<String> taken = new HashSet<>(named.values());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            ValueGuess.Found found = values.get(i).found();
            String guess = named.getOrDefault(name, "");
            Because because = guess.isEmpty() ? null : Because.HEADER;
            String shown = found.kind().field(type).orElse("");
            if (guess.isEmpty() && !shown.isEmpty() && taken.add(shown)) {
                guess = shown;
                because = Because.VALUES;
            }
            List<String> first = List.copyOf(samples.get(i));
            columns.add(new Column(name, guess, because, first, found.kind(), found.scale(), found.missing()));
        }
        return columns;
    }

    /// Whether all columns that are called like dates hold numbers which workbooks count days by, 1954 to
    /// 2064: a proposal that is seen in the preview, and that an import follows only where its mapping says
    /// so.
    private boolean hasSerialDates(String type, List<Column> columns) {
        List<Column> dates = columns.stream()
                .filter(column ->
                        column.because() == Because.HEADER && !column.samples().isEmpty())
                .filter(column -> types.get(type)
                        .fields()
                        .named(column.guess())
                        .filter(field ->
                                field.kind() instanceof ValueKind.Day || field.kind() instanceof ValueKind.Moment)
                        .isPresent())
                .toList();
        return !dates.isEmpty()
                && dates.stream()
                        .flatMap(column -> column.samples().stream())
                        .allMatch(text -> SERIAL_DATE.matcher(text).matches());
    }

    /// The columns of a file.
    ///
    /// @throws InvalidFile where it can't be read as rows at all
    public List<String> header(Path file, String fileName, FileFormat wanted) {
        try (RowReader reader = RowReaders.open(file, fileName, wanted, settings)) {
            return reader.header();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + fileName + " can't be read", e);
        }
    }

    private String likelyType(List<String> header) {
        String best = "";
        int most = -1;
        for (RecordType type : types.all()) {
            int meant = HeaderGuess.fields(type.fields(), header).size();
            if (meant > most) {
                best = type.name();
                most = meant;
            }
        }
        return best;
    }
}
