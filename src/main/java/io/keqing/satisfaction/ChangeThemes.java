package io.keqing.satisfaction;

import io.keqing.search.SearchQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Words that unhappy comments have more or less often than before.
///
/// @param now answers with a score and a comment, as is `before`
/// @param tried words that were counted
/// @param moved those that hold after Benjamini and Hochberg over all tried, the strongest first
public record ChangeThemes(long now, long before, int tried, List<Moved> moved) {
    public ChangeThemes {
        moved = List.copyOf(moved);
    }

    /// @param now unhappy answers with it, as is `before`
    /// @param p by Pearson's χ² with Yates's correction, of "as many of all comments as before"
    /// @param rising whether it is a larger part of all comments than before
    /// @param evidence finds the unhappy answers with it: those of now where it is rising, else those
    ///     of before; null where no address says so
    public record Moved(
            String word,
            long now,
            long before,
            double p,
            double adjusted,
            boolean rising,
            @Nullable SearchQuery evidence) {}
}
