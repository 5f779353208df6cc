package io.keqing.search;

import io.keqing.field.RecordId;
import java.util.List;

/// One way to go on from half a word. Texts are texts: nothing here is ever read as markup.
public sealed interface Suggestion {
    /// A record by its name: choosing it opens the record.
    ///
    /// @param details what tells it from others of that name
    record Named(String type, RecordId id, String name, List<String> details) implements Suggestion {}

    /// A value of a field.
    ///
    /// @param words what then stands in the box
    /// @param filter whether it becomes a chosen filter of its own; else it is written into `words`, as
    ///     inside brackets and behind a minus
    record FieldValue(
            String type,
            String field,
            String fieldLabel,
            String value,
            String label,
            long count,
            String words,
            boolean filter)
            implements Suggestion {}

    /// A field to name next.
    record FieldName(String type, String field, String label, String words) implements Suggestion {}

    /// A saved search of the person, or a shared one.
    record Saved(long id, String name, String address) implements Suggestion {}

    /// What the person asked not long ago.
    record Recent(String type, String words, String address) implements Suggestion {
        @Override
        public String toString() {
            return "a recent search for " + type;
        }
    }
}
