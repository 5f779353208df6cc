package io.keqing.record;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import org.jspecify.annotations.Nullable;

/// A field born while the portal runs: a further column of somebody's file, a question of a survey.
///
/// @param type customers, interactions or feedback
/// @param holder the field that holds its values: `attributes` or `answers`
/// @param name as in the file
/// @param key its safe name inside the index
/// @param kind what its values are taken for; the rows keep the text as it came
/// @param facet whether people see it as a facet
/// @param scale of a question, where an import said it
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
        @Nullable Scale scale) {

    /// How the values of a run-time field are indexed.
    public enum Kind {
        TEXT,
        NUMBER,
        DAY
    }
}
