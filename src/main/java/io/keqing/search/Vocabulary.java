package io.keqing.search;

import io.keqing.field.Label;
import java.util.Optional;

/// What the names and values in a query mean. The parser knows the grammar only.
public interface Vocabulary {
    /// Takes every name as it is: for text that is only put together anew.
    Vocabulary ANY = new Vocabulary() {
        @Override
        public Optional<String> type(String name) {
            return Optional.of(name);
        }

        @Override
        public Meaning meaning(String type, Clause leaf) {
            return new Meaning.Known(leaf);
        }
    };

    /// The type of record a person calls `name`.
    Optional<String> type(String name);

    /// @param type the records that are asked for
    /// @param leaf a condition on a field, on time, on a segment; a condition across types still without its
    /// own
    Meaning meaning(String type, Clause leaf);

    /// What a part of a query comes to.
    sealed interface Meaning {
        /// @param clause as the index calls it
        record Known(Clause clause) implements Meaning {}

        /// Other records that are asked for at the same time have it, these have not: it matches none of them.
        record Elsewhere(Label detail) implements Meaning {}

        /// It cannot be asked.
        record Wrong(Label detail) implements Meaning {}
    }
}
