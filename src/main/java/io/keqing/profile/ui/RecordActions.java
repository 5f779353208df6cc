package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.notification.Notification;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.InvalidRecordException;
import io.keqing.ui.FieldForm;
import io.keqing.ui.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Correcting and deleting one record, each in a dialog.
final class RecordActions {
    private static final int SHOWN_MILLIS = 3_000;

    private final RecordPage records;
    private final Viewer viewer;
    private final Values values;

    RecordActions(RecordPage records, Viewer viewer, Values values) {
        this.records = records;
        this.viewer = viewer;
        this.values = values;
    }

    /// @param changed runs after something was written
    void correct(String type, RecordId id, String name, Map<Field<?>, Object> seen, Runnable changed) {
        FieldForm form = new FieldForm(records.type(type).fields().stored(), seen, viewer, values);
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(dialog.getTranslation("profile.correct.title", name));
        dialog.addClassName("form-dialog");
        dialog.setWidth("52rem");
        dialog.add(form);
        Button save = new Button(dialog.getTranslation("ui.form.save"), click -> {
            Map<String, @Nullable Object> changes = form.changes();
            if (!form.isReadable()) {
                return;
            }
            try {
                if (!changes.isEmpty()) {
                    records.change(type, id, changes, viewer);
                }
            } catch (InvalidRecordException e) {
                form.refuse(e.problems());
                return;
            }
            dialog.close();
            if (!changes.isEmpty()) {
                tell(dialog.getTranslation("ui.form.saved"));
                changed.run();
            }
        });
        save.setId("save");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Button cancel = new Button(dialog.getTranslation("ui.form.cancel"), click -> dialog.close());
        dialog.getFooter().add(cancel, save);
        dialog.open();
    }

    /// @param deleted runs after it is gone
    void delete(String type, RecordId id, String name, Runnable deleted) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(dialog.getTranslation("profile.delete.title", name));
        dialog.setText(dialog.getTranslation(
                RecordPage.isCustomer(type) ? "profile.delete.customer" : "profile.delete.entry"));
        dialog.setCancelable(true);
        dialog.setCancelText(dialog.getTranslation("ui.form.cancel"));
        dialog.setConfirmText(dialog.getTranslation("profile.delete"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            records.delete(type, id, viewer);
            tell(dialog.getTranslation("profile.deleted"));
            deleted.run();
        });
        dialog.open();
    }

    static void tell(String text) {
        Notification.show(text, SHOWN_MILLIS, Notification.Position.BOTTOM_START);
    }
}
