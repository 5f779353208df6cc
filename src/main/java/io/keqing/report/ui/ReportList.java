package io.keqing.report.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.keqing.job.Job;
import io.keqing.privacy.Viewer;
import io.keqing.report.Report;
import io.keqing.report.Report.Content;
import io.keqing.report.ReportRefusal;
import io.keqing.report.ReportTemplates.About;
import io.keqing.report.Reports;
import io.keqing.ui.Ticker;
import io.keqing.ui.Values;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The reports so far, newest first, those that are made with their progress.
final class ReportList extends Div {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int HASH_SHOWN = 12;

    private final transient Reports reports;
    private final transient List<About> templates;
    private final transient Values values;
    private final transient Viewer viewer;
    private final Grid<Report> grid = new Grid<>();
    private transient List<Report> shown = List.of();

    ReportList(Reports reports, List<About> templates, Values values, Viewer viewer) {
        this.reports = reports;
        this.templates = templates;
        this.values = values;
        this.viewer = viewer;
        addClassName("report-list");
        columns();
        add(new H3(getTranslation("report.made")), new Span(getTranslation("report.kept", reports.keptDays())), grid);
        refresh();
        Ticker.every(this, LOOK, () -> reports.list(viewer), this::show);
    }

    void refresh() {
        show(reports.list(viewer));
    }

    private void show(List<Report> now) {
        if (!now.equals(shown)) {
            shown = now;
            grid.setItems(now);
        }
    }

    private void columns() {
        grid.setId("reports");
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("report.none"));
        grid.addColumn(this::name).setHeader(getTranslation("report.template")).setFlexGrow(2);
        grid.addColumn(report -> report.asOf() == null ? "" : values.moment(report.asOf(), getLocale()))
                .setHeader(getTranslation("report.asOf"))
                .setWidth("11rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::state))
                .setHeader(getTranslation("report.state"))
                .setFlexGrow(2);
        grid.addColumn(report ->
                        report.made() == null ? "" : values.number(report.made().rows(), getLocale()))
                .setHeader(getTranslation("report.rows"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addColumn(report -> report.made() == null ? "" : size(report.made().bytes()))
                .setHeader(getTranslation("report.size"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("6rem")
                .setFlexGrow(0);
        grid.addColumn(report ->
                        report.made() == null ? "" : report.made().sha256().substring(0, HASH_SHOWN))
                .setHeader(getTranslation("report.hash"))
                .setTooltipGenerator(
                        report -> report.made() == null ? "" : report.made().sha256())
                .setPartNameGenerator(report -> "hash")
                .setWidth("8.5rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::actions)).setWidth("14rem").setFlexGrow(0);
    }

    private String name(Report report) {
        String name = report.request().template();
        String label = templates.stream()
                .filter(template -> template.name().equals(name))
                .map(template -> template.label().in(getLocale()))
                .findFirst()
                .orElse(name);
        String more = report.schedule() != null
                ? " · " + report.schedule()
                : report.againOf() != null ? " · " + getTranslation("report.againOf", report.againOf()) : "";
        return "#" + report.id() + " " + label + more;
    }

    private String size(long bytes) {
        return bytes < 1 << 20
                ? values.number((bytes + 1023) / 1024, getLocale()) + " KB"
                : values.number(bytes * 10 / (1 << 20) / 10.0, getLocale()) + " MB";
    }

    private Component state(Report report) {
        Job job = report.job();
        if (job.state() == Job.State.RUNNING) {
            ProgressBar bar =
                    new ProgressBar(0, Math.max(1, job.total()), Math.min(job.done(), Math.max(1, job.total())));
            bar.setIndeterminate(job.total() == 0);
            Duration left = job.left();
            Span told = new Span(getTranslation(
                    "report.progress",
                    values.number(job.done(), getLocale()),
                    values.number(job.total(), getLocale()),
                    left == null ? "–" : left.toSeconds()));
            return new Div(bar, told);
        }
        String text = report.removedAt() != null
                ? getTranslation("report.state.removed")
                : getTranslation("report.state." + job.state().name().toLowerCase(Locale.ROOT));
        Content made = report.made();
        if (made != null && made.differing() != null) {
            text += " · "
                    + (made.differing() == 0
                            ? getTranslation("report.same")
                            : getTranslation("report.differing", values.number(made.differing(), getLocale())));
        }
        if (made != null && !report.caughtUp()) {
            text += " · " + getTranslation("report.lags");
        }
        if (job.state() == Job.State.FAILED) {
            text = getTranslation("report.failedFor", text, job.message());
        }
        return new Span(text);
    }

    private Component actions(Report report) {
        Div actions = new Div();
        actions.addClassName("report-actions");
        if (report.hasFile()) {
            Anchor anchor = new Anchor();
            anchor.setHref(DownloadHandler.fromInputStream(event -> download(event, report)));
            anchor.getElement().setAttribute("download", true);
            anchor.setTabIndex(-1);
            anchor.add(new Button(getTranslation("report.download"), new Icon(VaadinIcon.DOWNLOAD_ALT)));
            Button again = new Button(
                    getTranslation("report.again"),
                    click -> ReportNotice.attempt(() -> {
                        reports.again(report.id(), viewer);
                        refresh();
                    }));
            again.setTooltipText(getTranslation("report.again.help"));
            again.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            actions.add(anchor, again);
        }
        boolean open = report.job().state() == Job.State.RUNNING || report.job().state() == Job.State.QUEUED;
        if (open || report.hasFile()) {
            Button away = new Button(
                    new Icon(open ? VaadinIcon.CLOSE_SMALL : VaadinIcon.TRASH),
                    click -> ReportNotice.attempt(() -> {
                        reports.remove(report.id(), viewer);
                        refresh();
                    }));
            away.setAriaLabel(getTranslation(open ? "report.cancel" : "report.remove"));
            away.setTooltipText(getTranslation(open ? "report.cancel" : "report.remove"));
            away.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            actions.add(away);
        }
        return actions;
    }

    private DownloadResponse download(DownloadEvent event, Report report) {
        try {
            Content made = Objects.requireNonNull(report.made());
            return new DownloadResponse(reports.file(report, viewer), made.fileName(), made.mediaType(), made.bytes());
        } catch (ReportRefusal e) {
            event.getUI().access(() -> ReportNotice.tell(e));
            return DownloadResponse.error(409, e);
        } catch (IOException e) {
            return DownloadResponse.error(500, e);
        }
    }
}
