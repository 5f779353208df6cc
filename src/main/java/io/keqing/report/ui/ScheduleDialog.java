package io.keqing.report.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import io.keqing.privacy.Viewer;
import io.keqing.report.ReportRequest;
import io.keqing.report.ReportSchedules;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/// Has a report made again and again: how often, at what time of whose day, and where it goes.
final class ScheduleDialog extends Dialog {
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final transient ReportSchedules schedules;
    private final transient ReportRequest report;
    private final transient Viewer viewer;
    private final transient Runnable scheduled;
    private final TextField name = new TextField();
    private final Select<Rhythm> rhythm = new Select<>();
    private final TimePicker time = new TimePicker();
    private final ComboBox<String> zone = new ComboBox<>();
    private final Checkbox folder = new Checkbox();
    private final TextField mail = new TextField();

    /// @param otherwise the zone where the browser tells none
    ScheduleDialog(
            ReportSchedules schedules, ReportRequest report, ZoneId otherwise, Viewer viewer, Runnable scheduled) {
        this.schedules = schedules;
        this.report = report;
        this.viewer = viewer;
        this.scheduled = scheduled;
        setHeaderTitle(getTranslation("report.schedule"));
        name.setId("schedule-name");
        name.setLabel(getTranslation("report.schedule.name"));
        name.setRequired(true);
        rhythm.setId("schedule-rhythm");
        rhythm.setLabel(getTranslation("report.schedule.rhythm"));
        rhythm.setItems(Rhythm.values());
        rhythm.setItemLabelGenerator(each -> getTranslation(each.text()));
        rhythm.setValue(Rhythm.MONDAYS);
        time.setId("schedule-time");
        time.setLabel(getTranslation("report.schedule.time"));
        time.setValue(MORNING);
        zone.setId("schedule-zone");
        zone.setLabel(getTranslation("report.schedule.zone"));
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.setValue(zoneOfTheBrowser(otherwise).getId());
        folder.setLabel(getTranslation("report.schedule.folder"));
        folder.setVisible(schedules.hasFolder());
        mail.setLabel(getTranslation("report.schedule.mail"));
        mail.setHelperText(getTranslation("report.schedule.mail.help"));
        mail.setVisible(schedules.hasMail());
        Div fields = new Div(name, rhythm, time, zone, folder, mail);
        fields.addClassName("report-dialog");
        add(fields);
        Button save = new Button(getTranslation("report.schedule.save"), click -> ReportNotice.attempt(this::save));
        save.setId("schedule-save");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(getTranslation("report.cancel"), click -> close()), save);
    }

    private static ZoneId zoneOfTheBrowser(ZoneId otherwise) {
        String id = UI.getCurrent().getPage().getExtendedClientDetails().getTimeZoneId();
        return id != null && ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.of(id) : otherwise;
    }

    private void save() {
        boolean whole = !name.isEmpty() && !time.isEmpty() && !zone.isEmpty();
        name.setInvalid(name.isEmpty());
        time.setInvalid(time.isEmpty());
        zone.setInvalid(zone.isEmpty());
        if (!whole) {
            return;
        }
        schedules.put(
                name.getValue(),
                new Rhythm.Beat(rhythm.getValue(), time.getValue()).cron(),
                ZoneId.of(zone.getValue()),
                report,
                folder.getValue(),
                addresses(mail.getValue()),
                viewer);
        close();
        scheduled.run();
    }

    private static List<String> addresses(String text) {
        return Arrays.stream(text.split("[,;\\s]+"))
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
