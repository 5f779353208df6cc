package io.keqing.report;

import io.keqing.job.Job;
import io.keqing.job.JobWorkers;
import io.keqing.job.Jobs;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchIndex;
import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports: asked for, made in the background, kept for a while. Everybody knows their own, an
/// administrator all.
@Singleton
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final ReportTable table;
    private final ReportTemplates templates;
    private final ReportMaker maker;
    private final SearchIndex index;
    private final ReportFolder folder;
    private final Workbooks workbooks;
    private final Jobs jobs;
    private final JobWorkers workers;
    private final int keptDays;

    /// @param keptDays days a file is kept
    Reports(
            ReportTable table,
            ReportTemplates templates,
            ReportMaker maker,
            SearchIndex index,
            ReportFolder folder,
            Workbooks workbooks,
            Jobs jobs,
            JobWorkers workers,
            @Property(name = "keqing.report.kept-days", defaultValue = "30") int keptDays) {
        this.table = table;
        this.templates = templates;
        this.maker = maker;
        this.index = index;
        this.folder = folder;
        this.workbooks = workbooks;
        this.jobs = jobs;
        this.workers = workers;
        this.keptDays = keptDays;
    }

    /// Days that a file is kept before it is taken away.
    public int keptDays() {
        return keptDays;
    }

    /// Asks for a report. What is wrong with the request is told at once, not when its turn comes.
    ///
    /// @throws ReportRefusal where the viewer may not, or the request breaks a rule
    /// @throws io.keqing.search.InvalidQueryException where its question or a column breaks a rule
    public Report ask(ReportRequest request, Viewer viewer) {
        check(request, viewer);
        long id = table.add(request, null, workers.portal(), ReportJob.KIND, viewer);
        workers.wake();
        return one(id, viewer);
    }

    /// Whether the viewer could have it made now.
    void check(ReportRequest request, Viewer viewer) {
        ReportTemplate template = templates.allowed(request.template(), viewer);
        template.checkParts(request);
        template.question(request, Instant.now(), viewer);
        List<Records> parts = template.records(request, Instant.now(), viewer);
        parts.forEach(records -> {
            index.check(records.query(), viewer);
            maker.columns(records, viewer, request.language());
        });
        if (request.workbook() != null
                && (request.format() != ExportFormat.XLSX
                        || workbooks.content(request.workbook()).isEmpty())) {
            throw ReportRefusal.rule("workbook must be the name of one that was put, for format xlsx, was \""
                    + request.workbook() + "\"");
        }
        if (request.format() != ExportFormat.XLSX && parts.isEmpty()) {
            throw ReportRefusal.rule("format must be xlsx for the report " + request.template()
                    + ", which has no records, was \"" + request.format().ending() + "\"");
        }
    }

    /// Asks for a report once more, as of its own moment: the same records are read as they stood then.
    ///
    /// @throws ReportRefusal where it was not made by this portal, or is no longer kept
    public Report again(long id, Viewer viewer) {
        Report report = one(id, viewer);
        if (report.made() == null || report.asOf() == null) {
            throw ReportRefusal.state("a report must be made before it is made again, report " + id + " is "
                    + report.job().state());
        }
        if (report.removedAt() != null) {
            throw ReportRefusal.state("a report can be made again for " + keptDays + " days, report " + id
                    + " was taken away at " + report.removedAt());
        }
        elsewhere(report);
        check(report.request(), viewer);
        long again = table.add(report.request(), report, workers.portal(), ReportJob.KIND, viewer);
        workers.wake();
        return one(again, viewer);
    }

    /// @throws ReportRefusal where its file is another portal's
    private void elsewhere(Report report) {
        if (!Objects.equals(report.portal(), workers.portal())) {
            throw ReportRefusal.state(
                    "the file of report " + report.id() + " is at the portal with the home " + report.portal());
        }
    }

    /// The latest that the viewer may know, newest first.
    public List<Report> list(Viewer viewer) {
        return table.latest(viewer.isAny(Role.ADMIN) ? null : viewer.name());
    }

    /// @throws ReportRefusal where there is none that the viewer may know
    public Report one(long id, Viewer viewer) {
        return table.find(id)
                .filter(report -> viewer.isAny(Role.ADMIN) || report.owner().equals(viewer.name()))
                .orElseThrow(() -> ReportRefusal.unknown("there is no report " + id));
    }

    /// The file, from its start; the caller closes it.
    ///
    /// @throws ReportRefusal where there is none, or it was made with a role that the viewer has no
    ///     longer
    public InputStream file(Report report, Viewer viewer) throws IOException {
        if (!viewer.roles().containsAll(report.roles()) && !viewer.isAny(Role.ADMIN)) {
            throw ReportRefusal.notAllowed(
                    "report " + report.id() + " was made with the roles " + report.roles() + ", had " + viewer.roles());
        }
        if (!report.hasFile()) {
            throw ReportRefusal.state(
                    report.made() == null
                            ? "report " + report.id() + " is not made, it is "
                                    + report.job().state()
                            : "the file of report " + report.id() + " was taken away at " + report.removedAt());
        }
        elsewhere(report);
        return folder.read(report.id());
    }

    /// Stops a report that is being made, takes the file of one that is made away. Its row stays, for
    /// the log.
    public void remove(long id, Viewer viewer) {
        Report report = one(id, viewer);
        Job.State state = report.job().state();
        if (state == Job.State.QUEUED || state == Job.State.RUNNING) {
            jobs.cancel(report.job().id());
            workers.wake();
        } else if (report.portal() != null && report.portal().equals(workers.portal())) {
            takeAway(report);
        } else {
            elsewhere(report);
        }
    }

    private void takeAway(Report report) {
        try {
            folder.remove(report.id());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of reports must be writable", e);
        }
        table.removed(report.id());
    }

    /// Takes away what has been kept long enough.
    ///
    /// @return how many files
    @Scheduled(initialDelay = "5m", fixedDelay = "1h")
    public int sweep() {
        List<Report> past = table.past(workers.portal(), keptDays);
        past.forEach(this::takeAway);
        if (!past.isEmpty()) {
            LOG.info("{} reports were kept for {} days and are taken away", past.size(), keptDays);
        }
        return past.size();
    }
}
