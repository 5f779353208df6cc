package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.ValueKind;
import java.util.Locale;
import java.util.Optional;

/// What people read for a value of a facet, in their language.
public final class FacetLabel {
    private static final Label NONE = new Label("（无）", "(none)");
    private static final Label YES = new Label("是", "Yes");
    private static final Label NO = new Label("否", "No");

    private FacetLabel() {}

    /// @param field the facet's field, empty for one born at run time
    public static String of(Optional<Field<?>> field, SearchResult.Value value, Locale locale) {
        if (value.value().isEmpty()) {
            return NONE.in(locale);
        }
        if (field.isEmpty()) {
            return value.label();
        }
        return switch (field.get().kind()) {
            case ValueKind.Choice choice ->
                choice.options().stream()
                        .filter(option -> option.value().equals(value.value()))
                        .findFirst()
                        .map(option -> option.label().in(locale))
                        .orElse(value.label());
            case ValueKind.Flag flag -> (value.value().equals("true") ? YES : NO).in(locale);
            case ValueKind.Text k -> value.label();
            case ValueKind.Keyword k -> value.label();
            case ValueKind.Keywords k -> value.label();
            case ValueKind.Day k -> value.label();
            case ValueKind.Moment k -> value.label();
            case ValueKind.Money k -> value.label();
            case ValueKind.Number k -> value.label();
            case ValueKind.Reference k -> value.label();
            case ValueKind.RunTime k -> value.label();
        };
    }
}
