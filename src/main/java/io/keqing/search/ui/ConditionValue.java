package io.keqing.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keqing.field.Field;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.search.Filter.Condition;
import io.keqing.ui.DateTexts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The widgets for what must hold of a field, by the kind of its value.
///
/// @param said what they say now; empty while they say nothing
record ConditionValue(List<Component> widgets, Supplier<List<Condition>> said) {
    private static final List<Integer> SPANS = List.of(7, 30, 90, 180, 365);

    List<Condition> conditions() {
        return said.get();
    }

    static ConditionValue of(Field<?> field, Locale locale, Runnable changed) {
        return switch (field.kind()) {
            case ValueKind.Choice choice -> choice(choice, locale, changed);
            case ValueKind.Flag flag -> flag(changed);
            case ValueKind.Number number -> numbers(locale, changed);
            case ValueKind.Money money -> numbers(locale, changed);
            case ValueKind.Day day -> days(locale, changed);
            case ValueKind.Moment moment -> days(locale, changed);
            case ValueKind.Text text -> text(changed);
            case ValueKind.Keyword keyword -> text(changed);
            case ValueKind.Keywords keywords -> text(changed);
            case ValueKind.Reference reference -> text(changed);
            case ValueKind.RunTime runTime -> text(changed);
        };
    }

    private static ConditionValue choice(ValueKind.Choice choice, Locale locale, Runnable changed) {
        MultiSelectComboBox<Option> box = new MultiSelectComboBox<>();
        box.setLabel(box.getTranslation("search.build.values"));
        box.setItems(choice.options());
        box.setItemLabelGenerator(option -> option.label().in(locale));
        box.addValueChangeListener(change -> changed.run());
        return new ConditionValue(
                List.of(box),
                () -> choice.options().stream()
                        .filter(box.getValue()::contains)
                        .<Condition>map(option -> new Condition.Is(option.value()))
                        .toList());
    }

    private static ConditionValue flag(Runnable changed) {
        Select<Boolean> select = new Select<>();
        select.setLabel(select.getTranslation("search.build.value"));
        select.setItems(true, false);
        select.setItemLabelGenerator(yes -> select.getTranslation(yes ? "search.build.yes" : "search.build.no"));
        select.addValueChangeListener(change -> changed.run());
        return new ConditionValue(
                List.of(select),
                () -> select.getValue() == null
                        ? List.of()
                        : List.of(new Condition.Is(select.getValue().toString())));
    }

    private static ConditionValue numbers(Locale locale, Runnable changed) {
        BigDecimalField from = new BigDecimalField();
        BigDecimalField to = new BigDecimalField();
        from.setLabel(from.getTranslation("search.build.from"));
        to.setLabel(to.getTranslation("search.build.to"));
        for (BigDecimalField end : List.of(from, to)) {
            end.setLocale(locale);
            end.setValueChangeMode(ValueChangeMode.LAZY);
            end.addValueChangeListener(change -> changed.run());
        }
        return new ConditionValue(List.of(from, to), () -> between(plain(from.getValue()), plain(to.getValue())));
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static List<Condition> between(@Nullable String from, @Nullable String to) {
        return from == null && to == null ? List.of() : List.of(new Condition.Between(from, to, false));
    }

    /// The last so many days stay relative; two days do not.
    private static ConditionValue days(Locale locale, Runnable changed) {
        Select<Integer> span = new Select<>();
        DatePicker from = new DatePicker();
        DatePicker to = new DatePicker();
        span.setLabel(span.getTranslation("search.build.span"));
        span.setItems(java.util.stream.Stream.concat(SPANS.stream(), java.util.stream.Stream.of(0))
                .toList());
        span.setItemLabelGenerator(days -> days == 0
                ? span.getTranslation("search.build.between")
                : span.getTranslation("search.build.lastDays", days));
        from.setLabel(from.getTranslation("search.build.from"));
        to.setLabel(to.getTranslation("search.build.to"));
        for (DatePicker end : List.of(from, to)) {
            end.setLocale(locale);
            end.setI18n(DateTexts.of(locale));
            end.setVisible(false);
            end.addValueChangeListener(change -> changed.run());
        }
        span.addValueChangeListener(change -> {
            boolean two = Integer.valueOf(0).equals(change.getValue());
            from.setVisible(two);
            to.setVisible(two);
            changed.run();
        });
        return new ConditionValue(
                List.of(span, from, to),
                () -> span.getValue() == null
                        ? List.of()
                        : span.getValue() > 0
                                ? between("now-" + span.getValue() + "d", null)
                                : between(text(from.getValue()), text(to.getValue())));
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static ConditionValue text(Runnable changed) {
        TextField text = new TextField();
        text.setLabel(text.getTranslation("search.build.value"));
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(change -> changed.run());
        return new ConditionValue(
                List.of(text),
                () -> text.getValue().isBlank()
                        ? List.of()
                        : List.of(new Condition.Is(text.getValue().strip())));
    }
}
