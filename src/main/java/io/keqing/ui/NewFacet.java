package io.keqing.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import io.keqing.record.RunTimeField;
import java.util.List;
import java.util.function.Consumer;

/// "Add a facet…": the further columns of files and the questions of surveys that are no facet yet.
final class NewFacet extends Div {
    /// @param added hears the name of the field, `attributes.NAME` or `answers.NAME`
    NewFacet(List<RunTimeField> possible, Consumer<String> added) {
        addClassName("new-facet");
        setVisible(!possible.isEmpty());
        ComboBox<RunTimeField> box = new ComboBox<>();
        box.setId("new-facet");
        box.setWidthFull();
        box.setPlaceholder(getTranslation("ui.facets.add"));
        box.setAriaLabel(getTranslation("ui.facets.add"));
        box.setTooltipText(getTranslation("ui.facets.add.tooltip"));
        box.setItemLabelGenerator(field -> label(field));
        box.setItems(possible);
        box.addValueChangeListener(change -> {
            RunTimeField field = change.getValue();
            if (field != null) {
                added.accept(field.holder() + "." + field.name());
            }
        });
        add(box);
    }

    /// A label that two fields share is told apart by where it comes from.
    private String label(RunTimeField field) {
        String label = field.label().in(getLocale());
        return label + (field.holder().equals("answers") ? " · " + getTranslation("ui.facets.answer") : "");
    }
}
