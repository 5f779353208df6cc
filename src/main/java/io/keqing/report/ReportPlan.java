package io.keqing.report;

import io.keqing.field.Label;
import java.util.List;

/// What a report consists of, before it is made: sheets of figures, sheets of records, and what the
/// figures mean.
///
/// @param question what was asked for, besides the questions of its records
record ReportPlan(
        Label title, List<Asked> question, List<Figures> figures, List<Records> records, List<Definition> definitions) {
    ReportPlan {
        question = List.copyOf(question);
        figures = List.copyOf(figures);
        records = List.copyOf(records);
        definitions = List.copyOf(definitions);
    }

    /// @param value a text, or a label
    record Asked(Label what, Object value) {}

    /// A measure by its name and how it is worked out.
    record Definition(Label name, Label text) {}
}
