package io.keqing.search;

import io.keqing.field.Label;
import java.util.Optional;

/// What the names and values in a query mean. The parser knows the grammar only.
public interface Vocabulary {
    /// Knows no names and takes every one as it is: the grammar alone, without a catalogue.
    Vocabulary ANY = new Vocabulary() {
        @Override
        public Optional<String> type(String name) {
            return Optional.of(name);
        }

        @Override
        public Meaning meaning(String type, Clause leaf) {
            return new Meaning.Known(leaf);
        }

        @Override
        public Optional<Shape> shape(String type, String name) {
            return Optional.empty();
        }
    };

    /// How values of a field are written.
    enum Shape {
        WORD,
        NUMBER,
        TIME
    }

    /// The type of record a person calls `name`.
    Optional<String> type(String name);

    /// @param type the records that are asked for
    /// @param leaf a condition on a field, on time, on a segment; a condition across types still without its
    /// own
    Meaning meaning(String type, Clause leaf);

    /// How values of the field are written that `name` means; empty where the type has no such field.
    Optional<Shape> shape(String type, String name);

    /// What a part of a query comes to.
    sealed interface Meaning {
        /// @param clause as the index calls it
        record Known(Clause clause) implements Meaning {}

        /// Other records that are asked for at the same time have it, these have not: it matches none of them.
        record Elsewhere(Label detail) implements Meaning {}

        /// There is no field of this name anywhere: what was typed is taken for a text.
        record Unknown(Label detail) implements Meaning {}

        /// It cannot be asked.
        record Wrong(Label detail) implements Meaning {}
    }
}
