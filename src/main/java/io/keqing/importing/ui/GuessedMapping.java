package io.keqing.importing.ui;

import io.keqing.importing.ImportPreview;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The mapping a file suggests, as JSON to go on from.
final class GuessedMapping {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private GuessedMapping() {}

    static String of(ImportPreview.Look look, String fileName) {
        ObjectNode mapping = JSON.createObjectNode();
        mapping.put("type", look.type());
        mapping.put("source", source(fileName));
        ObjectNode fields = mapping.putObject("fields");
        for (ImportPreview.Column column : look.columns()) {
            if (!column.guess().isEmpty()) {
                fields.put(column.guess(), column.name());
            }
        }
        return JSON.writeValueAsString(mapping);
    }

    /// The file's name as a source may be written.
    private static String source(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String name = (dot > 0 ? fileName.substring(0, dot) : fileName)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[^a-z0-9]+|-+$", "");
        return name.isEmpty() ? "file" : name;
    }
}
