package io.keqing.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must hold for one field. Several conditions on it mean: any of them.
///
/// @param field a name of the catalogue, or `attributes.NAME`, `answers.NAME`
public record Filter(String field, List<Condition> anyOf) {
    public Filter {
        anyOf = List.copyOf(anyOf);
        if (anyOf.isEmpty()) {
            throw new InvalidQueryException("a filter on " + field + " needs at least one value");
        }
    }

    /// One condition on a value, still as it was written: the field's kind decides how it is read.
    public sealed interface Condition {
        /// The value is this one.
        record Is(String value) implements Condition {}

        /// The value has this form; a star stands for anything, as in `Abi*`.
        record Like(String pattern) implements Condition {}

        /// From `from` to `to`; either end may be open (null). Each end is included with its whole unit (2025-03
        /// begins
        /// and ends with March), unless it is excluded: then the range begins behind it, or ends before it.
        record Between(@Nullable String from, @Nullable String to, boolean fromExcluded, boolean toExcluded)
                implements Condition {
            public Between(@Nullable String from, @Nullable String to, boolean toExcluded) {
                this(from, to, false, toExcluded);
            }

            /// Reads `A..B`, `A..<B`, `>A`, `>=A`, `<B`, `<=B` and `>A..B`; empty for a single value.
            public static Optional<Between> read(String text) {
                Comparison sign = Comparison.at(text, 0);
                String rest =
                        sign == null ? text : text.substring(sign.length()).strip();
                int dots = rest.indexOf("..");
                if (dots < 0) {
                    return sign == null ? Optional.empty() : sign.range(rest);
                }
                boolean toExcluded = rest.startsWith("..<", dots);
                String from = rest.substring(0, dots);
                String to = rest.substring(dots + (toExcluded ? 3 : 2));
                boolean fromExcluded = sign != null && sign.kind() == Comparison.Kind.MORE;
                return Optional.of(new Between(
                        from.isEmpty() ? null : from,
                        to.isEmpty() ? null : to,
                        fromExcluded && !from.isEmpty(),
                        toExcluded));
            }
        }

        /// There is no value.
        record Missing() implements Condition {}

        /// There is a value.
        record Present() implements Condition {}
    }
}
