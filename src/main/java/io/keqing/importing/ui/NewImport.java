package io.keqing.importing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.UploadEvent;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.Mapping;
import io.keqing.importing.Mappings;
import io.keqing.importing.Presets;
import io.keqing.privacy.Viewer;
import io.keqing.ui.Catalogue;
import io.keqing.ui.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// A new import in three steps: the file, its columns, a check before anything is written.
final class NewImport extends Div {
    private static final int ROWS = 5;

    private final transient ImportJobs jobs;
    private final transient FileReading reading;
    private final transient Mappings mappings;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Runnable started;
    private String fileName = "";
    private int step;
    private final OrderedList steps = new OrderedList();
    private final H3 title = new H3(getTranslation("importing.new"));
    private final Span what = new Span();
    private final FileStep file;
    private final ColumnsStep columns;
    private final CheckStep check;
    private final Button back = new Button(getTranslation("importing.back"), click -> go(step - 1));
    private final Button next = new Button(getTranslation("importing.next"), click -> next());
    private final Button start = new Button(getTranslation("importing.start"), click -> start());
    private transient @Nullable Path saved;
    private transient ImportPreview.@Nullable Look looked;

    NewImport(
            ImportJobs jobs,
            ImportPreview preview,
            Mappings mappings,
            Presets presets,
            Catalogue catalogue,
            Values values,
            Viewer viewer,
            ExecutorService executor,
            Runnable started) {
        this.jobs = jobs;
        this.reading = new FileReading(this, preview, executor);
        this.mappings = mappings;
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = viewer;
        this.started = started;
        file = new FileStep(this::take, this::remove, this::lookAgain, this::rechoose, catalogue, values);
        columns = new ColumnsStep(mappings, catalogue, this::retype, this::reformat);
        check = new CheckStep(jobs, presets, values, viewer, this::showButtons);
        addClassName("new-import");
        steps.addClassName("steps");
        for (String name : List.of("file", "columns", "check")) {
            steps.add(new ListItem(getTranslation("importing.step." + name)));
        }
        what.addClassName("dim");
        title.getElement().setAttribute("tabindex", "-1");
        Div head = new Div(title, steps, what);
        head.addClassName("import-head");
        back.setId("back");
        next.setId("next");
        next.addThemeVariants(ButtonVariant.PRIMARY);
        start.setId("start");
        start.addThemeVariants(ButtonVariant.PRIMARY);
        Div buttons = new Div(back, next, start);
        buttons.addClassName("import-buttons");
        add(head, file, columns, check, buttons);
        addDetachListener(left -> forget());
        show();
    }

    /// Runs beside the screen, since a large file takes its time.
    private void take(UploadEvent event) throws IOException {
        Path upload = jobs.save(event.getInputStream(), viewer);
        String name = event.getFileName();
        UI ui = event.getUI();
        ui.access(() -> {
            forget();
            saved = upload;
            fileName = name;
            looked = null;
            file.forget();
            go(0);
            look(Optional.empty(), false, () -> {
                file.choosePreset(file.correction().isEmpty());
                rechoose();
            });
        });
    }

    /// The file was not the right one.
    private void remove() {
        forget();
        looked = null;
        what.setText("");
        file.forget();
        showButtons();
    }

    /// The file is to be taken apart as was said.
    private void lookAgain() {
        ImportPreview.Look before = looked;
        look(said(before == null ? catalogue.types().getFirst().name() : before.type()), true, this::rechoose);
    }

    private void retype(String type) {
        look(said(type), true, () -> {
            file.choosePreset(false);
            rechoose();
        });
    }

    /// The mapping was written otherwise, and says otherwise how the file is to be taken apart.
    private void reformat(MappingDraft written) {
        file.say(written.format());
        look(Optional.of(mappings.read(written.text())), true, () -> {
            ImportPreview.Look look = looked;
            if (look != null) {
                columns.show(look, written);
            }
        });
    }

    private Optional<Mapping> said(String type) {
        MappingDraft said = MappingDraft.empty(type, "file");
        said.say(file.said());
        return Optional.of(mappings.read(said.text()));
    }

    /// Reads the file beside the screen: a large one takes its time.
    ///
    /// @param again a problem is one of what was said, and can be said otherwise
    /// @param seen what to do with what was found
    private void look(Optional<Mapping> wanted, boolean again, Runnable seen) {
        Path path = saved;
        if (path == null) {
            return;
        }
        file.reads(0);
        reading.look(
                new FileReading.Request(path, fileName, wanted, ROWS),
                file::reads,
                look -> {
                    looked = look;
                    file.show(look);
                    what.setText(
                            getTranslation("importing.rows", fileName, values.number(look.rowCount(), getLocale())));
                    seen.run();
                    showButtons();
                },
                why -> {
                    if (!again) {
                        looked = null;
                    }
                    String message = getTranslation("importing.unreadable", fileName, String.valueOf(why.getMessage()));
                    file.refuse(message, again);
                    columns.refuse(message);
                    showButtons();
                });
        showButtons();
    }

    /// The mapping of the preset that was chosen, or what the file suggests.
    private void rechoose() {
        ImportPreview.Look look = looked;
        if (look == null) {
            return;
        }
        MappingDraft draft = file.correction()
                .map(corrected -> MappingDraft.of(corrected.mapping().json()))
                .orElseGet(() -> proposed(look));
        Map<String, Object> said = file.said();
        draft.say(said);
        columns.show(look, draft);
    }

    private MappingDraft proposed(ImportPreview.Look look) {
        return file.preset()
                .map(match -> MappingDraft.of(
                        match.preset().fitted(look.header(), fileName, null).json()))
                .orElseGet(() -> GuessedMapping.of(look, fileName, asks(look.type())));
    }

    private boolean asks(String type) {
        return catalogue.type(type).fields().named("answers").isPresent();
    }

    private void next() {
        if (step == 0) {
            go(1);
            return;
        }
        Path path = saved;
        Optional<Mapping> mapping = columns.read();
        if (mapping.isEmpty()) {
            columns.showProblems();
        } else if (path != null) {
            check.begin(path, fileName, mapping.get());
            started.run();
            go(2);
        }
    }

    private void go(int to) {
        if (step == 2) {
            check.end();
        }
        boolean isOther = step != to;
        step = to;
        show();
        if (isOther) {
            title.getElement().callJsFunction("focus");
        }
    }

    private void show() {
        file.setVisible(step == 0);
        columns.setVisible(step == 1);
        check.setVisible(step == 2);
        List<ListItem> items = steps.getChildren().map(ListItem.class::cast).toList();
        for (int i = 0; i < items.size(); i++) {
            if (i == step) {
                items.get(i).getElement().setAttribute("aria-current", "step");
            } else {
                items.get(i).getElement().removeAttribute("aria-current");
            }
        }
        showButtons();
    }

    private void showButtons() {
        back.setVisible(step > 0);
        next.setVisible(step < 2 && looked != null);
        next.setEnabled(!reading.isBusy());
        start.setVisible(step == 2);
        start.setEnabled(!check.isFailed());
    }

    private void start() {
        Path path = saved;
        Optional<Mapping> mapping = columns.read();
        if (path == null || mapping.isEmpty() || !check.keep(mapping.get())) {
            return;
        }
        check.end();
        saved = null;
        looked = null;
        jobs.start(path, fileName, mapping.get(), false, viewer);
        what.setText("");
        file.clear();
        go(0);
        started.run();
    }

    /// A file that was uploaded and not imported is nobody's, and nobody waits for its check.
    private void forget() {
        reading.forget();
        check.end();
        if (saved != null) {
            jobs.discard(saved);
            saved = null;
        }
    }
}
