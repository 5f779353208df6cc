package io.keqing.satisfaction;

import io.keqing.satisfaction.Analysis.Group;
import io.keqing.search.Filter;
import java.util.List;

/// What unhappy people write about more than everybody does.
///
/// @param unhappy answers with a comment of people who are unhappy
/// @param all answers with a comment
/// @param group what makes an answer unhappy, as a search takes it
/// @param themes those that stand out most first
public record ThemeReport(Measure.Kind kind, long unhappy, long all, Filter group, List<Theme> themes) {
    public ThemeReport {
        themes = List.copyOf(themes);
    }

    /// A word that stands out.
    ///
    /// @param count unhappy answers with it
    /// @param of all answers with it
    /// @param chiSquared Pearson's with Yates's correction, of with or without it × unhappy or not
    /// @param p of "unhappy people use it as others do"
    /// @param adjusted the same for all words that were tried (Benjamini–Hochberg)
    /// @param parts its unhappy answers by group, and over time, as far as that was asked for
    public record Theme(
            String word, long count, long of, double chiSquared, double p, double adjusted, List<Group> parts) {
        public Theme {
            parts = List.copyOf(parts);
        }

        Theme with(List<Group> other) {
            return new Theme(word, count, of, chiSquared, p, adjusted, other);
        }
    }
}
