package io.keqing.importing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.InvalidFile;
import io.keqing.importing.InvalidMapping;
import io.keqing.importing.Mapping;
import io.keqing.importing.Mappings;
import io.keqing.importing.PresetMatch;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file, what it looks like, how it is to be taken, and the button that starts.
final class NewImport extends Div {
    private static final int ROWS = 20;

    private final transient ImportJobs jobs;
    private final transient ImportPreview preview;
    private final transient Mappings mappings;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Runnable started;
    private final Upload upload = new Upload();
    private final ErrorNotice notice = new ErrorNotice();
    private final Div work = new Div();
    private final Span what = new Span();
    private final Select<PresetMatch> known = new Select<>();
    private final Select<RecordType> type = new Select<>();
    private final TextArea mapping = new TextArea();
    private final Grid<List<String>> rows = new Grid<>();
    private transient @Nullable Path saved;
    private transient ImportPreview.@Nullable Look looked;
    private String fileName = "";

    NewImport(
            ImportJobs jobs,
            ImportPreview preview,
            Mappings mappings,
            Catalogue catalogue,
            Values values,
            Viewer viewer,
            Runnable started) {
        this.jobs = jobs;
        this.preview = preview;
        this.mappings = mappings;
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = viewer;
        this.started = started;
        addClassName("new-import");
        build();
        addDetachListener(left -> forget());
    }

    private void build() {
        upload.setUploadHandler((UploadHandler) this::take);
        upload.setMaxFiles(1);
        upload.setId("file");
        upload.setUploadButton(new Button(getTranslation("importing.choose")));
        upload.setDropLabel(new Span(getTranslation("importing.drop")));
        type.setLabel(getTranslation("importing.type"));
        type.setItems(catalogue.types());
        type.setItemLabelGenerator(each -> each.fields().label().in(getLocale()));
        type.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                look(Optional.of(Mapping.guessed(change.getValue().name())));
            }
        });
        known.setId("known");
        known.setLabel(getTranslation("importing.known"));
        known.setItemLabelGenerator(match -> match.preset().label().in(getLocale()));
        known.setWidthFull();
        known.addValueChangeListener(change -> {
            if (change.isFromClient() && looked != null) {
                follow(looked, change.getValue());
            }
        });
        mapping.setId("mapping");
        mapping.setLabel(getTranslation("importing.mapping"));
        mapping.setHelperText(getTranslation("importing.mapping.help"));
        mapping.setMinRows(8);
        mapping.setMaxRows(16);
        mapping.setWidthFull();
        mapping.addClassName("code");
        rows.addThemeVariants(GridVariant.NO_BORDER, GridVariant.COLUMN_BORDERS);
        rows.setSelectionMode(Grid.SelectionMode.NONE);
        rows.addClassName("preview");
        Button start = new Button(getTranslation("importing.start"), click -> start(false));
        start.setId("start");
        start.addThemeVariants(ButtonVariant.PRIMARY);
        Button dry = new Button(getTranslation("importing.dry"), click -> start(true));
        dry.setId("dry");
        Div buttons = new Div(start, dry);
        buttons.addClassName("import-buttons");
        Div left = new Div(known, type, mapping, buttons);
        left.addClassName("import-mapping");
        Div right = new Div(what, rows);
        right.addClassName("import-preview");
        work.add(left, right);
        work.addClassName("import-work");
        work.setVisible(false);
        add(new H3(getTranslation("importing.new")), upload, notice, work);
    }

    /// Runs beside the screen, since a large file takes its time.
    private void take(UploadEvent event) throws IOException {
        Path file = jobs.save(event.getInputStream(), viewer);
        String name = event.getFileName();
        UI ui = event.getUI();
        ui.access(() -> {
            forget();
            saved = file;
            fileName = name;
            look(Optional.empty());
        });
    }

    private void look(Optional<Mapping> wanted) {
        Path file = saved;
        if (file == null) {
            return;
        }
        try {
            ImportPreview.Look look = preview.look(file, fileName, wanted, ROWS);
            notice.clear();
            looked = look;
            boolean isKnown = wanted.isEmpty() && !look.presets().isEmpty();
            known.setVisible(!look.presets().isEmpty());
            known.setItems(look.presets());
            what.setText(getTranslation("importing.rows", fileName, values.number(look.rowCount(), getLocale())));
            if (isKnown) {
                known.setValue(look.presets().getFirst());
                follow(look, look.presets().getFirst());
            } else {
                known.setHelperText("");
                Map<String, String> meanings = new HashMap<>();
                look.columns().forEach(column -> meanings.put(column.name(), column.guess()));
                show(look, look.type(), GuessedMapping.of(look, fileName), meanings);
            }
            work.setVisible(true);
        } catch (InvalidFile e) {
            work.setVisible(false);
            notice.show(getTranslation("importing.unreadable", fileName, String.valueOf(e.getMessage())));
        }
    }

    /// Takes the mapping of a preset that knows such a file.
    private void follow(ImportPreview.Look look, PresetMatch match) {
        Mapping fitted = match.preset().fitted(look.header(), fileName, null);
        Map<String, String> meanings = new HashMap<>();
        fitted.fields().forEach((field, origin) -> origin.columns().forEach(column -> meanings.put(column, field)));
        known.setHelperText(match.preset().basis().in(getLocale()));
        show(look, fitted.type(), GuessedMapping.of(fitted), meanings);
    }

    /// @param meanings by column: the field that it fills
    private void show(ImportPreview.Look look, String typeName, String json, Map<String, String> meanings) {
        type.setValue(catalogue.type(typeName));
        mapping.setValue(json);
        mapping.setInvalid(false);
        rows.removeAllColumns();
        for (int i = 0; i < look.columns().size(); i++) {
            ImportPreview.Column column = look.columns().get(i);
            int place = i;
            rows.addColumn(LitRenderer.<List<String>>of(
                                    "<span class=\"cell\" title=\"${item.text}\">${item.text}</span>")
                            .withProperty("text", row -> place < row.size() ? row.get(place) : ""))
                    .setHeader(header(column.name(), meanings.getOrDefault(column.name(), "")))
                    .setWidth("9rem")
                    .setResizable(true);
        }
        rows.setItems(look.rows());
    }

    private Div header(String column, String field) {
        Span name = new Span(column);
        Span guess = new Span(field.isEmpty() ? getTranslation("importing.unmapped") : "→ " + label(field));
        guess.addClassName("dim");
        Div header = new Div(name, guess);
        header.addClassName("preview-header");
        return header;
    }

    private String label(String field) {
        return type.getOptionalValue()
                .map(each -> catalogue.label(each.name(), field).in(getLocale()))
                .orElse(field);
    }

    private void start(boolean dryRun) {
        Path file = saved;
        if (file == null) {
            return;
        }
        try {
            Mapping wanted = mappings.read(mapping.getValue());
            saved = null;
            jobs.start(file, fileName, wanted, dryRun, viewer);
        } catch (InvalidMapping e) {
            mapping.setErrorMessage(String.join("\n", e.problems()));
            mapping.setInvalid(true);
            return;
        }
        work.setVisible(false);
        upload.clearFileList();
        started.run();
    }

    /// A file that was uploaded and not imported is nobody's.
    private void forget() {
        if (saved != null) {
            jobs.discard(saved);
            saved = null;
        }
    }
}
