package io.keqing.importing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.field.Label;
import io.keqing.importing.file.FileFormat;
import io.keqing.record.Scale;
import io.keqing.record.StagingPlan.Empty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A mapping as JSON. Keys that say what is so anyway are left out.
public final class MappingWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MappingWriter() {}

    static String write(Mapping mapping) {
        return node(mapping).toString();
    }

    private static ObjectNode node(Mapping mapping) {
        ObjectNode json = NODES.objectNode();
        json.put("type", mapping.type());
        put(json, "source", mapping.source());
        format(json, mapping.format());
        put(
                json,
                "dateOrder",
                mapping.dateOrder() == null ? null : mapping.dateOrder().json());
        put(json, "zone", mapping.zone());
        writing(json, mapping.writing());
        if (!mapping.fields().isEmpty()) {
            ObjectNode fields = json.putObject("fields");
            mapping.fields().forEach((field, origin) -> origin(fields, field, origin));
        }
        values(json, mapping);
        if (!mapping.answers().isEmpty()) {
            ObjectNode answers = json.putObject("answers");
            mapping.answers().forEach((column, answer) -> answer(answers.putObject(column), column, answer));
        }
        texts(json, "attributes", mapping.attributes());
        texts(json, "aliases", mapping.aliases());
        if (!mapping.combine().isEmpty()) {
            ObjectNode combine = json.putObject("combine");
            mapping.combine()
                    .forEach((field, how) -> combine.put(field, how.name().toLowerCase(Locale.ROOT)));
        }
        if (mapping.existing()) {
            json.put("existing", true);
        }
        if (!mapping.also().isEmpty()) {
            ArrayNode also = json.putArray("also");
            mapping.also().forEach(part -> also.add(node(part)));
        }
        if (mapping.empty() != Empty.KEEP) {
            json.put("empty", mapping.empty().name().toLowerCase(Locale.ROOT));
        }
        put(json, "rest", mapping.rest() == null ? null : mapping.rest().name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static void writing(ObjectNode json, Writing writing) {
        put(json, "decimal", writing.decimal());
        put(json, "group", writing.group());
        List<String> all = writing.nothing().get(Mapping.REST);
        if (all != null && writing.nothing().size() == 1) {
            ArrayNode words = json.putArray("nothing");
            all.forEach(words::add);
        } else if (!writing.nothing().isEmpty()) {
            ObjectNode nothing = json.putObject("nothing");
            writing.nothing().forEach((column, words) -> {
                ArrayNode list = nothing.putArray(column);
                words.forEach(list::add);
            });
        }
    }

    private static void values(ObjectNode json, Mapping mapping) {
        if (mapping.values().isEmpty() && mapping.lookups().isEmpty()) {
            return;
        }
        ObjectNode values = json.putObject("values");
        mapping.values().forEach((field, meanings) -> {
            ObjectNode of = values.putObject(field);
            meanings.forEach(of::put);
        });
        mapping.lookups()
                .forEach((field, columns) -> columns.forEach((raw, column) ->
                        values.withObjectProperty(field).putObject(raw).put("column", column)));
    }

    private static void format(ObjectNode json, FileFormat format) {
        put(json, "sheet", format.sheet());
        put(json, "table", format.table());
        put(json, "headerLine", format.headerLine());
        put(json, "headerLines", format.headerLines());
        put(json, "encoding", format.encoding());
        put(json, "delimiter", format.delimiter());
        put(json, "quote", format.quote());
        put(json, "escape", format.escape());
    }

    /// Where a field comes from, as the `fields` of a mapping say it: JSON.
    public static String json(Origin origin) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        origin(fields, Mapping.ID, origin);
        return fields.path(Mapping.ID).toString();
    }

    private static void origin(ObjectNode fields, String field, Origin origin) {
        switch (origin) {
            case Origin.Column column -> {
                if (column.source() == null && column.factor() == null) {
                    fields.put(field, column.name());
                } else {
                    ObjectNode json = fields.putObject(field).put("column", column.name());
                    put(json, "source", column.source());
                    if (column.factor() != null) {
                        json.put("factor", column.factor());
                    }
                }
            }
            case Origin.Constant constant -> fields.putObject(field).put("value", constant.value());
            case Origin.Joined joined -> {
                ObjectNode json = fields.putObject(field);
                texts(json, "join", joined.columns());
                json.put("with", joined.with());
                put(json, "source", joined.source());
            }
            case Origin.Hashed hashed -> texts(fields.putObject(field), "hash", hashed.columns());
            case Origin.Part part -> {
                ObjectNode json = fields.putObject(field).put("column", part.column());
                put(json.put("pattern", part.pattern()), "source", part.source());
            }
            case Origin.Computed computed ->
                texts(
                        fields.putObject(field),
                        computed.operation().name().toLowerCase(Locale.ROOT),
                        computed.columns());
        }
    }

    private static void answer(ObjectNode json, String column, Answer answer) {
        if (!column.equals(Mapping.REST)) {
            json.put("name", answer.name());
        }
        Label label = answer.label();
        if (label != null) {
            json.putObject("label").put("zh", label.zh()).put("en", label.en());
        }
        Scale scale = answer.scale();
        if (scale != null) {
            json.putArray("scale").add(scale.lowest()).add(scale.highest());
        }
        texts(json, "missing", answer.missing());
    }

    private static void texts(ObjectNode json, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = json.putArray(key);
            texts.forEach(array::add);
        }
    }

    private static void put(ObjectNode json, String key, @Nullable Object value) {
        if (value instanceof Integer number) {
            json.put(key, number);
        } else if (value != null) {
            json.put(key, value.toString());
        }
    }
}
