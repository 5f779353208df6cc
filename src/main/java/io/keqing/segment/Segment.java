package io.keqing.segment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A saved group of customers: a question, and who it found when it was last worked out.
///
/// @param note what to do with its members, empty where nobody said
/// @param owner with whose present rights it is worked out; null where that person is gone
/// @param query the question's own address, `customers/search?…`; what is relative in it stays relative
/// @param version goes up with every change of the question
/// @param changeable whether the viewer may change and delete it
/// @param latest null where it was never worked out, or not as the viewer may know it
public record Segment(
        long id,
        String name,
        String note,
        @Nullable String owner,
        String query,
        int version,
        Instant changedAt,
        boolean changeable,
        @Nullable Evaluation latest) {

    /// Who was in it at one moment.
    ///
    /// @param version of the question
    /// @param at when these members were first found
    /// @param checkedAt when the same members were last found again
    /// @param personal what some roles may not search took part in it
    public record Evaluation(long id, int version, Instant at, Instant checkedAt, boolean personal, int total) {}
}
