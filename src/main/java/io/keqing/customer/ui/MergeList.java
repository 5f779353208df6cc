package io.keqing.customer.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.record.Merge;
import io.keqing.ui.Catalogue;
import io.keqing.ui.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Merges that were decided, newest first, each to be taken back.
final class MergeList extends Div {
    private final transient Catalogue catalogue;
    private final transient Consumer<Merge> undo;
    private final Grid<Merge> grid = new Grid<>();
    private final Div nothing = new Div();
    private transient Map<RecordId, String> names = Map.of();

    MergeList(Catalogue catalogue, Values values, Consumer<Merge> undo) {
        this.catalogue = catalogue;
        this.undo = undo;
        addClassName("merge-list");
        grid.setId("merges");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(merge -> who(merge.keep()))
                .setHeader(getTranslation("customer.duplicates.survivor"))
                .setFlexGrow(1);
        grid.addColumn(merge -> who(merge.away()))
                .setHeader(getTranslation("customer.duplicates.gone"))
                .setFlexGrow(1);
        grid.addColumn(this::written)
                .setHeader(getTranslation("customer.duplicates.written"))
                .setTooltipGenerator(this::written)
                .setFlexGrow(2);
        grid.addColumn(Merge::user)
                .setHeader(getTranslation("customer.duplicates.by"))
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addColumn(merge -> values.moment(merge.at(), getLocale()))
                .setHeader(getTranslation("customer.duplicates.at"))
                .setWidth("12.5rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::state))
                .setWidth("13rem")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        nothing.addClassName("nothing");
        nothing.setText(getTranslation("customer.duplicates.noMerges"));
        add(grid, nothing);
    }

    /// @param known names of those who are there by themselves
    void show(List<Merge> merges, Map<RecordId, String> known) {
        names = known;
        grid.setItems(merges);
        grid.setVisible(!merges.isEmpty());
        nothing.setVisible(merges.isEmpty());
    }

    private String who(RecordId id) {
        String name = names.get(id);
        return name == null ? id.toString() : name + " · " + id;
    }

    private String written(Merge merge) {
        return fields(merge.written(), catalogue, getLocale());
    }

    /// The fields by their labels.
    static String fields(List<String> paths, Catalogue catalogue, Locale locale) {
        return Values.list(
                paths.stream()
                        .map(path -> catalogue.label(CustomerFields.TYPE, path).in(locale))
                        .toList(),
                locale);
    }

    private Component state(Merge merge) {
        if (merge.undoneBy() != null) {
            Span undone = new Span(getTranslation("customer.duplicates.undoneBy", merge.undoneBy()));
            undone.addClassName("total");
            return undone;
        }
        Button button = new Button(getTranslation("customer.duplicates.undo"), click -> undo.accept(merge));
        button.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        return button;
    }
}
