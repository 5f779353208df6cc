package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keqing.field.Field;
import io.keqing.search.SearchResult;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One field of the [FilterPanel]. Its list is made only while it is open: a hundred closed checkboxes would cost every
/// answer a noticeable moment.
final class FacetSection extends Details {
    private final transient Field<?> field;
    private final transient Values values;
    private final transient Consumer<ChosenFilters> changed;
    private final transient FacetValues search;
    private final Span badge = new Span();
    private final Div body = new Div();
    private SearchResult.@Nullable Facet facet;
    private transient ChosenFilters chosen = new ChosenFilters(java.util.List.of());
    private boolean wantsAll;

    FacetSection(Field<?> field, Values values, boolean open, Consumer<ChosenFilters> changed, FacetValues search) {
        this.field = field;
        this.values = values;
        this.changed = changed;
        this.search = search;
        addClassName("facet");
        setId("facet-" + field.name().replace('.', '-'));
        Span title = new Span(field.label().in(getLocale()));
        title.addClassName("facet-name");
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

    /// @param taken called to make the field no facet any more
    void removable(Runnable taken) {
        Button remove = new Button(new Icon(VaadinIcon.CLOSE_SMALL), click -> taken.run());
        String label = getTranslation("ui.facets.remove", field.label().in(getLocale()));
        remove.setAriaLabel(label);
        remove.setTooltipText(label);
        remove.addClassName("facet-remove");
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        // inside the summary a click would open or close the section, too
        remove.getElement().executeJs("this.addEventListener('click', e => e.stopPropagation())");
        getSummary().getElement().appendChild(remove.getElement());
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
        if (facet != null) {
            Presence presence = new Presence(field, values, chosen, facet, changed);
            if (presence.saysSomething()) {
                body.add(presence);
            }
        }
    }

    private void fill(SearchResult.Facet counted) {
        if (Conditions.isTime(field)) {
            body.add(new DateHistogram(field, values, chosen, counted, changed));
            return;
        }
        FacetRows rows = new FacetRows(field, values, changed);
        rows.show(counted, chosen, wantsAll, () -> {
            wantsAll = !wantsAll;
            fill();
        });
        if (counted.others() > 0 && !Conditions.hasRanges(field)) {
            body.add(searchField(rows, counted));
        }
        body.add(rows);
    }

    /// Looks through the values while one types; emptied, it shows the most frequent ones again.
    private TextField searchField(FacetRows rows, SearchResult.Facet counted) {
        TextField text = new TextField();
        text.setPlaceholder(getTranslation("ui.facets.search"));
        text.setAriaLabel(
                getTranslation("ui.facets.search") + " " + field.label().in(getLocale()));
        text.setPrefixComponent(new Icon(VaadinIcon.SEARCH));
        text.setClearButtonVisible(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setMaxLength(100);
        text.addClassName("facet-search");
        text.addThemeVariants(TextFieldVariant.SMALL);
        text.addValueChangeListener(change -> {
            String wanted = change.getValue().strip();
            if (wanted.isEmpty()) {
                rows.show(counted, chosen, wantsAll, () -> {
                    wantsAll = !wantsAll;
                    fill();
                });
            } else {
                search.find(field.name(), wanted, found -> rows.showFound(found, chosen));
            }
        });
        return text;
    }
}
