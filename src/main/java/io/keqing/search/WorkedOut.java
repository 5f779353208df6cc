package io.keqing.search;

import io.keqing.record.Document;
import java.util.Map;

/// What the index works out from a record's texts and run-time values, for those who read the record
/// itself and show the same.
public interface WorkedOut {
    /// Values by field name, not masked: the language, the numbers that texts mention, and the facets
    /// born at run time, each as its kind has it: one number or day as it is, several and all words as a
    /// list.
    Map<String, Object> of(Document document);
}
