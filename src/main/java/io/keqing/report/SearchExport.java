package io.keqing.report;

import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Everything a search finds, as a file: each record that matches as of one moment, in the query's
/// order, as its viewer may see it. No limit on rows; memory stays at one page of hits.
@Singleton
public final class SearchExport {
    /// Exports that may run at once: each keeps one core and the engine busy.
    static final int AT_ONCE = 2;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm");

    private final ReportMaker maker;
    private final TakenAway log;
    private final Semaphore running = new Semaphore(AT_ONCE);

    SearchExport(ReportMaker maker, TakenAway log) {
        this.maker = maker;
        this.log = log;
    }

    /// Whether the viewer may take records away: those who only answer customers may not.
    public static boolean allowed(Viewer viewer) {
        return viewer.isAny(Role.ANALYST, Role.MANAGER, Role.ADMIN);
    }

    /// Makes the file. The caller closes it.
    ///
    /// @throws ReportRefusal where the viewer may not, or too many exports run
    /// @throws InvalidQueryException where the question or a column breaks a rule
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public ExportFile export(ExportRequest request, Viewer viewer) throws IOException {
        if (!allowed(viewer)) {
            throw ReportRefusal.notAllowed(
                    "a download needs the role ANALYST, MANAGER or ADMIN, had " + viewer.roles());
        }
        if (!running.tryAcquire()) {
            throw ReportRefusal.busy("at most " + AT_ONCE + " downloads run at once; try again in a moment");
        }
        try {
            return make(request, viewer);
        } finally {
            running.release();
        }
    }

    private ExportFile make(ExportRequest request, Viewer viewer) throws IOException {
        Records records = new Records(maker.label(request.query().type()), request.query(), request.columns());
        maker.columns(records, viewer, request.locale());
        ReportPlan plan = new ReportPlan(records.title(), List.of(), List.of(), List.of(records), List.of());
        Draft draft = Draft.in(maker.drafts());
        try (PassingRuns runs = new PassingRuns(maker.drafts())) {
            ReportOrder order = new ReportOrder(
                    plan,
                    viewer,
                    maker.moment(plan.records()),
                    request.locale(),
                    request.format(),
                    request.portal(),
                    request.raw(),
                    request.encoding(),
                    null);
            Made made = maker.make(order, runs, null, draft);
            String type = request.query().type();
            String ending = request.format().ending();
            log.add(viewer, type, request.format(), made, draft.bytes(), null);
            String name = type + "-" + STAMP.format(order.moment().at().atZone(maker.zone())) + "." + ending;
            return new ExportFile(name, request.format(), made.rows(), draft);
        } catch (InterruptedException e) {
            draft.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the download was interrupted", e);
        } catch (IOException | RuntimeException | Error e) {
            draft.close();
            throw e;
        }
    }
}
