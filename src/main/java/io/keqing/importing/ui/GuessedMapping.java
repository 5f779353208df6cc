package io.keqing.importing.ui;

import io.keqing.importing.ImportPreview;
import io.keqing.importing.Mapping;
import io.keqing.importing.SourceName;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The mapping a file suggests, as JSON to go on from.
final class GuessedMapping {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private GuessedMapping() {}

    /// A mapping that is there already, to be read by people.
    static String of(Mapping mapping) {
        return JSON.writeValueAsString(JSON.readTree(mapping.json()));
    }

    static String of(ImportPreview.Look look, String fileName) {
        ObjectNode mapping = JSON.createObjectNode();
        mapping.put("type", look.type());
        mapping.put("source", SourceName.of(fileName));
        ObjectNode fields = mapping.putObject("fields");
        for (ImportPreview.Column column : look.columns()) {
            if (!column.guess().isEmpty()) {
                fields.put(column.guess(), column.name());
            }
        }
        return JSON.writeValueAsString(mapping);
    }
}
