package io.keqing.report.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.keqing.privacy.Viewer;
import io.keqing.report.ReportSchedules;
import io.keqing.report.Reports;
import java.time.ZoneId;

/// Has the report of the form made: now, or again and again.
final class ReportButtons extends Div {
    private final NewReport form;
    private final transient Reports reports;
    private final transient ReportSchedules schedules;
    private final ZoneId zone;
    private final transient Viewer viewer;
    private final transient Runnable asked;
    private final transient Runnable scheduled;

    ReportButtons(
            NewReport form,
            Reports reports,
            ReportSchedules schedules,
            ZoneId zone,
            Viewer viewer,
            Runnable asked,
            Runnable scheduled) {
        this.form = form;
        this.reports = reports;
        this.schedules = schedules;
        this.zone = zone;
        this.viewer = viewer;
        this.asked = asked;
        this.scheduled = scheduled;
        addClassName("report-buttons");
        Button make = new Button(getTranslation("report.make"), click -> make());
        make.setId("report-make");
        make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button again = new Button(getTranslation("report.schedule"), click -> schedule());
        again.setId("report-schedule");
        add(make, again);
    }

    private void make() {
        ReportNotice.attempt(() -> {
            reports.ask(form.request(), viewer);
            asked.run();
        });
    }

    private void schedule() {
        ReportNotice.attempt(() -> new ScheduleDialog(schedules, form.request(), zone, viewer, scheduled).open());
    }
}
