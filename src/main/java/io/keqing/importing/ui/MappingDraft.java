package io.keqing.importing.ui;

import io.keqing.importing.Mapping;
import io.keqing.importing.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A mapping that is being chosen column by column. It is JSON all the time, so that what the choices have no words
/// for stays as it was written.
final class MappingDraft {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String FIELDS = "fields";
    private static final String ANSWERS = "answers";
    private static final String ATTRIBUTES = "attributes";
    private static final String ALIASES = "aliases";
    private static final String VALUES = "values";
    private static final String MISSING = "missing";
    private static final String REST = "rest";
    private static final String DROP = "drop";
    private static final String ALL_OTHERS = "*";

    private static final List<String> FORMAT = List.of(
            "sheet", "table", "headerLine", "headerLines", "encoding", "delimiter", "quote", "escape", "dateOrder");

    private final ObjectNode json;

    private MappingDraft(ObjectNode json) {
        this.json = json;
    }

    /// @param text of a mapping that can be read
    static MappingDraft of(String text) {
        return new MappingDraft((ObjectNode) JSON.readTree(text));
    }

    static MappingDraft empty(String type, String source) {
        ObjectNode json = JSON.createObjectNode();
        json.put("type", type);
        json.put("source", source);
        json.putObject(FIELDS);
        return new MappingDraft(json);
    }

    String text() {
        return JSON.writeValueAsString(json);
    }

    String type() {
        return json.path("type").asString("");
    }

    String source() {
        return json.path("source").asString("");
    }

    void source(String source) {
        if (source.isBlank()) {
            json.remove("source");
        } else {
            json.put("source", source.strip());
        }
    }

    /// How the file is to be taken apart, in the place of what the mapping said about that.
    void say(Map<String, Object> said) {
        said.forEach((key, value) -> json.set(key, JSON.valueToTree(value)));
    }

    /// What it says about how the file is to be taken apart.
    Map<String, Object> format() {
        Map<String, Object> format = new LinkedHashMap<>();
        for (String key : FORMAT) {
            JsonNode said = json.path(key);
            if (said.isString()) {
                format.put(key, said.asString());
            } else if (said.isInt()) {
                format.put(key, said.intValue());
            }
        }
        return format;
    }

    Target target(String column) {
        for (Map.Entry<String, JsonNode> field : json.path(FIELDS).properties()) {
            JsonNode origin = field.getValue();
            if (isColumn(origin, column)) {
                return Target.field(field.getKey());
            }
        }
        if (json.path(ANSWERS).has(column) && !column.equals(ALL_OTHERS)) {
            return Target.ANSWER;
        }
        if (holds(json.path(ATTRIBUTES), column)) {
            return Target.ATTRIBUTE;
        }
        if (holds(json.path(ALIASES), column)) {
            return Target.ALIAS;
        }
        return written(json, column).or(() -> also(column)).map(Target::written).orElseGet(this::rest);
    }

    private static boolean isColumn(JsonNode origin, String column) {
        return column.equals(
                origin.isString() ? origin.stringValue() : origin.path("column").asString(""));
    }

    /// The field that this column is one of several columns of.
    private static Optional<String> written(JsonNode mapping, String column) {
        return mapping.path(FIELDS).properties().stream()
                .filter(field -> holds(field.getValue().path("join"), column)
                        || holds(field.getValue().path("hash"), column))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// The field of a further type that this column fills.
    private Optional<String> also(String column) {
        for (JsonNode part : json.path("also")) {
            for (Map.Entry<String, JsonNode> field : part.path(FIELDS).properties()) {
                if (isColumn(field.getValue(), column)) {
                    return Optional.of(field.getKey());
                }
            }
            if (part.path(ANSWERS).has(column) || holds(part.path(ATTRIBUTES), column)) {
                return Optional.of(ATTRIBUTES);
            }
            Optional<String> several = written(part, column);
            if (several.isPresent()) {
                return several;
            }
        }
        return Optional.empty();
    }

    /// What becomes of a column that the mapping does not name.
    private Target rest() {
        return switch (json.path(REST).asString("")) {
            case DROP -> Target.LEAVE_OUT;
            case ANSWERS -> Target.ANSWER;
            default -> Target.ATTRIBUTE;
        };
    }

    /// Sends a column elsewhere; the column that filled the same field before becomes one of the rest.
    ///
    /// @param columns all of the file: those that were not named keep what they are, whatever `rest` becomes
    void choose(String column, Target target, List<String> columns) {
        if (target.equals(target(column))) {
            return;
        }
        List<String> missing = missing(column);
        forget(column);
        switch (target.kind()) {
            case FIELD -> object(FIELDS).put(target.field(), column);
            case ALIAS -> array(json, ALIASES).add(column);
            case ANSWER -> object(ANSWERS).putObject(column);
            case ATTRIBUTE -> {
                if (!rest().equals(Target.ATTRIBUTE)) {
                    array(json, ATTRIBUTES).add(column);
                }
            }
            case LEAVE_OUT -> leaveOut(column, columns);
            case WRITTEN -> {}
        }
        missing(column, missing);
        tidy();
    }

    /// Fills a field from several columns, or from what is made of them. What the id is made of stays what it is
    /// besides.
    void fill(String field, Origin origin) {
        if (!field.equals(Mapping.ID)) {
            origin.columns().forEach(this::forget);
        }
        switch (origin) {
            case Origin.Column column -> object(FIELDS).put(field, column.name());
            case Origin.Constant constant -> object(FIELDS).putObject(field).put("value", constant.value());
            case Origin.Joined joined -> {
                ObjectNode several = object(FIELDS).putObject(field);
                joined.columns().forEach(several.putArray("join")::add);
                several.put("with", joined.with());
            }
            case Origin.Hashed hashed -> {
                ArrayNode of = object(FIELDS).putObject(field).putArray("hash");
                hashed.columns().forEach(of::add);
            }
        }
        tidy();
    }

    boolean fills(String field) {
        return json.path(FIELDS).has(field);
    }

    private void forget(String column) {
        if (json.path(FIELDS) instanceof ObjectNode fields) {
            List<String> filled = fields.properties().stream()
                    .filter(field -> isColumn(field.getValue(), column))
                    .map(Map.Entry::getKey)
                    .toList();
            missing(column, List.of());
            filled.forEach(fields::remove);
        }
        if (json.path(ANSWERS) instanceof ObjectNode answers) {
            answers.remove(column);
        }
        remove(ATTRIBUTES, column);
        remove(ALIASES, column);
    }

    /// Only `rest` can leave columns out, so from then on each column that is not left out is named.
    private void leaveOut(String column, List<String> columns) {
        if (rest().equals(Target.LEAVE_OUT)) {
            return;
        }
        List<String> kept = columns.stream()
                .filter(other -> !other.equals(column))
                .filter(other -> target(other).equals(rest()) && !isNamed(other))
                .toList();
        JsonNode all = json.path(ANSWERS).path(ALL_OTHERS);
        boolean isAsked = rest().equals(Target.ANSWER);
        for (String other : kept) {
            if (isAsked) {
                object(ANSWERS).set(other, all.isObject() ? all.deepCopy() : JSON.createObjectNode());
            } else {
                array(json, ATTRIBUTES).add(other);
            }
        }
        if (json.path(ANSWERS) instanceof ObjectNode answers) {
            answers.remove(ALL_OTHERS);
        }
        json.put(REST, DROP);
    }

    private boolean isNamed(String column) {
        return json.path(ANSWERS).has(column) || holds(json.path(ATTRIBUTES), column);
    }

    /// The codes that mean "no answer" in a column that is an answer or fills a field.
    List<String> missing(String column) {
        List<String> codes = new ArrayList<>();
        Target target = target(column);
        if (target.kind() == Target.Kind.ANSWER) {
            JsonNode answers = json.path(ANSWERS);
            JsonNode answer = answers.has(column) ? answers.path(column) : answers.path(ALL_OTHERS);
            answer.path(MISSING).forEach(code -> codes.add(code.asString()));
        } else if (target.kind() == Target.Kind.FIELD) {
            json.path(VALUES).path(target.field()).properties().stream()
                    .filter(meaning -> meaning.getValue().isNull())
                    .forEach(meaning -> codes.add(meaning.getKey()));
        }
        return codes;
    }

    void missing(String column, List<String> codes) {
        Target target = target(column);
        if (target.kind() == Target.Kind.ANSWER) {
            if (!json.path(ANSWERS).has(column) && codes.equals(missing(column))) {
                return;
            }
            ObjectNode answer = json.path(ANSWERS).path(column) instanceof ObjectNode there
                    ? there
                    : object(ANSWERS).putObject(column);
            answer.remove(MISSING);
            codes.forEach(code -> array(answer, MISSING).add(code));
        } else if (target.kind() == Target.Kind.FIELD && !target.field().equals(Mapping.ID)) {
            ObjectNode values = object(VALUES);
            ObjectNode meanings =
                    values.path(target.field()) instanceof ObjectNode there ? there : values.putObject(target.field());
            meanings.removeIf(JsonNode::isNull);
            codes.forEach(meanings::putNull);
            if (meanings.isEmpty()) {
                values.remove(target.field());
            }
        }
        tidy();
    }

    /// The ends of the scale that the answers in a column are on.
    void scale(String column, double lowest, double highest) {
        if (json.path(ANSWERS).path(column) instanceof ObjectNode answer) {
            answer.putArray("scale").add(whole(lowest)).add(whole(highest));
        }
    }

    private static JsonNode whole(double number) {
        return number == Math.rint(number) ? JSON.valueToTree((long) number) : JSON.valueToTree(number);
    }

    private void tidy() {
        for (String key : List.of(ANSWERS, VALUES, ATTRIBUTES, ALIASES)) {
            if (json.has(key) && json.path(key).isEmpty()) {
                json.remove(key);
            }
        }
    }

    private ObjectNode object(String key) {
        return json.path(key) instanceof ObjectNode there ? there : json.putObject(key);
    }

    private static ArrayNode array(ObjectNode object, String key) {
        return object.path(key) instanceof ArrayNode there ? there : object.putArray(key);
    }

    private void remove(String key, String column) {
        if (json.path(key) instanceof ArrayNode list) {
            list.removeIf(each -> column.equals(each.asString("")));
        }
    }

    private static boolean holds(JsonNode list, String column) {
        for (JsonNode each : list) {
            if (column.equals(each.asString(""))) {
                return true;
            }
        }
        return false;
    }
}
