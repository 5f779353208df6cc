package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a run-time name has its meaning: a field that holds such values, and what it is scoped by.
///
/// @param holder `attributes` or `answers`
/// @param name of the survey for answers; empty for those of no survey, and for attributes, which mean the
///     same wherever they come from
public record RunTimeScope(String holder, String name) {
    public static RunTimeScope everywhere(Field<?> holder) {
        return new RunTimeScope(holder.name(), "");
    }

    /// The scope of the values that a record keeps in `holder`.
    public static RunTimeScope of(Field<?> holder, Document document) {
        return of(holder, document.fields(), document::value);
    }

    /// @param values of one record, by field
    public static RunTimeScope of(Field<?> holder, FieldSet fields, Function<Field<?>, @Nullable Object> values) {
        Object scope = fields.scope(holder).map(values).orElse(null);
        return scope == null ? everywhere(holder) : new RunTimeScope(holder.name(), scope.toString());
    }
}
