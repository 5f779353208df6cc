package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.feedback.QuestionRole;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.field.Label;
import io.keqing.record.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One question of a survey as somebody defines it.
final class SurveyQuestionRow {
    private final NativeTableRow row;
    private final TextField name = new TextField();
    private final TextField zh = new TextField();
    private final TextField en = new TextField();
    private final NumberField lowest = new NumberField();
    private final NumberField highest = new NumberField();
    private final TextField missing = new TextField();
    private final Select<QuestionRole> role = new Select<>();

    SurveyQuestionRow(NativeTableRow row, SurveyQuestion question) {
        this.row = row;
        name.setValue(question.name());
        name.setReadOnly(!question.name().isEmpty());
        zh.setValue(question.label().zh());
        en.setValue(question.label().en());
        Scale scale = question.scale();
        if (scale != null) {
            lowest.setValue(scale.lowest());
            highest.setValue(scale.highest());
        }
        missing.setValue(String.join(", ", question.missing()));
        missing.setPlaceholder("-1, 99");
        role.setItems(QuestionRole.values());
        role.setEmptySelectionAllowed(true);
        role.setItemLabelGenerator(
                each -> each == null ? "" : text("role." + each.name().toLowerCase(Locale.ROOT)));
        role.setValue(question.role());
        role.addValueChangeListener(change -> {
            QuestionRole chosen = change.getValue();
            if (chosen != null && chosen.scale() != null) {
                lowest.setValue(chosen.scale().lowest());
                highest.setValue(chosen.scale().highest());
            }
        });
        List.of(lowest, highest).forEach(field -> field.addClassName("narrow"));
        name.setAriaLabel(text("name"));
        zh.setAriaLabel(text("zh"));
        en.setAriaLabel(text("en"));
        lowest.setAriaLabel(text("lowest"));
        highest.setAriaLabel(text("highest"));
        missing.setAriaLabel(text("missing"));
        role.setAriaLabel(text("role"));
        List.<Component>of(name, zh, en, lowest, highest, missing, role)
                .forEach(field -> row.add(new NativeTableCell(field)));
    }

    private String text(String key) {
        return row.getTranslation("satisfaction.define." + key);
    }

    /// What was said; empty for a row without a name.
    ///
    /// @throws IllegalArgumentException where the scale does not rise or has one end only
    Optional<SurveyQuestion> said() {
        String named = name.getValue().strip();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Double from = lowest.getValue();
        Double to = highest.getValue();
        if ((from == null) != (to == null)) {
            throw new IllegalArgumentException(row.getTranslation("satisfaction.define.scale.half", named));
        }
        return Optional.of(SurveyQuestion.said(
                named,
                new Label(otherwise(zh, named), otherwise(en, named)),
                from == null ? null : new Scale(from, to),
                Arrays.stream(missing.getValue().split("[,，]"))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList(),
                role.getValue()));
    }

    static String otherwise(TextField field, String text) {
        return field.getValue().isBlank() ? text : field.getValue().strip();
    }
}
