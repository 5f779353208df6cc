package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A field born while the portal runs: a further column of somebody's file, a question of a survey.
///
/// @param type customers, interactions or feedback
/// @param holder the field that holds its values: `attributes` or `answers`
/// @param name as in the file
/// @param key its safe name inside the index
/// @param kind what its values are taken for; the rows keep the text as it came
/// @param facet whether people see it as a facet
/// @param scope null for a field that every scope shares which agrees about it; else the one that does not,
///     and has this field for itself
public record RunTimeField(
        int id,
        String type,
        String holder,
        String name,
        Label label,
        String key,
        Kind kind,
        Sensitivity sensitivity,
        boolean facet,
        @Nullable String scope) {

    /// How questions name it: `attributes.NAME`, `answers.NAME`, and `answers.NAME@SURVEY` where a survey has
    /// it for itself.
    public String fullName() {
        return holder + "." + name + (scope == null ? "" : "@" + scope);
    }

    /// What people read where fields of all scopes stand together.
    public Label fullLabel() {
        return scope == null || scope.isEmpty()
                ? label
                : new Label(label.zh() + "（" + scope + "）", label.en() + " (" + scope + ")");
    }

    RunTimeField as(Kind other) {
        return new RunTimeField(id, type, holder, name, label, key, other, sensitivity, facet, scope);
    }

    /// As a query, a grid and a file name it and read it: words, a number or a day, of which a record may have several.
    public Field<?> asField() {
        ValueKind<?> valueKind = switch (kind) {
            case TEXT -> new ValueKind.Keywords();
            case NUMBER -> new ValueKind.Number(false, -Double.MAX_VALUE, Double.MAX_VALUE, List.of());
            case DAY -> new ValueKind.Day();
        };
        Set<Use> uses =
                sensitivity == Sensitivity.SECRET ? Set.of() : facet ? Set.of(Use.FACET, Use.SORT) : Set.of(Use.SORT);
        return new Field<>(fullName(), valueKind, fullLabel(), sensitivity, uses, false);
    }

    /// How the values of a run-time field are indexed.
    public enum Kind {
        TEXT,
        NUMBER,
        DAY
    }
}
