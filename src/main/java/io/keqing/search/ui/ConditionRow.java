package io.keqing.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.search.Clause;
import io.keqing.search.Filter;
import io.keqing.ui.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One field and what must hold for it.
final class ConditionRow extends Div {
    private final ComboBox<Field<?>> field = new ComboBox<>();
    private final Div place = new Div();
    private final Button remove = new Button(new Icon(VaadinIcon.CLOSE_SMALL));
    private @Nullable ConditionValue value;

    ConditionRow(RecordType type, Catalogue catalogue, Viewer viewer, Runnable changed) {
        addClassName("condition-row");
        place.addClassName("condition-value");
        field.addClassName("condition-field");
        field.setLabel(getTranslation("search.build.field"));
        field.setItems(fields(type, catalogue, viewer));
        field.setItemLabelGenerator(each -> each.label().in(getLocale()));
        field.addValueChangeListener(change -> {
            place.removeAll();
            value = change.getValue() == null ? null : ConditionValue.of(change.getValue(), getLocale(), changed);
            if (value != null) {
                value.widgets().forEach(widget -> place.add((Component) widget));
            }
            changed.run();
        });
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel(getTranslation("search.build.remove"));
        add(field, place, remove);
    }

    void onRemove(Runnable removed) {
        remove.addClickListener(click -> removed.run());
    }

    private static List<Field<?>> fields(RecordType type, Catalogue catalogue, Viewer viewer) {
        return Stream.<Field<?>>concat(
                        type.fields().fields().stream().filter(ConditionRow::isAsked),
                        catalogue.runTimeFacets(type.name()).stream())
                .filter(each -> Masking.searches(each, viewer))
                .toList();
    }

    private static boolean isAsked(Field<?> field) {
        boolean held = field.kind() instanceof ValueKind.RunTime || field.kind() instanceof ValueKind.Reference;
        return !held && (field.has(Use.FACET) || field.has(Use.SORT) || field.has(Use.SEARCH));
    }

    /// Empty while nothing is said about the field.
    Optional<Clause> clause() {
        Field<?> chosen = field.getValue();
        if (chosen == null || value == null) {
            return Optional.empty();
        }
        List<Filter.Condition> conditions = value.conditions();
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Clause.On(new Filter(chosen.name(), conditions)));
    }
}
