package io.keqing.report.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.privacy.Viewer;
import io.keqing.report.ReportSchedules;
import io.keqing.report.ReportSchedules.Schedule;
import io.keqing.report.ReportTemplates.About;
import io.keqing.ui.Values;
import java.util.List;

/// The reports that come round again, where there are any.
final class ScheduleList extends Div {
    private final transient ReportSchedules schedules;
    private final transient Viewer viewer;
    private final Grid<Schedule> grid = new Grid<>();

    ScheduleList(ReportSchedules schedules, List<About> templates, Viewer viewer) {
        this.schedules = schedules;
        this.viewer = viewer;
        addClassName("report-list");
        grid.setId("schedules");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addColumn(Schedule::name)
                .setHeader(getTranslation("report.schedule.name"))
                .setFlexGrow(2);
        grid.addColumn(schedule -> templates.stream()
                        .filter(template ->
                                template.name().equals(schedule.report().template()))
                        .map(template -> template.label().in(getLocale()))
                        .findFirst()
                        .orElse(schedule.report().template()))
                .setHeader(getTranslation("report.template"))
                .setFlexGrow(2);
        grid.addColumn(this::rhythm)
                .setHeader(getTranslation("report.schedule.cron"))
                .setFlexGrow(2);
        grid.addColumn(schedule -> Values.moment(schedule.next(), schedule.zone(), getLocale()))
                .setHeader(getTranslation("report.schedule.next"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(this::removal)).setWidth("5rem").setFlexGrow(0);
        add(new H3(getTranslation("report.schedules")), grid);
        refresh();
    }

    private String rhythm(Schedule schedule) {
        String when = Rhythm.Beat.of(schedule.cron())
                .map(beat -> getTranslation(beat.rhythm().text()) + " " + beat.time())
                .orElseGet(schedule::cron);
        return when + " · " + schedule.zone();
    }

    private Button removal(Schedule schedule) {
        Button button = new Button(new Icon(VaadinIcon.TRASH), click -> {
            schedules.remove(schedule.name(), schedule.owner(), viewer);
            refresh();
        });
        button.setAriaLabel(getTranslation("report.schedule.remove", schedule.name()));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    void refresh() {
        List<Schedule> all = schedules.list(viewer);
        grid.setItems(all);
        setVisible(!all.isEmpty());
    }
}
