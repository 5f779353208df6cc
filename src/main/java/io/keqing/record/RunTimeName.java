package io.keqing.record;

import io.keqing.field.Label;
import org.jspecify.annotations.Nullable;

/// What a name means within its scope: for answers, one question of one survey. Scopes that agree about a
/// name share the field that its values are found by.
///
/// @param name as in the file
/// @param scale of a question, where an import said it
/// @param field where its values are searched
public record RunTimeName(
        RunTimeScope scope,
        String name,
        Label label,
        @Nullable Scale scale,
        RunTimeField field) {

    public boolean isLabelled() {
        return isSaid(label, name);
    }

    /// Whether somebody said a label, and not only a name.
    static boolean isSaid(Label label, String name) {
        return !label.zh().equals(name) || !label.en().equals(name);
    }

    RunTimeName on(@Nullable Scale other) {
        return new RunTimeName(scope, name, label, other, field);
    }

    RunTimeName in(RunTimeField other) {
        return new RunTimeName(scope, name, label, scale, other);
    }
}
