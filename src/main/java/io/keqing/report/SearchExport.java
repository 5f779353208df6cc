package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchUrl;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything a search finds, as a file: each record that matches as of one moment, in the query's order, as its viewer
/// may see it. No limit on rows; memory stays at one page of hits.
@Singleton
public final class SearchExport {
    /// Exports that may run at once: each keeps one core and the engine busy.
    static final int AT_ONCE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SearchExport.class);
    private static final int PAGE = 1_000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm");

    private final SearchIndex index;
    private final RecordTypes types;
    private final Function<SearchQuery, String> addresses;
    private final Function<String, List<Field<?>>> born;
    private final Path drafts;
    private final ZoneId zone;
    private final Semaphore running = new Semaphore(AT_ONCE);

    @Inject
    SearchExport(
            SearchIndex index,
            RecordTypes types,
            SearchUrl url,
            RunTimeFields runTimeFields,
            @Property(name = "keqing.home", defaultValue = "./data") String home,
            @Property(name = "keqing.zone") @Nullable String zone) {
        this(
                index,
                types,
                url::address,
                type -> runTimeFields.all(type).stream()
                        .filter(RunTimeField::facet)
                        .<Field<?>>map(RunTimeField::asField)
                        .toList(),
                Path.of(home, "files", "tmp").toAbsolutePath(),
                zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    /// @param addresses `TYPE/search?…` of a query, as [SearchUrl] writes it
    /// @param born the facets born at run time, of a type
    SearchExport(
            SearchIndex index,
            RecordTypes types,
            Function<SearchQuery, String> addresses,
            Function<String, List<Field<?>>> born,
            Path drafts,
            ZoneId zone) {
        this.index = index;
        this.types = types;
        this.addresses = addresses;
        this.born = born;
        this.drafts = drafts;
        this.zone = zone;
    }

    /// Whether the viewer may take records away: those who only answer customers may not.
    public static boolean allowed(Viewer viewer) {
        return viewer.isAny(Role.ANALYST, Role.MANAGER, Role.ADMIN);
    }

    /// Makes the file. The caller closes it.
    ///
    /// @throws ExportRefusal where the viewer may not, or too many exports run
    /// @throws InvalidQueryException where the question or a column breaks a rule
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public ExportFile export(ExportRequest request, Viewer viewer) throws IOException {
        if (!allowed(viewer)) {
            throw new ExportRefusal(
                    ExportRefusal.Kind.NOT_ALLOWED,
                    "a download needs the role ANALYST, MANAGER or ADMIN, had " + viewer.roles());
        }
        if (!running.tryAcquire()) {
            throw new ExportRefusal(
                    ExportRefusal.Kind.BUSY, "at most " + AT_ONCE + " downloads run at once; try again in a moment");
        }
        try {
            return make(request, viewer);
        } finally {
            running.release();
        }
    }

    private ExportFile make(ExportRequest request, Viewer viewer) throws IOException {
        Instant asOf = Instant.now();
        SearchAbout.Subject subject = new SearchAbout.Subject(
                request,
                types.named(request.query().type())
                        .orElseThrow(() ->
                                new InvalidQueryException("type must be customers, interactions or feedback, was \""
                                        + request.query().type() + "\""))
                        .fields(),
                viewer,
                zone,
                asOf,
                address(request));
        List<Column> columns = Column.of(
                subject.fields(),
                request.columns(),
                request.columns().isEmpty()
                        ? List.of()
                        : born.apply(request.query().type()),
                viewer,
                request.locale());
        Draft draft = Draft.in(drafts);
        try {
            long rows = switch (request.format()) {
                case XLSX -> workbook(subject, columns, draft);
                case CSV -> csv(subject, columns, draft);
            };
            String type = request.query().type();
            LOG.info(
                    "{} took away {} {} as {}",
                    viewer.name(),
                    rows,
                    type,
                    request.format().ending());
            String name = type + "-" + STAMP.format(asOf.atZone(zone)) + "."
                    + request.format().ending();
            return new ExportFile(name, request.format(), rows, draft);
        } catch (IOException | RuntimeException | Error e) {
            draft.close();
            throw e;
        }
    }

    /// Where the same search is found on the screen, or how REST asks for it; empty where no address can say it.
    private Optional<String> address(ExportRequest request) {
        SearchQuery query = SearchQuery.all(request.query().type())
                .withWords(request.query().words())
                .withFilters(request.query().filters())
                .withOrder(request.query().order());
        String address;
        try {
            address = addresses.apply(query);
        } catch (InvalidQueryException e) {
            return Optional.empty(); // a condition that only words can say; they stand on the sheet
        }
        String portal = request.portal();
        return Optional.of(
                portal == null ? address : portal + "search/" + query.type() + address.substring(address.indexOf('?')));
    }

    private long workbook(SearchAbout.Subject subject, List<Column> columns, Draft target) throws IOException {
        ExportRequest request = subject.request();
        try (ReportBook book = new ReportBook(drafts, request.locale())) {
            DataSheet sheet = book.data(
                    subject.fields().label().in(request.locale()),
                    subject.fields().type(),
                    columns);
            long rows = rows(subject, columns, sheet);
            sheet.end();
            book.finish(SearchAbout.of(subject, columns, book), target);
            return rows;
        }
    }

    private long csv(SearchAbout.Subject subject, List<Column> columns, Draft target) throws IOException {
        CsvCells cells = new CsvCells(target, columns, subject.request().raw());
        long rows = rows(subject, columns, cells);
        cells.end();
        return rows;
    }

    private long rows(SearchAbout.Subject subject, List<Column> columns, Cells cells) throws IOException {
        try {
            return index.stream(subject.request().query(), subject.viewer(), PAGE, page -> write(page, columns, cells));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(List<Hit> page, List<Column> columns, Cells cells) {
        try {
            for (Hit hit : page) {
                for (Column column : columns) {
                    column.write(hit, zone, cells);
                }
                cells.endRow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be written", e);
        }
    }
}
