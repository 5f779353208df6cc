package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keqing.field.Field;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Values of a facet, each with a box and its count; what is not listed is counted in a last line.
final class FacetRows extends Div {
    private static final int SHOWN_AT_FIRST = 6;

    private final transient Field<?> field;
    private final transient Values values;
    private final transient Conditions conditions;
    private final transient Consumer<ChosenFilters> changed;

    FacetRows(Field<?> field, Values values, Consumer<ChosenFilters> changed) {
        this.field = field;
        this.values = values;
        this.conditions = new Conditions(values);
        this.changed = changed;
        addClassName("facet-body");
    }

    /// @param turned called when more or fewer are wanted
    void show(SearchResult.Facet facet, ChosenFilters chosen, boolean wantsAll, Runnable turned) {
        removeAll();
        // whether there is a value at all stands below the list
        List<SearchResult.Value> all = facet.values().stream()
                .filter(value -> !value.value().isEmpty())
                .toList();
        boolean isLong = all.size() > SHOWN_AT_FIRST + 1;
        List<SearchResult.Value> shown = new ArrayList<>();
        for (SearchResult.Value value : all) {
            boolean isChosen = chosen.has(field.name(), Conditions.of(field, value));
            if (wantsAll || !isLong || shown.size() < SHOWN_AT_FIRST || isChosen) {
                shown.add(value);
            }
        }
        shown.forEach(value -> add(row(value, facet, chosen)));
        if (wantsAll || !isLong) {
            others(facet);
        }
        if (isLong) {
            add(more(wantsAll, all.size() - shown.size(), turned));
        }
        if (all.isEmpty()) {
            add(line(getTranslation("ui.filter.nothing"), ""));
        }
        reason(facet);
    }

    /// What a search among the values brought.
    void showFound(SearchResult.Facet found, ChosenFilters chosen) {
        removeAll();
        found.values().forEach(value -> add(row(value, found, chosen)));
        others(found);
        if (found.values().isEmpty()) {
            add(line(getTranslation("ui.facets.notFound"), ""));
        }
        reason(found);
    }

    private void others(SearchResult.Facet facet) {
        if (facet.others() > 0) {
            add(line(getTranslation("ui.filter.others"), count(facet.others(), facet)));
        }
    }

    /// Why counts are marked, and how far off they may be.
    private void reason(SearchResult.Facet facet) {
        if (!facet.exact()) {
            Div reason = new Div(getTranslation("ui.facets.inexact", values.number(facet.error(), getLocale())));
            reason.addClassName("facet-reason");
            add(reason);
        }
    }

    private Button more(boolean wantsAll, int hidden, Runnable turned) {
        Button more = new Button(
                wantsAll ? getTranslation("ui.filter.less") : getTranslation("ui.filter.more", hidden),
                click -> turned.run());
        more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        more.addClassName("facet-more");
        return more;
    }

    private Div row(SearchResult.Value value, SearchResult.Facet facet, ChosenFilters chosen) {
        Condition condition = Conditions.of(field, value);
        String text = conditions.text(field, value, getLocale());
        return row(text, count(value.count(), facet), value.count() == 0, field, condition, chosen, changed);
    }

    /// A box that chooses a condition, and how many records it stands for.
    static Div row(
            String text,
            String count,
            boolean none,
            Field<?> field,
            Condition condition,
            ChosenFilters chosen,
            Consumer<ChosenFilters> changed) {
        Checkbox box = new Checkbox(text, chosen.has(field.name(), condition));
        box.getElement().setAttribute("title", text);
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(
                        change.getValue()
                                ? chosen.with(field.name(), condition)
                                : chosen.without(field.name(), condition));
            }
        });
        Span number = new Span(count);
        number.addClassName("facet-count");
        Div row = new Div(box, number);
        row.addClassName("facet-row");
        row.setClassName("none", none);
        return row;
    }

    private static Div line(String text, String count) {
        Span left = new Span(text);
        Span right = new Span(count);
        right.addClassName("facet-count");
        Div line = new Div(left, right);
        line.addClassNames("facet-row", "facet-others");
        return line;
    }

    private String count(long count, SearchResult.Facet facet) {
        return (facet.exact() ? "" : "≈ ") + values.number(count, getLocale());
    }
}
