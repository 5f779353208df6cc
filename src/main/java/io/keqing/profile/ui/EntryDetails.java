package io.keqing.profile.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.record.RecordEditor;
import io.keqing.similar.IssueAddress;
import io.keqing.ui.Catalogue;
import io.keqing.ui.FieldList;
import io.keqing.ui.References;
import io.keqing.ui.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry opened: its texts in full, then every other field it has.
final class EntryDetails {
    private final Catalogue catalogue;
    private final Values values;
    private final Viewer viewer;
    private final RecordActions actions;
    private final Runnable changed;

    EntryDetails(Catalogue catalogue, Values values, Viewer viewer, RecordActions actions, Runnable changed) {
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = viewer;
        this.actions = actions;
        this.changed = changed;
    }

    Div of(Entry entry) {
        Div details = new Div();
        details.addClassName("entry-details");
        List<Field<?>> fields = catalogue.type(entry.type()).fields().fields();
        for (Field<?> field : fields) {
            if (field.kind() instanceof ValueKind.Text && entry.fields().get(field) instanceof String text) {
                Paragraph paragraph = new Paragraph(text);
                paragraph.addClassName("entry-text");
                details.add(paragraph);
            }
        }
        FieldList list = new FieldList(entry.type(), catalogue, values);
        list.addClassName("in-columns");
        list.show(
                fields.stream()
                        .filter(field -> !(field.kind() instanceof ValueKind.Text))
                        .filter(field -> !isOwnCustomer(field))
                        .toList(),
                entry.fields());
        list.add(details.getTranslation("profile.source"), entry.id().source());
        list.add(details.getTranslation("profile.id"), entry.id().id());
        details.add(list);
        Div buttons = new Div();
        buttons.addClassName("entry-buttons");
        boolean says = fields.stream()
                .anyMatch(field ->
                        field.kind() instanceof ValueKind.Text && entry.fields().get(field) instanceof String);
        if (says) {
            Anchor like = new Anchor(
                    IssueAddress.like(entry.type(), entry.id(), customer(entry)),
                    details.getTranslation("similar.like"));
            like.getElement().setAttribute("router-link", true);
            buttons.add(like);
        }
        if (RecordEditor.mayEdit(viewer)) {
            buttons.add(buttons(entry, details));
        }
        details.add(buttons);
        return details;
    }

    private static @Nullable RecordId customer(Entry entry) {
        return entry.fields().entrySet().stream()
                .filter(value -> isOwnCustomer(value.getKey()) && value.getKey().kind() instanceof ValueKind.Reference)
                .findFirst()
                .flatMap(value -> References.of(value.getValue()))
                .orElse(null);
    }

    /// The page already says whose entries these are.
    private static boolean isOwnCustomer(Field<?> field) {
        return field.name().startsWith("customer.")
                || field.kind() instanceof ValueKind.Reference(String to) && to.equals(CustomerFields.TYPE);
    }

    private Component[] buttons(Entry entry, Div details) {
        String name =
                catalogue.type(entry.type()).fields().label().in(UI.getCurrent().getLocale()) + " "
                        + entry.id().id();
        Button correct = new Button(
                details.getTranslation("profile.correct"),
                click -> actions.correct(entry.type(), entry.id(), name, entry.fields(), changed));
        Button delete = new Button(
                details.getTranslation("profile.delete"),
                click -> actions.delete(entry.type(), entry.id(), name, changed));
        correct.addThemeVariants(ButtonVariant.SMALL);
        delete.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        return new Component[] {correct, delete};
    }
}
