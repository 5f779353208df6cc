package io.keqing.report.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.report.ExportLog;
import io.keqing.report.ReportSchedules;
import io.keqing.report.ReportTemplates;
import io.keqing.report.Reports;
import io.keqing.report.Workbooks;
import io.keqing.segment.CustomerSegments;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;

/// Workbooks out: a new report above, those that come round again, and what was made below.
@Route("reports")
@Menu(title = "report.title", icon = "vaadin:file-table", order = 35)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("reports.css")
@Prototype
final class ReportsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final NewReport form;

    ReportsView(
            Reports reports,
            ReportTemplates templates,
            ReportSchedules schedules,
            CustomerSegments segments,
            Workbooks workbooks,
            ExportLog log,
            Values values,
            SignedIn signedIn) {
        addClassNames("screen", "reports-view");
        Viewer viewer = signedIn.viewer();
        ReportList list = new ReportList(reports, templates.about(viewer), values, viewer);
        ScheduleList rounds = new ScheduleList(schedules, templates.about(viewer), viewer);
        this.form = new NewReport(templates.about(viewer), segments.all(viewer));
        ReportButtons buttons =
                new ReportButtons(form, reports, schedules, values.zone(), viewer, list::refresh, rounds::refresh);
        Div card = new Div(form, buttons);
        card.addClassName("report-new");
        add(card, rounds, list, new WorkbookList(workbooks, values, viewer, form::offer));
        if (viewer.isAny(Role.ADMIN)) {
            add(new ExportList(log, values));
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        form.fill(event.getLocation().getQueryParameters());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("report.title");
    }
}
