package io.keqing.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.search.SearchQuery;
import java.util.Optional;
import java.util.function.Consumer;

/// "Go to 2025-03", "go to 王", "go to 500": begins the list at a value of the field it is ordered by. Not at
/// a row's number: in a list that changes a number means nothing, and reaching the millionth row by counting
/// takes its time.
public final class GoToValue extends Div {
    /// In the screen's address, as REST calls it.
    public static final String PARAMETER = "from";

    /// Below so many records one scrolls.
    private static final long WORTH_IT = 50;

    private final transient Catalogue catalogue;
    private final Span label = new Span();
    private final TextField value = new TextField();
    private final Button back;

    /// @param wanted hears the value, empty to begin at the beginning
    public GoToValue(Catalogue catalogue, Consumer<String> wanted) {
        this.catalogue = catalogue;
        addClassName("go-to");
        value.setId("go-to");
        value.setMaxLength(200);
        value.addThemeVariants(TextFieldVariant.SMALL);
        value.setManualValidation(true);
        value.addKeyPressListener(
                Key.ENTER, press -> wanted.accept(value.getValue().strip()));
        back = new Button(
                getTranslation("ui.goto.start"), new Icon(VaadinIcon.ANGLE_DOUBLE_UP), c -> wanted.accept(""));
        back.setId("go-to-start");
        back.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        add(label, value, back);
        setVisible(false);
    }

    /// @param from the value the list begins at, empty for its beginning
    /// @param total records of the whole list
    public void show(SearchQuery query, String from, long total) {
        Optional<Field<?>> field = ordered(query);
        setVisible(field.isPresent() && (total > WORTH_IT || !from.isEmpty()));
        value.setInvalid(false);
        value.setErrorMessage(null);
        value.setValue(from);
        back.setVisible(!from.isEmpty());
        field.ifPresent(known -> {
            String name = known.label().in(getLocale());
            label.setText(getTranslation("ui.goto", name));
            value.setAriaLabel(getTranslation("ui.goto", name));
            value.setPlaceholder(example(known));
        });
    }

    /// @param reason why the list cannot begin there
    public void refuse(String reason) {
        setVisible(true);
        back.setVisible(true);
        value.setErrorMessage(reason);
        value.setInvalid(true);
    }

    /// What the list is ordered by: one field, or the time where nothing else was said.
    private Optional<Field<?>> ordered(SearchQuery query) {
        if (query.order().size() == 1) {
            return catalogue.find(query.type(), query.order().getFirst().field());
        }
        return query.order().isEmpty() && query.words().isBlank()
                ? catalogue.find(query.type(), "at")
                : Optional.empty();
    }

    private String example(Field<?> field) {
        return switch (field.kind()) {
            case ValueKind.Day ignored -> "2025-03";
            case ValueKind.Moment ignored -> "2025-03";
            case ValueKind.Number ignored -> "500";
            case ValueKind.Money ignored -> "500";
            case ValueKind.Text ignored -> getTranslation("ui.goto.word");
            case ValueKind.Keyword ignored -> getTranslation("ui.goto.word");
            case ValueKind.Keywords ignored -> getTranslation("ui.goto.word");
            case ValueKind.Choice ignored -> getTranslation("ui.goto.word");
            case ValueKind.Flag ignored -> "";
            case ValueKind.Reference ignored -> "";
            case ValueKind.RunTime ignored -> "";
        };
    }
}
