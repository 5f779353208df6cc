package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.InvalidRecordException;
import io.keqing.ui.FieldForm;
import io.keqing.ui.Values;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down a note or a call about a customer.
final class NoteDialog extends Dialog {
    private static final String NOTE = "note";
    private static final String CALL = "call";

    NoteDialog(RecordId customer, RecordPage records, Viewer viewer, Values values, Runnable written) {
        setHeaderTitle(getTranslation("profile.note.add"));
        addClassName("form-dialog");
        setWidth("38rem");
        RadioButtonGroup<String> kind = new RadioButtonGroup<>();
        kind.setAriaLabel(InteractionFields.KIND.label().in(getLocale()));
        kind.setItems(NOTE, CALL);
        kind.setValue(NOTE);
        if (InteractionFields.KIND.kind() instanceof ValueKind.Choice choice) {
            kind.setItemLabelGenerator(value -> Values.option(choice, value, getLocale()));
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        FieldForm form = new FieldForm(
                List.of(
                        InteractionFields.SUBJECT,
                        InteractionFields.CHANNEL,
                        InteractionFields.AT,
                        InteractionFields.BODY),
                Map.of(InteractionFields.AT, now),
                viewer,
                values);
        Button save = new Button(getTranslation("ui.form.save"), click -> {
            if (!form.isReadable()) {
                return;
            }
            Map<String, @Nullable Object> note = new LinkedHashMap<>();
            note.put(InteractionFields.AT.name(), now.toString());
            note.putAll(form.changes());
            note.put(InteractionFields.KIND.name(), kind.getValue());
            try {
                records.note(customer, note, viewer);
            } catch (InvalidRecordException e) {
                form.refuse(e.problems());
                return;
            }
            close();
            RecordActions.tell(getTranslation("ui.form.saved"));
            written.run();
        });
        save.setId("save");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(com.vaadin.flow.component.Key.ENTER, com.vaadin.flow.component.KeyModifier.CONTROL);
        getFooter().add(new Button(getTranslation("ui.form.cancel"), click -> close()), save);
        add(kind, form);
    }
}
