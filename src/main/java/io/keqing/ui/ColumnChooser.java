package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import io.keqing.field.Field;
import io.keqing.ui.ColumnChoice.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A button that opens the list of columns a result may have: those shown first, in their order, each with
/// two arrows; then the others. The list itself can be ordered by dragging its headers, too.
public final class ColumnChooser extends Div {
    private final transient ResultGrid grid;
    private final transient Runnable chosen;
    private final Div list = new Div();

    /// @param chosen hears of a change, after the grid has its new columns
    public ColumnChooser(ResultGrid grid, Runnable chosen) {
        this.grid = grid;
        this.chosen = chosen;
        Button button = new Button(getTranslation("ui.columns"), new Icon(VaadinIcon.GRID_H));
        button.setId("columns");
        button.setTooltipText(getTranslation("ui.columns.tooltip"));
        list.addClassName("column-list");
        list.setId("column-list");
        Popover popover = new Popover();
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setModal(true);
        popover.setId("columns-list");
        popover.setAriaLabel(getTranslation("ui.columns"));
        popover.add(list);
        popover.addOpenedChangeListener(opened -> {
            if (opened.isOpened()) {
                fill();
            }
        });
        add(button, popover);
    }

    private void fill() {
        list.removeAll();
        List<Shown> shown = grid.shown();
        for (int i = 0; i < shown.size(); i++) {
            list.add(row(shown, i));
        }
        Set<String> names = shown.stream().map(each -> each.field().name()).collect(Collectors.toSet());
        List<Field<?>> others = grid.possibleFields().stream()
                .filter(field -> !names.contains(field.name()))
                .toList();
        if (!others.isEmpty()) {
            Div line = new Div(getTranslation("ui.columns.others"));
            line.addClassName("column-others");
            list.add(line);
        }
        others.forEach(field -> list.add(row(box(field, false))));
        Button reset = new Button(getTranslation("ui.columns.reset"), click -> apply(List.of()));
        reset.setId("columns-reset");
        reset.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        list.add(reset);
    }

    private Div row(List<Shown> shown, int place) {
        Field<?> field = shown.get(place).field();
        Checkbox box = box(field, true);
        // a list without a column would show nothing to click on
        box.setEnabled(shown.size() > 1);
        Div row = row(box);
        row.add(arrow(shown, place, -1), arrow(shown, place, 1));
        return row;
    }

    private static Div row(Checkbox box) {
        Div row = new Div(box);
        row.addClassName("column-row");
        return row;
    }

    private Checkbox box(Field<?> field, boolean shown) {
        Checkbox box = new Checkbox(field.label().in(getLocale()), shown);
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                List<Shown> next = new ArrayList<>(grid.shown());
                if (change.getValue()) {
                    next.add(new Shown(field, null));
                } else {
                    next.removeIf(each -> each.field().name().equals(field.name()));
                }
                apply(next);
            }
        });
        return box;
    }

    private Button arrow(List<Shown> shown, int place, int step) {
        int target = place + step;
        Button button = new Button(new Icon(step < 0 ? VaadinIcon.ARROW_UP : VaadinIcon.ARROW_DOWN), click -> {
            List<Shown> next = new ArrayList<>(grid.shown());
            Collections.swap(next, place, target);
            apply(next);
        });
        String label = shown.get(place).field().label().in(getLocale());
        button.setAriaLabel(getTranslation(step < 0 ? "ui.columns.up" : "ui.columns.down", label));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setEnabled(target >= 0 && target < shown.size());
        return button;
    }

    private void apply(List<Shown> next) {
        grid.choose(next);
        fill();
        chosen.run();
    }
}
