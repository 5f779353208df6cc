package io.keqing.report;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordTypes;
import io.keqing.record.Region;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchResult.Hit;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Makes a plan into a file: finds the keys of its records, reads each record as of the report's moment,
/// and streams it. Memory stays at two pages of records.
@Singleton
final class ReportMaker {
    private static final int FIRST_DIFFERENCES = 1_000;
    private static final int BUFFER = 1 << 16;

    private final RecordRows rows;
    private final RecordTypes types;
    private final Function<String, List<Field<?>>> born;
    private final AboutText about;
    private final Path drafts;
    private final ZoneId zone;

    @Inject
    ReportMaker(
            RecordRows rows,
            RecordTypes types,
            RunTimeFields runTimeFields,
            AboutText about,
            Region region,
            @Property(name = "keqing.home", defaultValue = "./data") String home) {
        this(
                rows,
                types,
                type -> runTimeFields.all(type).stream()
                        .filter(RunTimeField::facet)
                        .<Field<?>>map(RunTimeField::asField)
                        .toList(),
                about,
                Path.of(home, "files", "tmp").toAbsolutePath(),
                region.zone());
    }

    /// @param born the facets born at run time, of a type
    ReportMaker(
            RecordRows rows,
            RecordTypes types,
            Function<String, List<Field<?>>> born,
            AboutText about,
            Path drafts,
            ZoneId zone) {
        this.rows = rows;
        this.types = types;
        this.born = born;
        this.about = about;
        this.drafts = drafts;
        this.zone = zone;
    }

    Path drafts() {
        return drafts;
    }

    ZoneId zone() {
        return zone;
    }

    /// A moment of which the index knows everything about these kinds of records, or one that says it
    /// does not.
    Moment moment(List<Records> parts) throws InterruptedException {
        Moment moment = rows.moment(
                parts.isEmpty() ? CustomerFields.TYPE : parts.getFirst().query().type());
        boolean caughtUp = moment.caughtUp();
        for (Records part : parts.subList(Math.min(1, parts.size()), parts.size())) {
            caughtUp &= rows.moment(part.query().type()).caughtUp();
        }
        return new Moment(moment.at(), caughtUp);
    }

    /// The columns of some records, in the viewer's language.
    ///
    /// @throws InvalidQueryException where there is no such field, or it has no column
    List<Column> columns(Records records, Viewer viewer, Locale locale) {
        String type = records.query().type();
        return Column.of(
                fields(type),
                records.columns(),
                records.columns().isEmpty() ? List.of() : born.apply(type),
                viewer,
                locale);
    }

    private FieldSet fields(String type) {
        return types.named(type)
                .orElseThrow(() -> new InvalidQueryException(
                        "type must be customers, interactions or feedback, was \"" + type + "\""))
                .fields();
    }

    /// What records of a type are called.
    ///
    /// @throws InvalidQueryException where there is no such type
    Label label(String type) {
        return fields(type).label();
    }

    /// Writes the file. What is compared with an earlier one must have its run files, with their marks,
    /// in `runs`.
    ///
    /// @param before the canonical lines of the figures of the report that this one repeats; null
    ///     for a new one
    Made make(ReportOrder order, ReportRuns runs, @Nullable List<String> before, Draft target) throws IOException {
        Making making = new Making(order, runs, before);
        making.find();
        switch (order.format()) {
            case XLSX -> {
                if (order.workbook() == null) {
                    making.workbook(target);
                } else {
                    making.filled(order.workbook(), target);
                }
            }
            case CSV, NDJSON -> making.text(target);
        }
        return making.made();
    }

    /// One report in the making.
    private final class Making {
        private final ReportOrder order;
        private final ReportRuns runs;
        private final @Nullable List<String> before;
        private final List<RunFile> files = new ArrayList<>();
        private final List<List<Column>> columns = new ArrayList<>();
        private final List<ValueCounts> counts = new ArrayList<>();
        private final List<Difference> differences = new ArrayList<>();
        private final List<String> figures = new ArrayList<>();
        private final Losses losses;
        private final RowLines lines = new RowLines(null);
        private long differing;
        private long written;
        private long absent;
        private long total;
        private String sha256 = "";
        private @Nullable String figuresSha256;

        Making(ReportOrder order, ReportRuns runs, @Nullable List<String> before) {
            this.order = order;
            this.runs = runs;
            this.before = before;
            this.losses = new Losses(order.locale());
        }

        Made made() {
            return new Made(
                    written,
                    absent,
                    sha256,
                    figuresSha256,
                    losses,
                    List.copyOf(figures),
                    List.copyOf(differences),
                    differing);
        }

        void find() throws IOException {
            List<Records> parts = order.plan().records();
            for (Records part : parts) {
                columns.add(columns(part, order.viewer(), order.locale()));
                boolean summary = order.format() == ExportFormat.XLSX;
                counts.add(new ValueCounts(
                        fields(part.query().type()), summary ? part.counted() : List.of(), order.viewer()));
            }
            for (int i = 0; i < parts.size(); i++) {
                RunFile run = runs.of(i);
                if (!runs.isFound(i)) {
                    rows.find(parts.get(i).query().in(order.locale()), order.viewer(), run);
                    runs.found(i);
                }
                files.add(run);
                total += run.size();
                runs.step(0, total);
            }
        }

        void workbook(Draft target) throws IOException {
            try (ReportBook book = new ReportBook(drafts, order.locale(), losses)) {
                List<Records> parts = order.plan().records();
                for (int i = 0; i < parts.size(); i++) {
                    Records part = parts.get(i);
                    String table = part.query().type() + (i == 0 ? "" : "_of_" + (i + 1));
                    DataSheet sheet = book.data(part.title().in(order.locale()), table, columns.get(i));
                    write(i, sheet);
                    sheet.end();
                }
                List<Figures> sheets = sheets();
                figures(sheets);
                book.figures(order.plan(), sheets, about.below(order, zone));
                sha256 = parts.isEmpty() ? Objects.requireNonNull(figuresSha256) : lines.sha256();
                book.finish(about.of(order, columns, book, made(), zone), target);
            }
        }

        /// A workbook of the house's own takes the first kind of records.
        void filled(byte[] content, Draft target) throws IOException {
            List<Column> first = columns.isEmpty() ? List.of() : columns.getFirst();
            try (FilledBook book = new FilledBook(content, first, order.locale(), losses);
                    ReportBook none = new ReportBook(drafts, order.locale(), losses)) {
                for (int i = 0; i < columns.size(); i++) {
                    write(i, i == 0 ? book : null);
                }
                List<Figures> sheets = sheets();
                figures(sheets);
                sha256 = columns.isEmpty() ? Objects.requireNonNull(figuresSha256) : lines.sha256();
                About text = about.of(order, columns, none, made(), zone);
                String asOf = about.below(order, zone).getFirst();
                book.finish(order.plan(), sheets, text, made(), asOf, target.output());
            }
        }

        private List<Figures> sheets() {
            List<Figures> sheets = new ArrayList<>(order.plan().figures());
            counts.stream().filter(each -> !each.isEmpty()).forEach(each -> sheets.add(each.figures()));
            return sheets;
        }

        /// The records of a report as text: one file, or an archive of several.
        void text(Draft target) throws IOException {
            List<Records> parts = order.plan().records();
            if (parts.isEmpty()) {
                throw new InvalidQueryException("format must be xlsx for a report without records, was \""
                        + order.format().ending() + "\"");
            }
            if (parts.size() == 1) {
                text(0, target.output());
            } else {
                ZipOutputStream zip = new ZipOutputStream(target.output());
                for (int i = 0; i < parts.size(); i++) {
                    zip.putNextEntry(new ZipEntry((i + 1) + "-"
                            + parts.get(i).query().type() + "." + order.format().ending()));
                    text(i, zip);
                    zip.closeEntry();
                }
                zip.finish();
            }
            sha256 = lines.sha256();
        }

        private void text(int part, OutputStream out) throws IOException {
            if (order.format() == ExportFormat.NDJSON) {
                BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
                lines.onto(buffered);
                write(part, null);
                buffered.flush();
            } else {
                CsvCells cells = new CsvCells(out, columns.get(part), order.raw(), order.encoding(), losses);
                write(part, cells);
                cells.end();
            }
        }

        private void write(int part, @Nullable Cells cells) throws IOException {
            Records records = order.plan().records().get(part);
            RunFile run = files.get(part);
            List<Column> shown = columns.get(part);
            ValueCounts counted = counts.get(part);
            Set<String> fields = new HashSet<>(counted.read());
            shown.forEach(column -> fields.add(column.field()));
            rows.read(records.query().type(), run, order.moment(), order.viewer(), fields, (from, keys, page) -> {
                long[] marks = new long[keys.length];
                long[] earlier = before == null ? marks : run.marks(from, keys.length);
                for (int i = 0; i < keys.length; i++) {
                    Hit hit = page.get(i);
                    if (hit == null) {
                        absent++;
                    } else {
                        marks[i] = lines.add(shown, hit);
                        counted.add(hit);
                        write(hit, shown, cells);
                        written++;
                    }
                    if (before != null && marks[i] != earlier[i]) {
                        differs(records.title(), from + i + 1, hit, earlier[i], marks[i]);
                    }
                }
                if (before == null) {
                    // a repetition keeps the marks that it is compared with, should it have to begin anew
                    run.mark(from, keys, marks);
                }
                runs.step(Math.min(total, written + absent), total);
            });
        }

        private void write(Hit hit, List<Column> shown, @Nullable Cells cells) throws IOException {
            if (cells == null) {
                return;
            }
            for (Column column : shown) {
                column.write(hit, zone, cells);
            }
            cells.endRow();
        }

        private void differs(Label part, long row, @Nullable Hit hit, long earlier, long now) {
            differing++;
            if (differences.size() < FIRST_DIFFERENCES) {
                RecordId id = hit == null ? null : hit.id();
                differences.add(new Difference(
                        part.in(order.locale()),
                        row,
                        id == null ? null : id.toString(),
                        now == RunFile.ABSENT
                                ? Difference.Change.GONE
                                : earlier == RunFile.ABSENT ? Difference.Change.APPEARED : Difference.Change.CHANGED));
            }
        }

        /// Each row of each table, in no language.
        private void figures(List<Figures> sheets) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            RowLines lines = new RowLines(bytes);
            for (Figures sheet : sheets) {
                for (Figures.Block block : sheet.blocks()) {
                    if (block instanceof Figures.Table table) {
                        for (List<@Nullable Object> row : table.rows()) {
                            lines.add(row);
                        }
                    }
                }
            }
            figuresSha256 = lines.sha256();
            bytes.toString(StandardCharsets.UTF_8).lines().forEach(figures::add);
            if (before != null) {
                for (int i = 0; i < Math.max(before.size(), figures.size()); i++) {
                    boolean had = i < before.size();
                    boolean has = i < figures.size();
                    if (!had || !has || !before.get(i).equals(figures.get(i))) {
                        differing++;
                        if (differences.size() < FIRST_DIFFERENCES) {
                            differences.add(new Difference(
                                    order.plan().title().in(order.locale()),
                                    i + 1,
                                    has ? figures.get(i) : before.get(i),
                                    !has
                                            ? Difference.Change.GONE
                                            : had ? Difference.Change.CHANGED : Difference.Change.APPEARED));
                        }
                    }
                }
            }
        }
    }
}
