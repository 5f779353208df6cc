package io.keqing.ui;

import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The filters of a query, with what clicks do to them. Choices of one field widen it, further fields narrow.
public record ChosenFilters(List<Filter> filters) {
    public ChosenFilters {
        filters = List.copyOf(filters);
    }

    public List<Condition> of(String field) {
        return filters.stream()
                .filter(filter -> filter.field().equals(field))
                .flatMap(filter -> filter.anyOf().stream())
                .toList();
    }

    public boolean has(String field, Condition condition) {
        return of(field).contains(condition);
    }

    /// The one range of the field that is not a choice of its facet, as two ends typed by a person make it.
    public Optional<Condition.Between> range(String field) {
        return of(field).stream()
                .filter(Condition.Between.class::isInstance)
                .map(Condition.Between.class::cast)
                .filter(range -> !range.toExcluded())
                .findFirst();
    }

    public ChosenFilters with(String field, Condition condition) {
        if (has(field, condition)) {
            return this;
        }
        List<Condition> conditions = new ArrayList<>(of(field));
        conditions.add(condition);
        return only(field, conditions);
    }

    public ChosenFilters without(String field, Condition condition) {
        List<Condition> conditions = new ArrayList<>(of(field));
        conditions.remove(condition);
        return only(field, conditions);
    }

    /// Nothing but these conditions on the field, in the place it had; none takes it away.
    public ChosenFilters only(String field, List<Condition> conditions) {
        List<Filter> changed = new ArrayList<>();
        boolean placed = conditions.isEmpty();
        for (Filter filter : filters) {
            if (!filter.field().equals(field)) {
                changed.add(filter);
            } else if (!placed) {
                changed.add(new Filter(field, conditions));
                placed = true;
            }
        }
        if (!placed) {
            changed.add(new Filter(field, conditions));
        }
        return new ChosenFilters(changed);
    }
}
