package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keqing.field.Field;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One field of the [FilterPanel]. Its list is made only while it is open: a hundred closed checkboxes would cost every
/// answer a noticeable moment.
final class FacetSection extends Details {
    private static final int SHOWN_AT_FIRST = 6;

    private final transient Field<?> field;
    private final transient Values values;
    private final transient Conditions conditions;
    private final transient Consumer<ChosenFilters> changed;
    private final Span title = new Span();
    private final Span badge = new Span();
    private final Div body = new Div();
    private SearchResult.@Nullable Facet facet;
    private transient ChosenFilters chosen = new ChosenFilters(List.of());
    private boolean wantsAll;

    FacetSection(Field<?> field, Values values, boolean open, Consumer<ChosenFilters> changed) {
        this.field = field;
        this.values = values;
        this.conditions = new Conditions(values);
        this.changed = changed;
        addClassName("facet");
        setId("facet-" + field.name().replace('.', '-'));
        title.setText(field.label().in(getLocale()));
        badge.addClassName("facet-chosen");
        Div summary = new Div(title, badge);
        summary.addClassName("facet-title");
        setSummary(summary);
        body.addClassName("facet-body");
        add(body);
        setOpened(open);
        addOpenedChangeListener(opened -> fill());
    }

    void show(Optional<SearchResult.Facet> counted, ChosenFilters filters) {
        facet = counted.orElse(null);
        chosen = filters;
        int number = chosen.of(field.name()).size();
        badge.setText(number == 0 ? "" : String.valueOf(number));
        badge.setVisible(number > 0);
        if (number > 0 && !isOpened()) {
            setOpened(true);
        }
        fill();
    }

    private void fill() {
        body.removeAll();
        if (!isOpened()) {
            return;
        }
        if (facet != null) {
            fill(facet);
        }
        if (Conditions.hasRanges(field)) {
            body.add(new RangeFields(field, values, chosen, changed));
        }
    }

    private void fill(SearchResult.Facet counted) {
        List<SearchResult.Value> all = counted.values();
        boolean long_ = all.size() > SHOWN_AT_FIRST + 1;
        List<SearchResult.Value> shown = new ArrayList<>();
        for (SearchResult.Value value : all) {
            boolean isChosen = chosen.has(field.name(), Conditions.of(field, value));
            if (wantsAll || !long_ || shown.size() < SHOWN_AT_FIRST || isChosen) {
                shown.add(value);
            }
        }
        shown.forEach(value -> body.add(row(value, counted.exact())));
        if (counted.others() > 0 && (wantsAll || !long_)) {
            body.add(line(getTranslation("ui.filter.others"), count(counted.others(), counted.exact())));
        }
        if (long_) {
            Button more = new Button(
                    wantsAll
                            ? getTranslation("ui.filter.less")
                            : getTranslation("ui.filter.more", all.size() - shown.size()),
                    click -> {
                        wantsAll = !wantsAll;
                        fill();
                    });
            more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            more.addClassName("facet-more");
            body.add(more);
        }
        if (all.isEmpty() && !Conditions.hasRanges(field)) {
            body.add(line(getTranslation("ui.filter.nothing"), ""));
        }
    }

    private Div row(SearchResult.Value value, boolean exact) {
        Condition condition = Conditions.of(field, value);
        String text = conditions.text(field, value, getLocale());
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
        Span count = new Span(count(value.count(), exact));
        count.addClassName("facet-count");
        Div row = new Div(box, count);
        row.addClassName("facet-row");
        row.setClassName("none", value.count() == 0);
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

    private String count(long count, boolean exact) {
        return (exact ? "" : "≈ ") + values.number(count, getLocale());
    }
}
