package io.keqing.importing.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.importing.ImportJob;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.ImportJobs.Refused;
import io.keqing.importing.ImportProgress;
import io.keqing.importing.Mapping;
import io.keqing.importing.Presets;
import io.keqing.privacy.Viewer;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Ticker;
import io.keqing.ui.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last step: the file is read and checked as the import would do it, before anything is written.
final class CheckStep extends Div {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int MOST_SHOWN = 20;

    private final transient ImportJobs jobs;
    private final transient Presets presets;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Runnable changed;
    private final ErrorNotice notice = new ErrorNotice();
    private final Paragraph state = new Paragraph();
    private final ProgressBar bar = new ProgressBar();
    private final Div counts = new Div();
    private final Div notes = new Div();
    private final Div refusals = new Div();
    private final Span first = new Span();
    private final Grid<Refused> grid = new Grid<>();
    private final TextField keep = new TextField();
    private final transient RuleText rules = new RuleText(this::getTranslation);
    private transient volatile @Nullable Long check;
    private boolean isFailed;

    /// What a look at a check sees.
    private record Seen(ImportJob job, List<Refused> refused) {}

    /// @param changed whether the import can be started may have changed
    CheckStep(ImportJobs jobs, Presets presets, Values values, Viewer viewer, Runnable changed) {
        this.jobs = jobs;
        this.presets = presets;
        this.values = values;
        this.viewer = viewer;
        this.changed = changed;
        addClassName("import-step");
        state.setId("checked");
        state.getElement().setAttribute("role", "status");
        counts.addClassName("facts");
        grid.setId("refused");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(row -> row.line() == 0 ? "" : values.number(row.line(), getLocale()))
                .setHeader(getTranslation("importing.line"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("6rem")
                .setFlexGrow(0);
        grid.addColumn(Refused::column).setHeader(getTranslation("importing.column"));
        grid.addColumn(Refused::value).setHeader(getTranslation("importing.value"));
        grid.addColumn(row -> rules.in(getLocale(), row.rule()))
                .setHeader(getTranslation("importing.rule"))
                .setFlexGrow(3);
        grid.setAllRowsVisible(true);
        refusals.add(new H4(getTranslation("importing.refused")), first, grid);
        keep.setId("preset-name");
        keep.setLabel(getTranslation("importing.keep"));
        keep.setHelperText(getTranslation("importing.keep.help"));
        keep.setMaxLength(100);
        keep.addClassName("keep");
        add(notice, state, bar, counts, notes, refusals, keep);
        Ticker.every(this, LOOK, this::look, seen -> seen.ifPresent(this::show));
    }

    /// Whether the check has found that the file cannot be imported at all.
    boolean isFailed() {
        return isFailed;
    }

    void begin(Path file, String fileName, Mapping mapping) {
        end();
        isFailed = false;
        notice.clear();
        state.setText(getTranslation("importing.checking"));
        bar.setVisible(true);
        bar.setValue(0);
        counts.removeAll();
        notes.removeAll();
        refusals.setVisible(false);
        keep.setInvalid(false);
        check = jobs.dryRun(file, fileName, mapping, viewer);
    }

    /// Nobody waits for the check any more.
    void end() {
        Long running = check;
        check = null;
        if (running != null) {
            jobs.cancel(running, viewer);
        }
    }

    private Optional<Seen> look() {
        Long id = check;
        return id == null
                ? Optional.empty()
                : jobs.find(id)
                        .map(job ->
                                new Seen(job, job.state().isOver() ? jobs.refused(id, MOST_SHOWN, viewer) : List.of()));
    }

    private void show(Seen seen) {
        ImportJob job = seen.job();
        Long id = check;
        if (id == null || id != job.id()) {
            return;
        }
        if (!job.state().isOver()) {
            ImportProgress.Snapshot now = job.progress();
            bar.setValue(now == null ? 0 : Math.clamp(now.share(), 0, 1));
            return;
        }
        check = null;
        bar.setVisible(false);
        isFailed = job.state() != ImportJob.State.FINISHED;
        if (isFailed) {
            changed.run();
            state.setText(getTranslation("importing.check.failed"));
            String message = job.message();
            notice.show(message == null ? getTranslation("importing.check.failed") : message);
            return;
        }
        long refused = job.counts().rejected();
        isFailed = refused > 0 && refused == job.counts().read();
        String found = refused == 0 ? "good" : isFailed ? "none" : "bad";
        state.setText(getTranslation("importing.check." + found, values.number(refused, getLocale())));
        changed.run();
        count("importing.read", job.counts().read());
        count("importing.skipped", job.counts().skipped());
        count("importing.rejected", refused);
        count("importing.warnings", job.warnings());
        job.notes()
                .forEach(note -> notes.add(new Div(getTranslation(
                        "importing.note",
                        note.field(),
                        rules.in(getLocale(), note.rule()),
                        values.number(note.count(), getLocale()),
                        note.value()))));
        refusals.setVisible(!seen.refused().isEmpty());
        first.setText(
                job.problems() > seen.refused().size()
                        ? getTranslation(
                                "importing.refused.first",
                                values.number(seen.refused().size(), getLocale()),
                                values.number(job.problems(), getLocale()))
                        : "");
        grid.setItems(seen.refused());
    }

    private void count(String key, long number) {
        Div label = new Div(getTranslation(key));
        label.addClassName("fact-label");
        Div value = new Div(values.number(number, getLocale()));
        value.addClassName("fact-value");
        counts.add(new Div(label, value));
    }

    /// Keeps the mapping under the name given, if there is one.
    ///
    /// @return false where the name can't be: the field says why
    boolean keep(Mapping mapping) {
        String name = keep.getValue().strip();
        keep.setInvalid(false);
        if (name.isEmpty()) {
            return true;
        }
        try {
            presets.keep(name, mapping, viewer);
            keep.clear();
            return true;
        } catch (IllegalArgumentException e) {
            String why = presets.isBuiltIn(name) ? "importing.keep.builtIn" : "importing.keep.bad";
            keep.setErrorMessage(getTranslation(why, name));
            keep.setInvalid(true);
            keep.focus();
            return false;
        }
    }
}
