package io.keqing.feedback;

import io.keqing.field.Label;
import io.keqing.search.Period;
import java.util.List;
import java.util.Optional;

/// What is known and was said about a survey.
///
/// @param defined whether somebody said it; what nobody defined is told by its answers alone
/// @param confidential whether its answers are shown to nobody and only counted for whole groups
/// @param questions those that were defined in their order, then others that were answered
/// @param breakdowns fields of feedback that it may be split by; where it is confidential, at most three,
///     and no others
/// @param period what a confidential survey is split by in time, once and for all
public record Survey(
        String name,
        Label label,
        boolean defined,
        boolean confidential,
        List<SurveyQuestion> questions,
        CsatRule csat,
        CesConvention ces,
        List<String> breakdowns,
        Period period) {
    /// Breakdowns of a confidential survey.
    public static final int MOST_BREAKDOWNS = 3;

    public Survey {
        questions = List.copyOf(questions);
        breakdowns = List.copyOf(breakdowns);
    }

    /// A survey that nobody has said anything about.
    public static Survey unknown(String name) {
        return new Survey(
                name,
                new Label(name, name),
                false,
                false,
                List.of(),
                CsatRule.DEFAULT,
                CesConvention.MEAN,
                List.of(),
                Period.MONTH);
    }

    public Optional<SurveyQuestion> question(QuestionRole role) {
        return questions.stream().filter(question -> question.role() == role).findFirst();
    }

    public Optional<SurveyQuestion> question(String named) {
        return questions.stream()
                .filter(question -> question.name().equals(named))
                .findFirst();
    }
}
