package io.keqing.search;

import java.util.List;
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

        /// From `from` to `to`; either end may be open (null). `from` is included; `to` is included with its whole
        /// unit (2025-03 ends with March), unless `toExcluded`.
        record Between(@Nullable String from, @Nullable String to, boolean toExcluded) implements Condition {}

        /// There is no value.
        record Missing() implements Condition {}

        /// There is a value.
        record Present() implements Condition {}
    }
}
