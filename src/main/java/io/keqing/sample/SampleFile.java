package io.keqing.sample;

import java.util.List;

/// The three files of a world, in the order in which they are imported.
public enum SampleFile {
    CUSTOMERS("customers", CustomerRows.COLUMNS),
    INTERACTIONS("interactions", InteractionRows.COLUMNS),
    FEEDBACK("feedback", FeedbackRows.COLUMNS);

    private final String type;
    private final List<String> columns;

    SampleFile(String type, List<String> columns) {
        this.type = type;
        this.columns = columns;
    }

    /// The record type, as in the import mapping.
    public String type() {
        return type;
    }

    public String fileName() {
        return type + ".csv";
    }

    /// The header: names of Keqing's fields first, then run-time fields (attributes or answers).
    public List<String> columns() {
        return columns;
    }

    /// The import mapping (JSON) that belongs to the file.
    public String mapping() {
        return Words.text(type + ".mapping.json");
    }

    public String mappingFileName() {
        return type + ".mapping.json";
    }
}
