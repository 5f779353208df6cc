package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.privacy.LeastGroup;
import io.keqing.record.Scale;
import io.keqing.statistics.MeanInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a question was answered. An answer that is a number counts where it stands on the question's scale, if
/// one is known. A question without a scale whose answers are texts, or several at once, is one of choices:
/// every answer counts, and it has no mean.
///
/// @param surveys that ask it alike and whose answers are counted together, "" for answers of no survey
/// @param n answers that count
/// @param people distinct customers among them; an answer without a customer is a person of its own
/// @param outside answers that do not count: no numbers, several at once, or not on the scale
/// @param mean null for choices and where too few people answered
/// @param top2 the part of the answers that are the highest of the scale or the one below; null without a
///     scale
/// @param bottom2 the part of the answers that are the lowest of the scale or the one above; null without a
///     scale
/// @param distribution the most frequent values; numbers first, from the lowest, then texts, the most
///     frequent first. Where people chose several, the counts add up to more than `n`
/// @param others answers of values beyond these
public record Question(
        String name,
        Label label,
        List<String> surveys,
        @Nullable Scale scale,
        long n,
        long people,
        long outside,
        boolean tooFew,
        @Nullable MeanInterval mean,
        @Nullable Double top2,
        @Nullable Double bottom2,
        List<Value> distribution,
        long others) {
    /// From fewer people no score is shown.
    public static final int FEWEST = LeastGroup.PEOPLE;

    /// Where answers are divided by those who did the work: from fewer people nobody is judged.
    public static final int FEWEST_BY_STAFF = LeastGroup.STAFF;

    /// At most so many values are told.
    public static final int MOST_VALUES = 100;

    public Question {
        surveys = List.copyOf(surveys);
        distribution = List.copyOf(distribution);
    }

    /// @param value a [java.math.BigDecimal], or a text as the viewer may see it
    public record Value(Object value, long count) {}
}
