package io.keqing.importing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.keqing.customer.Duplicates;
import io.keqing.importing.Counts;
import io.keqing.importing.ImportJob;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.ImportProgress;
import io.keqing.importing.ImportUndo;
import io.keqing.privacy.Viewer;
import io.keqing.ui.Catalogue;
import io.keqing.ui.Ticker;
import io.keqing.ui.Values;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// The imports so far, newest first, those that run with their progress.
final class ImportList extends Div {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int SHOWN = 100;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final transient ImportJobs jobs;
    private final transient Duplicates duplicates;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Viewer viewer;
    private final Grid<ImportJob> grid = new Grid<>();
    private final Div nothing = new Div();
    private final transient RuleText rules = new RuleText(this::getTranslation);
    private transient List<ImportJob> shown = List.of();

    /// Knows a job by its number, since each look brings new objects.
    private final transient DataProvider<ImportJob, Void> rows = new CallbackDataProvider<>(
            query -> page(query.getOffset(), query.getLimit()), query -> shown.size(), ImportJob::id);

    ImportList(ImportJobs jobs, Duplicates duplicates, Catalogue catalogue, Values values, Viewer viewer) {
        this.jobs = jobs;
        this.duplicates = duplicates;
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = viewer;
        addClassName("import-list");
        nothing.addClassName("nothing");
        nothing.setText(getTranslation("importing.none"));
        build();
        add(new H3(getTranslation("importing.past")), nothing, grid);
        grid.setDataProvider(rows);
        grid.setVisible(false);
        refresh();
        Ticker.every(this, LOOK, this::look, this::show);
    }

    private List<ImportJob> look() {
        return jobs.written(SHOWN);
    }

    private Stream<ImportJob> page(int offset, int limit) {
        return shown.stream().skip(offset).limit(limit);
    }

    void refresh() {
        show(look());
    }

    /// Only what changed is sent: an opened row stays open, and nothing flickers.
    private void show(List<ImportJob> now) {
        if (now.equals(shown)) {
            return;
        }
        List<Long> ids = now.stream().map(ImportJob::id).toList();
        boolean sameRows = shown.stream().map(ImportJob::id).toList().equals(ids);
        List<ImportJob> before = shown;
        shown = now;
        nothing.setVisible(now.isEmpty());
        grid.setVisible(!now.isEmpty());
        if (!sameRows) {
            rows.refreshAll();
        } else {
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).equals(before.get(i))) {
                    rows.refreshItem(now.get(i));
                }
            }
        }
    }

    private void build() {
        grid.setId("imports");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(job -> job.fileName())
                .setHeader(getTranslation("importing.file"))
                .setWidth("9.5rem")
                .setTooltipGenerator(ImportJob::fileName)
                .setFlexGrow(2);
        grid.addColumn(job -> typeLabel(job))
                .setHeader(getTranslation("importing.type"))
                .setWidth("6.25rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::state))
                .setHeader(getTranslation("importing.state"))
                .setWidth("10.25rem")
                .setFlexGrow(0);
        number("importing.read", "4.75rem", Counts::read);
        number("importing.created", "4.75rem", Counts::created);
        number("importing.updated", "4.75rem", Counts::updated);
        number("importing.unchanged", "6rem", Counts::unchanged);
        number("importing.rejected", "4.75rem", Counts::rejected);
        grid.addColumn(job -> values.moment(job.queuedAt(), getLocale()))
                .setHeader(getTranslation("importing.at"))
                .setWidth("11.25rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::buttons))
                .setWidth("8rem")
                .setFrozenToEnd(true)
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        grid.setItemDetailsRenderer(new ComponentRenderer<>(this::details));
        grid.setDetailsVisibleOnClick(true);
    }

    private String typeLabel(ImportJob job) {
        return catalogue
                .named(job.type())
                .map(type -> type.fields().label().in(getLocale()))
                .orElse(job.type());
    }

    private void number(String key, String width, ToLongFunction<Counts> number) {
        grid.addColumn(job -> values.number(number.applyAsLong(job.counts()), getLocale()))
                .setHeader(getTranslation(key))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth(width)
                .setFlexGrow(0);
    }

    private Component state(ImportJob job) {
        String text = getTranslation("importing.state." + job.state().name().toLowerCase(Locale.ROOT));
        Span badge = new Span(text);
        badge.addClassNames("badge", job.state() == ImportJob.State.FAILED ? "poor" : "quiet");
        ImportUndo.State undo = job.undo();
        if (undo != null) {
            badge.setText(getTranslation("importing.undo." + undo.state().name().toLowerCase(Locale.ROOT)));
        }
        ImportProgress.Snapshot now = job.progress();
        if (now == null) {
            return badge;
        }
        ProgressBar bar = new ProgressBar();
        bar.setValue(Math.clamp(now.share(), 0, 1));
        String told = getTranslation(
                "importing.rate",
                values.number(now.rowsRead(), getLocale()),
                values.number(Math.round(now.rowsPerSecond()), getLocale()));
        Double left = now.secondsLeft();
        Span rate = new Span(left == null ? told : told + getTranslation("importing.left", timeLeft(left)));
        rate.addClassName("dim");
        Div progress = new Div(rate, bar);
        progress.addClassName("import-progress");
        return progress;
    }

    private String timeLeft(double seconds) {
        return seconds < 90
                ? getTranslation("importing.left.seconds", values.number((long) Math.ceil(seconds), getLocale()))
                : getTranslation("importing.left.minutes", values.number((long) Math.ceil(seconds / 60), getLocale()));
    }

    private Component buttons(ImportJob job) {
        Div buttons = new Div();
        if (!job.state().isOver()) {
            Button cancel = new Button(getTranslation("importing.cancel"), click -> {
                jobs.cancel(job.id(), viewer);
                refresh();
            });
            cancel.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY, ButtonVariant.ERROR);
            buttons.add(cancel);
        }
        if (job.problems() > 0) {
            DownloadHandler handler = event -> rejects(job.id(), event);
            buttons.add(new Anchor(handler, getTranslation("importing.rejects")));
        }
        if (job.undoable() && job.counts().created() + job.counts().updated() > 0) {
            Button undo = new Button(getTranslation("importing.undo"), click -> confirmUndo(job));
            undo.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
            buttons.add(undo);
        }
        return buttons;
    }

    private void confirmUndo(ImportJob job) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("importing.undo.ask", job.fileName()));
        dialog.setText(getTranslation(
                "importing.undo.text",
                values.number(job.counts().created(), getLocale()),
                values.number(job.counts().updated(), getLocale())));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("importing.undo.leave"));
        dialog.setConfirmText(getTranslation("importing.undo"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            try {
                jobs.undo(job.id(), viewer);
            } catch (ImportUndo.Refused e) {
                Notification.show(String.valueOf(e.getMessage()));
            }
            refresh();
        });
        dialog.open();
    }

    private void rejects(long id, DownloadEvent event) throws IOException {
        csv("rejects-" + id + ".csv", event, out -> jobs.writeRejects(id, viewer, out));
    }

    private interface Content {
        void write(Writer out) throws IOException;
    }

    private static void csv(String name, DownloadEvent event, Content content) throws IOException {
        event.setFileName(name);
        event.setContentType("text/csv; charset=utf-8");
        try (Writer out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8)) {
            out.write(BYTE_ORDER_MARK);
            content.write(out);
        }
    }

    private Component details(ImportJob job) {
        Div details = new Div();
        details.addClassName("entry-details");
        String message = job.message();
        if (message != null) {
            details.add(new Paragraph(message));
        }
        if (job.counts().skipped() > 0) {
            details.add(new Div(getTranslation(
                    "importing.skippedRows", values.number(job.counts().skipped(), getLocale()))));
        }
        for (ImportJob.Note note : job.notes()) {
            details.add(new Div(getTranslation(
                    "importing.note",
                    note.field(),
                    rules.in(getLocale(), note.rule()),
                    values.number(note.count(), getLocale()),
                    note.value())));
        }
        ImportUndo.State undo = job.undo();
        if (undo != null) {
            details.add(new Paragraph(getTranslation(
                    "importing.undo.told",
                    values.number(undo.removed(), getLocale()),
                    values.number(undo.restored(), getLocale()),
                    values.number(undo.kept(), getLocale()))));
        }
        if (undo != null && undo.kept() > 0) {
            DownloadHandler handler =
                    event -> csv("kept-" + job.id() + ".csv", event, out -> jobs.writeKept(job.id(), viewer, out));
            details.add(new Paragraph(new Anchor(handler, getTranslation("importing.undo.kept"))));
        }
        int alike = duplicates.count("import:" + job.id());
        if (alike > 0) {
            Anchor link = new Anchor(
                    "duplicates?import=" + job.id(),
                    getTranslation("importing.duplicates", values.number(alike, getLocale())));
            link.setRouterIgnore(false);
            details.add(new Paragraph(link));
        }
        Pre mapping = new Pre(job.mapping());
        mapping.addClassName("code");
        details.add(new Span(getTranslation("importing.by", job.user())), mapping);
        return details;
    }
}
