package io.keqing.ui;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue.ValueChangeEvent;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import io.keqing.field.Field;
import io.keqing.search.Filter.Condition;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// From and to. A range takes the place of whatever was chosen for the field.
final class RangeFields extends Div {
    private final transient Field<?> field;
    private final transient ChosenFilters chosen;
    private final transient Consumer<ChosenFilters> changed;

    RangeFields(Field<?> field, Values values, ChosenFilters chosen, Consumer<ChosenFilters> changed) {
        this.field = field;
        this.chosen = chosen;
        this.changed = changed;
        addClassName("range-fields");
        Optional<Condition.Between> range = chosen.range(field.name());
        String from = range.map(Condition.Between::from).orElse(null);
        String to = range.map(Condition.Between::to).orElse(null);
        if (Conditions.isTime(field)) {
            days(from, to);
        } else {
            numbers(from, to);
        }
        Span dash = new Span("–");
        dash.getElement().setAttribute("aria-hidden", "true");
        addComponentAtIndex(1, dash);
    }

    private void numbers(@Nullable String from, @Nullable String to) {
        BigDecimalField low = new BigDecimalField();
        BigDecimalField high = new BigDecimalField();
        low.setValue(read(from, BigDecimal::new));
        high.setValue(read(to, BigDecimal::new));
        for (BigDecimalField end : List.of(low, high)) {
            end.addThemeVariants(TextFieldVariant.SMALL);
            end.setLocale(getLocale());
            end.addValueChangeListener(change -> apply(change, plain(low.getValue()), plain(high.getValue())));
        }
        low.setPlaceholder(getTranslation("ui.filter.from"));
        high.setPlaceholder(getTranslation("ui.filter.to"));
        label(low, "ui.filter.from");
        label(high, "ui.filter.to");
        add(low, high);
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private void days(@Nullable String from, @Nullable String to) {
        DatePicker first = new DatePicker();
        DatePicker last = new DatePicker();
        first.setValue(read(from, LocalDate::parse));
        last.setValue(read(to, LocalDate::parse));
        for (DatePicker end : List.of(first, last)) {
            end.addThemeName("small");
            end.setLocale(getLocale());
            end.setI18n(DateTexts.of(getLocale()));
            end.addValueChangeListener(change -> apply(change, text(first.getValue()), text(last.getValue())));
        }
        first.setPlaceholder(getTranslation("ui.filter.from"));
        last.setPlaceholder(getTranslation("ui.filter.to"));
        label(first, "ui.filter.from");
        label(last, "ui.filter.to");
        addClassName("range-days");
        add(first, last);
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private void label(Component end, String key) {
        end.getElement().setProperty("accessibleName", field.label().in(getLocale()) + " " + getTranslation(key));
    }

    private void apply(ValueChangeEvent<?> change, @Nullable String from, @Nullable String to) {
        if (change instanceof ComponentValueChangeEvent<?, ?> event && event.isFromClient()) {
            List<Condition> range =
                    from == null && to == null ? List.of() : List.of(new Condition.Between(from, to, false));
            changed.accept(chosen.only(field.name(), range));
        }
    }

    /// An end that was written otherwise (`now-30d`, `2025-03`) stands in the chip; the box beside stays empty.
    private static <T> @Nullable T read(@Nullable String text, Function<String, T> reader) {
        try {
            return text == null ? null : reader.apply(text);
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
