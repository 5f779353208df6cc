package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.field.Field;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import java.util.List;
import java.util.function.Consumer;

/// What was chosen, one chip for each choice; a click takes it back.
public final class FilterChips extends Div {
    private final transient Catalogue catalogue;
    private final transient Conditions conditions;
    private final transient Consumer<ChosenFilters> changed;

    public FilterChips(Catalogue catalogue, Values values, Consumer<ChosenFilters> changed) {
        this.catalogue = catalogue;
        this.conditions = new Conditions(values);
        this.changed = changed;
        addClassName("chips");
        getElement().setAttribute("role", "list");
        getElement().setAttribute("aria-label", getTranslation("ui.filter.chosen"));
    }

    public void show(String type, ChosenFilters chosen) {
        removeAll();
        for (Filter filter : chosen.filters()) {
            for (Condition condition : filter.anyOf()) {
                add(chip(type, filter.field(), condition, chosen));
            }
        }
        setVisible(!chosen.filters().isEmpty());
        if (!chosen.filters().isEmpty()) {
            Button clear = new Button(
                    getTranslation("ui.filter.clear"), click -> changed.accept(new ChosenFilters(List.of())));
            clear.setId("clear-filters");
            clear.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            add(clear);
        }
    }

    private Div chip(String type, String name, Condition condition, ChosenFilters chosen) {
        String label = catalogue.label(type, name).in(getLocale());
        String text = catalogue
                .find(type, name)
                .map((Field<?> field) -> conditions.text(field, condition, getLocale()))
                .orElseGet(condition::toString);
        Span field = new Span(label);
        field.addClassName("chip-field");
        Span value = new Span(text);
        value.addClassName("chip-value");
        value.getElement().setAttribute("title", text);
        Button remove =
                new Button(new Icon(VaadinIcon.CLOSE_SMALL), click -> changed.accept(chosen.without(name, condition)));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        remove.setAriaLabel(getTranslation("ui.filter.remove", label, text));
        Div chip = new Div(field, value, remove);
        chip.addClassName("chip");
        chip.getElement().setAttribute("role", "listitem");
        return chip;
    }
}
