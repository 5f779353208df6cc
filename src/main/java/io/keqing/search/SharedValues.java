package io.keqing.search;

import java.util.List;
import java.util.Map;

/// Finds the records that share most with a given one through what refers to them: customers whose orders are
/// of the same products. It answers with keys of the house and values of open fields only; who asks reads the
/// rest from the truth, as its viewer may see it.
public interface SharedValues {
    /// @throws IndexUnavailableException where the engine does not answer
    List<Sharing> most(Question question);

    /// @param type the type of what refers, interactions say
    /// @param reference its field that points to the records looked for
    /// @param but the key of the record that is compared with the others
    /// @param kinds values of `kind` that take part, empty = all
    /// @param field the field whose values are compared, `product` say; it must be open
    /// @param values the values of the given record
    /// @param size so many are wanted
    record Question(
            String type, String reference, int but, List<String> kinds, String field, List<String> values, int size) {
        public Question {
            kinds = List.copyOf(kinds);
            values = List.copyOf(values);
        }
    }

    /// @param key of the record found
    /// @param shared how many records refer to it with each of the values that are shared
    record Sharing(int key, Map<String, Long> shared) {}
}
