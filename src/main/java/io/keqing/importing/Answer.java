package io.keqing.importing;

import io.keqing.field.Label;
import io.keqing.importing.value.NumberText;
import io.keqing.record.Scale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column that holds the answers to one question of a survey. Columns of the same name are the choices of one
/// question with several answers.
///
/// @param scale lowest and highest answer, where the question has a scale
/// @param missing codes that say that there was no answer
public record Answer(
        String name, @Nullable Label label, @Nullable Scale scale, List<String> missing) {
    public Answer {
        missing = List.copyOf(missing);
    }

    /// Whether `text` is a number on the scale, if there is one.
    boolean holds(String text) {
        return scale == null
                || NumberText.of(text, false)
                        .map(number ->
                                number.doubleValue() >= scale.lowest() && number.doubleValue() <= scale.highest())
                        .orElse(false);
    }
}
