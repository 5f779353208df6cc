package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.field.Field;
import io.keqing.field.Option;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The input of one field: a widget by the kind of its value, and what was there before.
///
/// @param value what the widget holds now, as the record keeps it; null where it is empty
final class FieldInput {
    private final Field<?> field;
    private final Component widget;
    private final Function<Component, @Nullable Object> value;
    private @Nullable Object before;

    private <W extends Component & HasValue<?, T>, T> FieldInput(
            Field<?> field, W widget, Function<T, @Nullable Object> read) {
        this.field = field;
        this.widget = widget;
        this.value = same -> widget.isEmpty() ? null : read.apply(widget.getValue());
    }

    Field<?> field() {
        return field;
    }

    Component widget() {
        return widget;
    }

    @Nullable
    Object value() {
        return value.apply(widget);
    }

    boolean isChanged() {
        return !Objects.equals(before, value());
    }

    /// The widget was given its first value.
    FieldInput settled() {
        before = value();
        return this;
    }

    void refuse(@Nullable String reason) {
        if (widget instanceof HasValidation checked) {
            checked.setErrorMessage(reason);
            checked.setInvalid(reason != null);
        }
    }

    boolean isInvalid() {
        return widget instanceof HasValidation checked && checked.isInvalid();
    }

    /// Empty for what cannot be typed in: references, and values by name.
    static Optional<FieldInput> of(Field<?> field, @Nullable Object seen, ZoneId zone, Locale locale) {
        String label = field.label().in(locale);
        return switch (field.kind()) {
            case ValueKind.Text ignored -> Optional.of(text(field, label, seen));
            case ValueKind.Keyword ignored -> Optional.of(line(field, label, seen));
            case ValueKind.Keywords ignored -> Optional.of(words(field, label, seen));
            case ValueKind.Choice choice -> Optional.of(choice(field, label, choice, seen, locale));
            case ValueKind.Flag ignored -> Optional.of(flag(field, label, seen, locale));
            case ValueKind.Day ignored -> Optional.of(day(field, label, seen, locale));
            case ValueKind.Moment ignored -> Optional.of(moment(field, label, seen, zone, locale));
            case ValueKind.Money ignored -> Optional.of(amount(field, label, seen, locale));
            case ValueKind.Number number -> Optional.of(number(field, label, number, seen, locale));
            case ValueKind.Reference ignored -> Optional.empty();
            case ValueKind.RunTime ignored -> Optional.empty();
        };
    }

    private static FieldInput text(Field<?> field, String label, @Nullable Object seen) {
        if (field.has(Use.COLUMN)) {
            return line(field, label, seen);
        }
        TextArea area = new TextArea(label);
        area.setMinRows(4);
        area.setMaxRows(14);
        area.addClassName("wide");
        area.setValue(seen instanceof String text ? text : "");
        return new FieldInput(field, area, text -> text).settled();
    }

    private static FieldInput line(Field<?> field, String label, @Nullable Object seen) {
        TextField line = new TextField(label);
        line.setValue(seen instanceof String text ? text : "");
        return new FieldInput(field, line, (String text) -> text.strip()).settled();
    }

    private static FieldInput words(Field<?> field, String label, @Nullable Object seen) {
        TextField line = new TextField(label);
        line.setHelperText(line.getTranslation("ui.form.words"));
        line.setValue(
                seen instanceof Collection<?> many
                        ? many.stream().map(Object::toString).collect(Collectors.joining(", "))
                        : "");
        return new FieldInput(field, line, (String text) -> split(text)).settled();
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split("[,，、]"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static FieldInput choice(
            Field<?> field, String label, ValueKind.Choice choice, @Nullable Object seen, Locale locale) {
        Select<String> select = new Select<>();
        select.setLabel(label);
        select.setEmptySelectionAllowed(true);
        select.setItems(choice.options().stream().map(Option::value).toList());
        select.setItemLabelGenerator(value -> value == null ? "" : Values.option(choice, value, locale));
        if (seen instanceof String value
                && choice.options().stream().anyMatch(option -> option.value().equals(value))) {
            select.setValue(value);
        }
        return new FieldInput(field, select, (String value) -> value).settled();
    }

    private static FieldInput flag(Field<?> field, String label, @Nullable Object seen, Locale locale) {
        Select<Boolean> select = new Select<>();
        select.setLabel(label);
        select.setEmptySelectionAllowed(true);
        select.setItems(true, false);
        select.setItemLabelGenerator(value -> value == null ? "" : Values.flag(value, locale));
        if (seen instanceof Boolean value) {
            select.setValue(value);
        }
        return new FieldInput(field, select, (Boolean value) -> value).settled();
    }

    private static FieldInput day(Field<?> field, String label, @Nullable Object seen, Locale locale) {
        DatePicker picker = new DatePicker(label);
        picker.setLocale(locale);
        picker.setI18n(DateTexts.of(locale));
        picker.setValue(seen instanceof LocalDate day ? day : null);
        return new FieldInput(field, picker, (LocalDate day) -> day).settled();
    }

    private static FieldInput moment(Field<?> field, String label, @Nullable Object seen, ZoneId zone, Locale locale) {
        DateTimePicker picker = new DateTimePicker(label);
        picker.setLocale(locale);
        picker.setDatePickerI18n(DateTexts.of(locale));
        picker.setValue(seen instanceof Instant at ? LocalDateTime.ofInstant(at, zone) : null);
        return new FieldInput(
                        field, picker, (LocalDateTime at) -> at.atZone(zone).toInstant())
                .settled();
    }

    private static FieldInput amount(Field<?> field, String label, @Nullable Object seen, Locale locale) {
        BigDecimalField amount = new BigDecimalField(label);
        amount.setLocale(locale);
        amount.setValue(seen instanceof Number number ? new BigDecimal(number.toString()) : null);
        return new FieldInput(field, amount, (BigDecimal value) -> value).settled();
    }

    /// Typed as a decimal too: the browser's number field turns what it cannot read into nothing, silently.
    private static FieldInput number(
            Field<?> field, String label, ValueKind.Number kind, @Nullable Object seen, Locale locale) {
        FieldInput input = amount(field, label, seen, locale);
        if (kind.lowest() > -Double.MAX_VALUE && kind.highest() < 1e15 && input.widget instanceof BigDecimalField box) {
            box.setHelperText("%.0f – %.0f".formatted(kind.lowest(), kind.highest()));
        }
        return input;
    }
}
