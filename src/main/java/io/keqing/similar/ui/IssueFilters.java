package io.keqing.similar.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.field.Field;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.similar.Languages;
import io.keqing.ui.DateTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the issues found must be, besides like the text.
final class IssueFilters extends Div {
    private final List<Choice> choices = new ArrayList<>();
    private final TextField product = new TextField(getTranslation("similar.product"));
    private final DatePicker since = new DatePicker(getTranslation("similar.since"));
    private final Checkbox solvedFirst = new Checkbox(getTranslation("similar.solvedFirst"), true);

    private final Checkbox bothLanguages = new Checkbox(getTranslation("similar.bothLanguages"), true);

    private record Choice(Field<?> field, MultiSelectComboBox<Option> box) {}

    /// @param changed runs after somebody has changed one of them
    IssueFilters(Runnable changed) {
        addClassName("issue-filters");
        for (Field<?> field : List.of(InteractionFields.KIND, InteractionFields.CHANNEL, InteractionFields.STATUS)) {
            MultiSelectComboBox<Option> box =
                    new MultiSelectComboBox<>(field.label().in(getLocale()));
            box.setItems(((ValueKind.Choice) field.kind()).options());
            box.setItemLabelGenerator(option -> option.label().in(getLocale()));
            box.setId("filter-" + field.name());
            box.addValueChangeListener(change -> changed.run());
            choices.add(new Choice(field, box));
            add(box);
        }
        since.setI18n(DateTexts.of(getLocale()));
        since.setId("since");
        since.setClearButtonVisible(true);
        since.addValueChangeListener(change -> changed.run());
        product.setId("product");
        product.setClearButtonVisible(true);
        product.addValueChangeListener(change -> changed.run());
        solvedFirst.setId("solved-first");
        solvedFirst.setTooltipText(getTranslation("similar.solvedFirst.how"));
        solvedFirst.addValueChangeListener(change -> changed.run());
        bothLanguages.setId("both-languages");
        bothLanguages.setTooltipText(getTranslation("similar.bothLanguages.how"));
        bothLanguages.addValueChangeListener(change -> changed.run());
        add(product, since, solvedFirst, bothLanguages);
    }

    Languages languages() {
        return bothLanguages.getValue() ? Languages.ALL : Languages.SAME;
    }

    boolean solvedFirst() {
        return solvedFirst.getValue();
    }

    Map<String, List<String>> chosen() {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (Choice choice : choices) {
            if (!choice.box().isEmpty()) {
                filters.put(
                        choice.field().name(),
                        choice.box().getValue().stream().map(Option::value).toList());
            }
        }
        if (!product.getValue().isBlank()) {
            filters.put(
                    InteractionFields.PRODUCT.name(), List.of(product.getValue().strip()));
        }
        if (since.getValue() != null) {
            filters.put(InteractionFields.AT.name(), List.of(since.getValue() + ".."));
        }
        return filters;
    }
}
