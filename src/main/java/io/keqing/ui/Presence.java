package io.keqing.ui;

import com.vaadin.flow.component.html.Div;
import io.keqing.field.Field;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult;
import java.util.function.Consumer;

/// Has a value, or has none: the two choices that every facet offers besides its values, unless all records
/// agree.
final class Presence extends Div {
    private final boolean saysSomething;

    Presence(
            Field<?> field,
            Values values,
            ChosenFilters chosen,
            SearchResult.Facet facet,
            Consumer<ChosenFilters> changed) {
        Condition present = new Condition.Present();
        Condition missing = new Condition.Missing();
        long without = facet.values().stream()
                .filter(value -> value.value().isEmpty())
                .mapToLong(SearchResult.Value::count)
                .sum();
        saysSomething = without > 0 || chosen.has(field.name(), present) || chosen.has(field.name(), missing);
        addClassName("facet-presence");
        Conditions conditions = new Conditions(values);
        add(
                row(conditions, values, field, present, facet.present(), chosen, changed),
                row(conditions, values, field, missing, without, chosen, changed));
    }

    boolean saysSomething() {
        return saysSomething;
    }

    private Div row(
            Conditions conditions,
            Values values,
            Field<?> field,
            Condition condition,
            long count,
            ChosenFilters chosen,
            Consumer<ChosenFilters> changed) {
        return FacetRows.row(
                conditions.text(field, condition, getLocale()),
                values.number(count, getLocale()),
                count == 0,
                field,
                condition,
                chosen,
                changed);
    }
}
