package io.keqing.satisfaction;

import io.keqing.feedback.SurveyQuestion;
import io.keqing.record.Scale;
import io.keqing.search.Tallies.Measured;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the answers to a survey's question are found.
final class Answers {
    private Answers() {}

    /// @param scale where the question says none
    static Measured.Numbers of(SurveyQuestion question, Scale scale) {
        Scale own = question.scale() == null ? scale : question.scale();
        List<Double> missing = question.missing().stream()
                .map(Answers::number)
                .filter(number -> number != null && number >= own.lowest() && number <= own.highest())
                .toList();
        return new Measured.Numbers(question.field(), own.lowest(), own.highest(), missing, true);
    }

    private static @Nullable Double number(String code) {
        try {
            return Double.valueOf(code);
        } catch (NumberFormatException e) {
            return null; // a code that is no number is no number of the index either
        }
    }
}
