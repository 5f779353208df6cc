package io.keqing.segment.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchLimit;
import io.keqing.search.TooManySearchesException;
import io.keqing.segment.CustomerSegments;
import io.keqing.segment.Segment;
import io.keqing.segment.SegmentRefusal;
import io.keqing.ui.Newest;
import io.keqing.ui.Values;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Names a segment and its question, and tells how many customers it has before it is kept.
final class SegmentDialog extends Dialog {
    private static final int NAME_LENGTH = 100;

    private final TextField name = new TextField(getTranslation("segment.name"));
    private final TextField query = new TextField(getTranslation("segment.query"));
    private final TextField note = new TextField(getTranslation("segment.note"));
    private final Div count = new Div();
    private final transient CustomerSegments segments;
    private final transient SearchLimit limit;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Newest counting;
    private final transient Newest keeping;

    /// @param old the segment as it is kept, null for a new one
    /// @param words the question to begin with, as typed among customers
    /// @param done hears of what is kept now
    SegmentDialog(
            CustomerSegments segments,
            SearchLimit limit,
            Values values,
            Viewer viewer,
            ExecutorService executor,
            @Nullable Segment old,
            String words,
            Consumer<Segment> done) {
        this.segments = segments;
        this.limit = limit;
        this.values = values;
        this.viewer = viewer;
        this.counting = new Newest(this, executor);
        this.keeping = new Newest(this, executor);
        setHeaderTitle(getTranslation(old == null ? "segment.save" : "segment.edit"));
        addClassName("segment-dialog");
        setWidth("34rem");
        name.setId("segment-name");
        name.setMaxLength(NAME_LENGTH);
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        name.setAutofocus(true);
        query.setId("segment-query");
        query.setHelperText(getTranslation("segment.query.help"));
        query.setManualValidation(true);
        query.setValue(words);
        query.addValueChangeListener(change -> count());
        note.setId("segment-note");
        count.setId("segment-count");
        count.addClassName("segment-count");
        count.getElement().setAttribute("aria-live", "polite");
        if (old != null) {
            name.setValue(old.name());
            note.setValue(old.note());
        }
        name.setWidthFull();
        query.setWidthFull();
        note.setWidthFull();
        add(name, query, count, note);
        Button save = new Button(getTranslation("ui.form.save"), click -> keep(old, done));
        save.setId("segment-save");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER).listenOn(name);
        getFooter().add(new Button(getTranslation("ui.form.cancel"), click -> close()), save);
        addOpenedChangeListener(opened -> {
            if (opened.isOpened()) {
                count();
            }
        });
    }

    private void count() {
        String words = query.getValue().strip();
        Locale locale = getLocale();
        query.setInvalid(false);
        count.setText(getTranslation("segment.counting"));
        Callable<Integer> counted = () -> limit.run(viewer, () -> segments.count(segments.address(words), viewer));
        counting.ask(
                counted,
                total -> count.setText(getTranslation("segment.count", values.number(total, locale))),
                this::failed);
    }

    private void keep(@Nullable Segment old, Consumer<Segment> done) {
        String called = name.getValue().strip();
        String words = query.getValue().strip();
        String noted = note.getValue();
        name.setInvalid(false);
        if (called.isEmpty()) {
            name.setErrorMessage(getTranslation("segment.name.missing"));
            name.setInvalid(true);
            return;
        }
        Callable<Segment> kept = () -> limit.run(
                viewer,
                () -> old == null
                        ? segments.create(called, segments.address(words), noted, viewer)
                        : segments.change(old.id(), called, segments.address(words), noted, viewer));
        keeping.ask(
                kept,
                segment -> {
                    close();
                    done.accept(segment);
                },
                this::failed);
    }

    private void failed(Exception e) {
        count.setText("");
        switch (e) {
            case SegmentRefusal refusal
            when refusal.kind() == SegmentRefusal.Kind.CONFLICT -> {
                name.setErrorMessage(getTranslation("segment.taken"));
                name.setInvalid(true);
            }
            case SegmentRefusal refusal -> refuse(refusal.reason());
            case InvalidQueryException invalid -> refuse(invalid.label().in(getLocale()));
            case IndexUnavailableException down -> refuse(getTranslation("shell.searchIsDown"));
            case TooManySearchesException many -> refuse(String.valueOf(many.getMessage()));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    private void refuse(String reason) {
        query.setErrorMessage(reason);
        query.setInvalid(true);
    }
}
