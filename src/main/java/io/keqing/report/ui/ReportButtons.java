package io.keqing.report.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import io.keqing.privacy.Viewer;
import io.keqing.report.ReportRequest;
import io.keqing.report.ReportSchedules;
import io.keqing.report.Reports;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/// Has the report of the form made: now, or again and again.
final class ReportButtons extends Div {
    /// How often: the end of a cron line behind minute and hour.
    private enum Rhythm {
        DAILY("* * *"),
        WORKDAYS("* * 1-5"),
        MONDAYS("* * 1"),
        MONTHLY("1 * *");

        private final String days;

        Rhythm(String days) {
            this.days = days;
        }
    }

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
        ReportRequest request = form.request();
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("report.schedule"));
        TextField name = new TextField(getTranslation("report.schedule.name"));
        name.setId("schedule-name");
        name.setRequired(true);
        Select<Rhythm> rhythm = new Select<>();
        rhythm.setLabel(getTranslation("report.schedule.rhythm"));
        rhythm.setItems(Rhythm.values());
        rhythm.setItemLabelGenerator(
                each -> getTranslation("report.schedule." + each.name().toLowerCase(java.util.Locale.ROOT)));
        rhythm.setValue(Rhythm.MONDAYS);
        TimePicker time = new TimePicker(getTranslation("report.schedule.time", zone.getId()));
        time.setValue(LocalTime.of(8, 0));
        Checkbox folder = new Checkbox(getTranslation("report.schedule.folder"));
        folder.setVisible(schedules.hasFolder());
        TextField mail = new TextField(getTranslation("report.schedule.mail"));
        mail.setVisible(schedules.hasMail());
        mail.setHelperText(getTranslation("report.schedule.mail.help"));
        Div fields = new Div(name, rhythm, time, folder, mail);
        fields.addClassName("report-dialog");
        dialog.add(fields);
        Button save = new Button(
                getTranslation("report.schedule.save"),
                click -> ReportNotice.attempt(() -> {
                    LocalTime at = time.getValue();
                    schedules.put(
                            name.getValue(),
                            "%d %d %s".formatted(at.getMinute(), at.getHour(), rhythm.getValue().days),
                            zone,
                            request,
                            folder.getValue(),
                            addresses(mail.getValue()),
                            viewer);
                    dialog.close();
                    scheduled.run();
                }));
        save.setId("schedule-save");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button(getTranslation("report.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    private static List<String> addresses(String text) {
        return Arrays.stream(text.split("[,;\\s]+"))
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
