package io.keqing.feedback;

import io.keqing.record.Scale;
import org.jspecify.annotations.Nullable;

/// What a question of a survey stands for. No two questions of a survey stand for the same.
public enum QuestionRole {
    NPS(new Scale(0, 10)),
    CSAT(null),
    CES(new Scale(1, 7)),
    /// The satisfaction with everything, which others are drivers of.
    OVERALL(null);

    private final @Nullable Scale scale;

    QuestionRole(@Nullable Scale scale) {
        this.scale = scale;
    }

    /// The only scale that such a question may have; null where any will do.
    public @Nullable Scale scale() {
        return scale;
    }
}
