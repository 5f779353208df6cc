package io.keqing.ui;

import com.vaadin.flow.component.HasPlaceholder;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import io.keqing.field.Field;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.Rejection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A form made from the catalogue. It tells what was changed, in the words of the record editor, and shows each broken
/// rule at its field. What the viewer may not see begins empty and is kept unless something is typed over it.
public final class FieldForm extends Div {
    private final List<FieldInput> inputs = new ArrayList<>();
    private final Div others = new Div();

    public FieldForm(Collection<Field<?>> fields, Map<Field<?>, Object> seen, Viewer viewer, Values values) {
        FormLayout form = new FormLayout();
        form.setAutoResponsive(true);
        form.setExpandColumns(true);
        form.setExpandFields(true);
        for (Field<?> field : fields) {
            boolean shown = Masking.shows(field, viewer);
            Object value = seen.get(field);
            FieldInput.of(field, shown ? value : null, values.zone(), getLocale())
                    .ifPresent(input -> {
                        if (!shown && value != null && input.widget() instanceof HasPlaceholder box) {
                            box.setPlaceholder(value.toString());
                        }
                        inputs.add(input);
                        form.add(input.widget());
                        if (input.widget().hasClassName("wide")) {
                            form.setColspan(input.widget(), 2);
                        }
                    });
        }
        addClassName("field-form");
        others.addClassName("form-problems");
        others.getElement().setAttribute("role", "alert");
        others.setVisible(false);
        add(form, others);
    }

    /// What was changed, by field name; null where a value was taken away.
    public Map<String, @Nullable Object> changes() {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        inputs.stream()
                .filter(FieldInput::isChanged)
                .forEach(input -> changes.put(input.field().name(), input.value()));
        return changes;
    }

    /// Whether every widget can read what was typed into it.
    public boolean isReadable() {
        return inputs.stream().noneMatch(FieldInput::isInvalid);
    }

    public void refuse(List<Rejection> problems) {
        inputs.forEach(input -> input.refuse(null));
        List<String> elsewhere = new ArrayList<>();
        for (Rejection problem : problems) {
            Optional<FieldInput> at = inputs.stream()
                    .filter(input -> input.field().name().equals(problem.field()))
                    .findFirst();
            at.ifPresentOrElse(input -> input.refuse(reason(problem)), () -> elsewhere.add(problem.sentence()));
        }
        others.setText(String.join("; ", elsewhere));
        others.setVisible(!elsewhere.isEmpty());
    }

    private String reason(Rejection problem) {
        return problem.value().isEmpty()
                ? problem.rule()
                : getTranslation("ui.form.refused", problem.rule(), problem.value());
    }
}
