package io.keqing.customer.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.customer.Duplicates.Apart;
import io.keqing.field.RecordId;
import io.keqing.ui.Values;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Decisions that two are two, newest first, each to be taken back.
final class ApartList extends Div {
    private final Grid<Apart> grid = new Grid<>();
    private final Div nothing = new Div();
    private transient Map<RecordId, String> names = Map.of();

    ApartList(Values values, Consumer<Apart> takeBack) {
        addClassName("merge-list");
        grid.setId("kept-apart");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(apart -> who(apart.one()))
                .setHeader(getTranslation("customer.duplicates.one"))
                .setFlexGrow(1);
        grid.addColumn(apart -> who(apart.other()))
                .setHeader(getTranslation("customer.duplicates.other"))
                .setFlexGrow(1);
        grid.addColumn(Apart::user)
                .setHeader(getTranslation("customer.duplicates.by"))
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addColumn(apart -> values.moment(apart.at(), getLocale()))
                .setHeader(getTranslation("customer.duplicates.at"))
                .setWidth("12.5rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(apart -> {
                    Button button = new Button(
                            getTranslation("customer.duplicates.proposeAgain"), click -> takeBack.accept(apart));
                    button.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
                    return button;
                }))
                .setWidth("13rem")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        nothing.addClassName("nothing");
        nothing.setText(getTranslation("customer.duplicates.noApart"));
        add(grid, nothing);
    }

    private String who(RecordId id) {
        String name = names.get(id);
        return name == null ? id.toString() : name + " · " + id;
    }

    void show(List<Apart> decisions, Map<RecordId, String> known) {
        names = known;
        grid.setItems(decisions);
        grid.setVisible(!decisions.isEmpty());
        nothing.setVisible(decisions.isEmpty());
    }
}
