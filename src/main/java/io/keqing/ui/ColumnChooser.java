package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import io.keqing.field.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A button that opens the list of columns a result may have.
public final class ColumnChooser extends Div {
    /// @param chosen hears of a change, after the grid has its new columns
    public ColumnChooser(ResultGrid grid, Runnable chosen) {
        Button button = new Button(getTranslation("ui.columns"), new Icon(VaadinIcon.GRID_H));
        button.setId("columns");
        button.setTooltipText(getTranslation("ui.columns.tooltip"));
        Popover popover = new Popover();
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setModal(true);
        popover.setAriaLabel(getTranslation("ui.columns"));
        popover.addOpenedChangeListener(opened -> {
            if (opened.isOpened()) {
                popover.removeAll();
                popover.add(list(grid, chosen));
            }
        });
        add(button, popover);
    }

    private CheckboxGroup<Field<?>> list(ResultGrid grid, Runnable chosen) {
        CheckboxGroup<Field<?>> list = new CheckboxGroup<>();
        list.addClassName("column-list");
        list.setLabel(getTranslation("ui.columns"));

        list.setItemLabelGenerator(field -> field.label().in(getLocale()));
        List<Field<?>> possible = grid.possibleFields();
        list.setItems(possible);
        Set<String> shown = grid.shownFields().stream().map(Field::name).collect(Collectors.toSet());
        list.setValue(
                possible.stream().filter(field -> shown.contains(field.name())).collect(Collectors.toSet()));
        list.addValueChangeListener(change -> {
            if (!change.getValue().isEmpty()) {
                grid.choose(
                        possible.stream().filter(change.getValue()::contains).toList());
                chosen.run();
            }
        });
        return list;
    }
}
