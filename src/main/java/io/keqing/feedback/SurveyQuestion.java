package io.keqing.feedback;

import io.keqing.field.Label;
import io.keqing.record.Scale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question of a survey, as its answers are kept in `answers`.
///
/// @param field where its answers are found, `answers.NAME` or `answers.NAME@SURVEY`
/// @param scale null where it is answered by choices, words or any number
/// @param missing answers that mean there is none, such as -1 or 99
/// @param role null for a question like others
public record SurveyQuestion(
        String name,
        String field,
        Label label,
        @Nullable Scale scale,
        List<String> missing,
        @Nullable QuestionRole role) {
    public SurveyQuestion {
        missing = List.copyOf(missing);
    }

    /// A question as somebody says it, before anything is known of its answers.
    public static SurveyQuestion said(
            String name, Label label, @Nullable Scale scale, List<String> missing, @Nullable QuestionRole role) {
        return new SurveyQuestion(name, FeedbackFields.ANSWERS.name() + "." + name, label, scale, missing, role);
    }

    SurveyQuestion in(String other) {
        return new SurveyQuestion(name, other, label, scale, missing, role);
    }
}
