package io.keqing.importing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.server.streams.UploadHandler;
import io.keqing.importing.Corrections;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.PresetMatch;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The first step: a file, what kind of file it seems to be, how it was taken apart.
final class FileStep extends Div {
    private final Upload upload = new Upload();
    private final ErrorNotice notice = new ErrorNotice();
    private final ProgressBar reading = new ProgressBar();
    private final Div readingBox;
    private final Div found = new Div();
    private final Select<PresetMatch> known = new Select<>();
    private final FoundFormat format;
    private final transient Values values;
    private final Checkbox correction = new Checkbox();
    private final Div notes = new Div();
    private final transient RuleText rules = new RuleText(this::getTranslation);
    private transient Corrections.@Nullable Correction corrected;
    private final Grid<List<String>> rows = new Grid<>();

    /// @param take an uploaded file
    /// @param removed it is not the right one
    /// @param reformatted the file is to be taken apart otherwise
    /// @param rechosen another preset was chosen, or none
    FileStep(
            UploadHandler take,
            Runnable removed,
            Runnable reformatted,
            Runnable rechosen,
            Catalogue catalogue,
            Values values) {
        this.values = values;
        addClassName("import-step");
        format = new FoundFormat(reformatted, catalogue, values);
        correction.setId("correction");
        correction.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                rechosen.run();
            }
        });
        notes.setId("notes");
        notes.addClassName("notes");
        upload.setUploadHandler(take);
        upload.setMaxFiles(1);
        upload.setId("file");
        upload.addFileRemovedListener(removal -> removed.run());
        upload.setUploadButton(new Button(getTranslation("importing.choose")));
        upload.setDropLabel(new Span(getTranslation("importing.drop")));
        known.setId("known");
        known.setLabel(getTranslation("importing.known"));
        known.setEmptySelectionAllowed(true);
        known.setEmptySelectionCaption(getTranslation("importing.known.none"));
        known.setItemLabelGenerator(this::presetLabel);
        known.addClassName("known");
        known.addValueChangeListener(change -> {
            showBasis();
            if (change.isFromClient()) {
                rechosen.run();
            }
        });
        rows.addThemeVariants(GridVariant.NO_BORDER, GridVariant.COLUMN_BORDERS);
        rows.setSelectionMode(Grid.SelectionMode.NONE);
        rows.addClassName("preview");
        found.add(correction, known, format, notes, new H4(getTranslation("importing.firstRows")), rows);
        found.setVisible(false);
        reading.setId("reading");
        reading.getElement().setAttribute("aria-label", getTranslation("importing.reading"));
        readingBox = new Div(new Span(getTranslation("importing.reading")), reading);
        readingBox.addClassName("import-progress");
        readingBox.setVisible(false);
        add(upload, readingBox, notice, found);
    }

    private String presetLabel(PresetMatch match) {
        // the caption of the empty choice is asked for as a label too
        return match == null
                ? getTranslation("importing.known.none")
                : match.preset().label().in(getLocale());
    }

    private void showBasis() {
        known.setHelperText(
                preset().map(match -> match.preset().basis().in(getLocale())).orElse(""));
    }

    /// The import whose rejects are corrected with its own mapping.
    Optional<Corrections.Correction> correction() {
        return Optional.ofNullable(corrected).filter(there -> correction.getValue());
    }

    Optional<PresetMatch> preset() {
        return known.getOptionalValue();
    }

    void choosePreset(boolean best) {
        Optional<PresetMatch> first = known.getListDataView().getItems().findFirst();
        known.setValue(best ? first.orElse(null) : null);
    }

    /// What was said about the file, by the mapping's keys.
    Map<String, Object> said() {
        return format.said();
    }

    /// @param said about the file elsewhere, by the mapping's keys
    void say(Map<String, Object> said) {
        format.forget();
        format.said().putAll(said);
    }

    /// The file is being read.
    ///
    /// @param share of it that is read; 0 = nobody knows yet
    void reads(double share) {
        reading.setIndeterminate(share == 0);
        reading.setValue(share);
        readingBox.setVisible(true);
    }

    /// Another file: nothing is said about it yet.
    void forget() {
        readingBox.setVisible(false);
        format.forget();
        corrected = null;
        found.setVisible(false);
        notice.clear();
    }

    void clear() {
        forget();
        upload.clearFileList();
    }

    void refuse(String message, boolean keepChoices) {
        readingBox.setVisible(false);
        found.setVisible(keepChoices);
        notice.show(message);
    }

    private void show(Corrections.@Nullable Correction now) {
        Corrections.Correction before = corrected;
        corrected = now;
        correction.setVisible(now != null);
        if (now != null) {
            correction.setLabel(getTranslation("importing.correction", Long.toString(now.id()), now.fileName()));
        }
        if (now != null && (before == null || before.id() != now.id())) {
            correction.setValue(true);
        }
    }

    void show(ImportPreview.Look look) {
        notice.clear();
        readingBox.setVisible(false);
        String before = preset().map(match -> match.preset().name()).orElse("");
        known.setItems(look.presets());
        known.setVisible(!look.presets().isEmpty());
        look.presets().stream()
                .filter(match -> match.preset().name().equals(before))
                .findFirst()
                .ifPresent(known::setValue);
        showBasis();
        format.show(look);
        show(look.correction());
        notes.removeAll();
        look.notes()
                .forEach(note -> notes.add(new Div(getTranslation(
                        "importing.note",
                        note.line() == 0
                                ? ""
                                : getTranslation("importing.note.line", values.number(note.line(), getLocale())),
                        rules.in(getLocale(), note.rule()),
                        values.number(note.count(), getLocale()),
                        note.value()))));
        rows.removeAllColumns();
        for (int i = 0; i < look.header().size(); i++) {
            int place = i;
            rows.addColumn(LitRenderer.<List<String>>of(
                                    "<span class=\"cell\" title=\"${item.text}\">${item.text}</span>")
                            .withProperty("text", row -> place < row.size() ? row.get(place) : ""))
                    .setHeader(look.header().get(i))
                    .setWidth("9rem")
                    .setResizable(true);
        }
        rows.setItems(look.rows());
        rows.setAllRowsVisible(true);
        found.setVisible(true);
    }
}
