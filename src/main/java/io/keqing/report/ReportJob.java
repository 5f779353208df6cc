package io.keqing.report;

import io.keqing.job.JobRun;
import io.keqing.job.JobWork;
import io.keqing.job.JobWorkers;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchIndex;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Makes one report. Taken up again after a crash, it goes on as of the same instant: keys that were
/// found stay found, and the file is written anew.
@Singleton
final class ReportJob implements JobWork {
    static final String KIND = "report";

    /// Text files from here on are sent in an archive.
    private static final long LARGE = 16L << 20;

    private static final String ZIP = "application/zip";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm");

    private final ReportTable table;
    private final ReportTemplates templates;
    private final ReportMaker maker;
    private final SearchIndex index;
    private final ReportFolder folder;
    private final ExportLog log;
    private final Workbooks workbooks;
    private final ReportDelivery delivery;
    private final BeanProvider<JobWorkers> workers;

    ReportJob(
            ReportTable table,
            ReportTemplates templates,
            ReportMaker maker,
            SearchIndex index,
            ReportFolder folder,
            ExportLog log,
            Workbooks workbooks,
            ReportDelivery delivery,
            BeanProvider<JobWorkers> workers) {
        this.table = table;
        this.templates = templates;
        this.maker = maker;
        this.index = index;
        this.folder = folder;
        this.log = log;
        this.workbooks = workbooks;
        this.delivery = delivery;
        this.workers = workers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int atOnce() {
        return 2;
    }

    @Override
    public void run(JobRun run) throws Exception {
        Report report = table.ofJob(run.id()).orElseGet(() -> born(run));
        Viewer viewer = run.owner();
        table.begin(report.id(), workers.get().portal(), viewer);
        ReportTemplate template = templates.allowed(report.request().template(), viewer);
        Instant about = Objects.requireNonNullElseGet(report.asOf(), Instant::now);
        List<Records> parts = template.records(report.request(), about, viewer);
        // a question that was right when it was kept may be wrong by now, or no longer for its owner
        parts.forEach(part -> index.check(part.query(), viewer));
        Moment moment =
                report.asOf() == null ? moment(report.id(), parts) : new Moment(report.asOf(), report.caughtUp());
        ReportPlan plan = template.plan(report.request(), moment.at(), viewer);
        if (report.againOf() != null) {
            repeat(report, report.againOf(), plan.records().size());
        }
        run.step(0, 0);
        make(run, report, plan, moment, viewer);
    }

    /// A schedule hands in a job and knows nothing of reports.
    private Report born(JobRun run) {
        ScheduledReport scheduled = ScheduledReport.of(run.payload());
        long id = table.ofSchedule(
                run.id(), scheduled.request(), scheduled.name(), run.owner().name());
        return table.find(id).orElseThrow();
    }

    private Moment moment(long report, List<Records> parts) throws InterruptedException {
        Moment moment = maker.moment(parts);
        table.moment(report, moment);
        return moment;
    }

    /// The records are those that were found then, with the marks of how they were written.
    private void repeat(Report report, long of, int parts) throws IOException {
        Set<Integer> found = table.found(report.id());
        for (int i = 0; i < parts; i++) {
            if (!found.contains(i)) {
                folder.copyRun(of, report.id(), i);
                table.found(report.id(), i);
            }
        }
    }

    private void make(JobRun run, Report report, ReportPlan plan, Moment moment, Viewer viewer) throws IOException {
        ReportRequest request = report.request();
        @Nullable List<String> before = report.againOf() == null ? null : table.figures(report.againOf());
        try (Draft draft = Draft.in(maker.drafts());
                StoredRuns runs = new StoredRuns(report.id(), folder, table, run)) {
            ReportOrder order = new ReportOrder(
                    plan,
                    viewer,
                    moment,
                    request.language(),
                    request.format(),
                    request.portal(),
                    request.raw(),
                    request.encoding(),
                    workbook(request));
            Made made = maker.make(order, runs, before, draft);
            String ending = request.format().ending();
            String name = request.template() + "-" + STAMP.format(moment.at().atZone(maker.zone())) + "." + ending;
            boolean archive =
                    request.format() != ExportFormat.XLSX && plan.records().size() > 1;
            boolean packed = request.format() != ExportFormat.XLSX && !archive && draft.bytes() > LARGE;
            long bytes = folder.keep(report.id(), out -> {
                if (packed) {
                    pack(draft.read(), name, out);
                } else {
                    draft.read().transferTo(out);
                }
            });
            table.made(
                    report.id(),
                    archive || packed ? name + ".zip" : name,
                    archive || packed ? ZIP : request.format().mediaType(),
                    bytes,
                    made,
                    report.againOf() != null);
            log.add(viewer, request.template(), request.format(), made, bytes, report.id());
        }
        if (report.schedule() != null) {
            delivery.deliver(table.find(report.id()).orElseThrow(), ScheduledReport.of(run.payload()));
        }
    }

    private byte @Nullable [] workbook(ReportRequest request) {
        String name = request.workbook();
        return name == null
                ? null
                : workbooks
                        .content(name)
                        .orElseThrow(() -> ReportRefusal.rule("there is no workbook \"" + name + "\""));
    }

    private static void pack(InputStream from, String name, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(name));
        from.transferTo(zip);
        zip.closeEntry();
        zip.finish();
    }
}
