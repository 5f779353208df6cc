package io.keqing.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.job.Job;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.report.Difference;
import io.keqing.report.ExportLog;
import io.keqing.report.Report;
import io.keqing.report.Report.Content;
import io.keqing.report.ReportRequest;
import io.keqing.report.ReportTemplates;
import io.keqing.report.Reports;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.http.server.util.HttpHostResolver;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Reports, made in the background: asked for, looked at, fetched, made again as of then, taken away.
@Controller("/api/v1/reports")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "reports")
final class ReportsController {
    private final Reports reports;
    private final ReportTemplates templates;
    private final ExportLog log;
    private final HttpHostResolver hosts;

    ReportsController(Reports reports, ReportTemplates templates, ExportLog log, HttpHostResolver hosts) {
        this.reports = reports;
        this.templates = templates;
        this.log = log;
        this.hosts = hosts;
    }

    /// @param state `queued`, `running`, `finished`, `failed` or `cancelled`
    /// @param done records written, of `total`; `perSecond` and `secondsLeft` while it runs
    /// @param asOf the moment of its records
    /// @param caughtUp false where the search index did not yet know everything of then
    /// @param absent records that were found, and came after `asOf` or are gone
    /// @param sha256 of its records as newline-delimited JSON, whatever the kind of file
    /// @param losses what its kind of file could not hold as it was: counts above 0
    /// @param differing how much is not as in the report it repeats, `differences` the first
    ///     thousand of it
    /// @param removedAt when its file was taken away
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReportAnswer(
            long id,
            String template,
            String state,
            String owner,
            @Nullable String message,
            long done,
            long total,
            @Nullable Double perSecond,
            @Nullable Long secondsLeft,
            @Nullable Instant asOf,
            boolean caughtUp,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            String format,
            @Nullable String query,
            @Nullable Long segment,
            @Nullable String customer,
            @Nullable String schedule,
            @Nullable Long againOf,
            @Nullable String fileName,
            @Nullable Long rows,
            @Nullable Long absent,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable String figuresSha256,
            @Nullable Map<String, Long> losses,
            @Nullable Long differing,
            @Nullable List<DifferenceAnswer> differences,
            @Nullable Instant removedAt) {
        static ReportAnswer of(Report report) {
            Job job = report.job();
            ReportRequest request = report.request();
            Content made = report.made();
            boolean running = job.state() == Job.State.RUNNING;
            boolean again = report.againOf() != null;
            return new ReportAnswer(
                    report.id(),
                    request.template(),
                    job.state().name().toLowerCase(Locale.ROOT),
                    report.owner(),
                    job.message() == null || job.message().isEmpty() ? null : job.message(),
                    job.done(),
                    job.total(),
                    running ? (Double) job.perSecond() : null,
                    running && job.left() != null ? (Long) job.left().toSeconds() : null,
                    report.asOf(),
                    report.caughtUp(),
                    report.askedAt(),
                    report.startedAt(),
                    job.finishedAt(),
                    request.format().ending(),
                    request.query(),
                    request.segment(),
                    request.customer(),
                    report.schedule(),
                    report.againOf(),
                    made == null ? null : made.fileName(),
                    made == null ? null : (Long) made.rows(),
                    made == null ? null : (Long) made.absent(),
                    made == null ? null : (Long) made.bytes(),
                    made == null ? null : made.sha256(),
                    made == null ? null : made.figuresSha256(),
                    made == null ? null : made.losses(),
                    made == null ? null : made.differing(),
                    made == null || !again
                            ? null
                            : made.differences().stream()
                                    .map(DifferenceAnswer::of)
                                    .toList(),
                    report.removedAt());
        }
    }

    /// @param change `changed`, `gone` or `appeared`
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DifferenceAnswer(String part, long row, @Nullable String record, String change) {
        static DifferenceAnswer of(Difference difference) {
            return new DifferenceAnswer(
                    difference.part(),
                    difference.row(),
                    difference.record(),
                    difference.change().name().toLowerCase(Locale.ROOT));
        }
    }

    /// @param takes what it takes of a request: `query`, `segment`, `customer`, `scheme`, `period`,
    ///     `columns`
    @Serdeable
    record TemplateAnswer(
            String name, String labelZh, String labelEn, String purposeZh, String purposeEn, List<String> takes) {
        static TemplateAnswer of(ReportTemplates.About template) {
            return new TemplateAnswer(
                    template.name(),
                    template.label().zh(),
                    template.label().en(),
                    template.purpose().zh(),
                    template.purpose().en(),
                    template.takes());
        }
    }

    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExportAnswer(
            Instant at,
            String user,
            List<Role> roles,
            String what,
            String format,
            long rows,
            long bytes,
            String sha256,
            @Nullable Long report,
            boolean large) {
        static ExportAnswer of(ExportLog.Export export) {
            return new ExportAnswer(
                    export.at(),
                    export.user(),
                    export.roles(),
                    export.what(),
                    export.format(),
                    export.rows(),
                    export.bytes(),
                    export.sha256(),
                    export.report(),
                    export.large());
        }
    }

    /// Asks for a report: of plain records for all of ANALYST, MANAGER and ADMIN, of the other templates
    /// for MANAGER and ADMIN. What is wrong with the request is told at once.
    @Post
    HttpResponse<ReportAnswer> ask(
            @Body AskedReport asked, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Report report = reports.ask(asked.request(request, hosts.resolve(request) + "/"), viewer);
        return accepted(report);
    }

    private static HttpResponse<ReportAnswer> accepted(Report report) {
        return HttpResponse.<ReportAnswer>accepted(URI.create("/api/v1/reports/" + report.id()))
                .body(ReportAnswer.of(report));
    }

    /// The caller's own, everybody's for ADMIN, newest first.
    @Get
    List<ReportAnswer> list(@Parameter(hidden = true) Viewer viewer) {
        return reports.list(viewer).stream().map(ReportAnswer::of).toList();
    }

    /// The templates that the caller may have.
    @Get("/templates")
    List<TemplateAnswer> templates(@Parameter(hidden = true) Viewer viewer) {
        return templates.about(viewer).stream().map(TemplateAnswer::of).toList();
    }

    /// Who took how much out of the house, newest first.
    @Get("/log")
    @Secured({"ADMIN"})
    List<ExportAnswer> log() {
        return log.latest().stream().map(ExportAnswer::of).toList();
    }

    @Get("/{id}")
    ReportAnswer one(long id, @Parameter(hidden = true) Viewer viewer) {
        return ReportAnswer.of(reports.one(id, viewer));
    }

    /// 409 until it is made, and after it was taken away.
    @Get("/{id}/file")
    HttpResponse<StreamedFile> file(long id, @Parameter(hidden = true) Viewer viewer) throws IOException {
        Report report = reports.one(id, viewer);
        var in = reports.file(report, viewer);
        Content made = Objects.requireNonNull(report.made());
        StreamedFile body = new StreamedFile(
                        in, MediaType.of(made.mediaType()), made.madeAt().toEpochMilli(), made.bytes())
                .attach(made.fileName());
        // a cache on the way must not keep who we know
        return HttpResponse.ok(body)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Keqing-Rows", Long.toString(made.rows()));
    }

    /// The same records once more, each as it stood at the report's own moment: its hash is the same, or
    /// `differences` say what is not.
    @Post("/{id}/again")
    HttpResponse<ReportAnswer> again(long id, @Parameter(hidden = true) Viewer viewer) {
        return accepted(reports.again(id, viewer));
    }

    /// Stops one that is being made, takes away the file of one that is made.
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void remove(long id, @Parameter(hidden = true) Viewer viewer) {
        reports.remove(id, viewer);
    }
}
