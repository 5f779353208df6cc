package io.keqing.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes values out of JSON and notes those that are not what they must be.
final class MappingProblems {
    private final List<String> found = new ArrayList<>();

    /// One key of an object, its value and its place.
    interface Entry {
        void read(String name, JsonNode value, String where);
    }

    void add(String place, String rule) {
        found.add((place.isEmpty() ? "the mapping" : place) + " " + rule);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidMapping(found);
        }
    }

    List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    void each(JsonNode json, String place, String key, Entry entry) {
        JsonNode object = json.path(key);
        if (object.isMissingNode() || object.isNull()) {
            return;
        }
        if (!object.isObject()) {
            add(place + key, "must be an object, was " + object);
            return;
        }
        object.properties()
                .forEach(each -> entry.read(each.getKey(), each.getValue(), place + key + "." + each.getKey()));
    }

    @Nullable
    String text(JsonNode json, String place, String key) {
        JsonNode node = json.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            add(place + key, "must be a text, was " + node);
            return null;
        }
        return node.textValue();
    }

    @Nullable
    Integer number(JsonNode json, String place, String key, int lowest, int highest) {
        JsonNode node = json.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.canConvertToInt()
                || !node.isIntegralNumber()
                || node.intValue() < lowest
                || node.intValue() > highest) {
            add(place + key, "must be a whole number " + lowest + " to " + highest + ", was " + node);
            return null;
        }
        return node.intValue();
    }

    boolean flag(JsonNode json, String place, String key) {
        JsonNode node = json.path(key);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            add(place + key, "must be true or false, was " + node);
        }
        return node.asBoolean(false);
    }

    /// A few characters of the file, none of which ends a line; empty = there are none.
    @Nullable
    String characters(JsonNode json, String key, int most) {
        String text = text(json, "", key);
        if (text == null) {
            return null;
        }
        String said = text.equals("\\t") || text.equals("tab") ? "\t" : text;
        if (said.length() > most || said.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            add(
                    key,
                    "must be " + (most == 1 ? "one character" : "1 to " + most + " characters") + " or empty, was \""
                            + text + "\"");
            return null;
        }
        return said;
    }

    <E extends Enum<E>> @Nullable E choice(
            JsonNode json, String place, String key, Class<E> type, @Nullable E otherwise) {
        JsonNode node = json.path(key);
        return node.isMissingNode() || node.isNull() ? otherwise : constant(node, place + key, type);
    }

    <E extends Enum<E>> @Nullable E constant(JsonNode node, String where, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(node.asText())) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        add(where, "must be one of " + names + ", was " + node);
        return null;
    }

    /// A list of texts or numbers, each as text.
    List<String> texts(JsonNode node, String where) {
        List<String> texts = new ArrayList<>();
        if (node.isMissingNode() || node.isNull()) {
            return texts;
        }
        if (!node.isArray()) {
            add(where, "must be a list, was " + node);
        }
        for (JsonNode element : node) {
            if (element.isContainerNode() || element.isNull()) {
                add(where, "must hold texts or numbers, has " + element);
            } else {
                texts.add(element.asText().strip());
            }
        }
        return texts;
    }

    List<String> columns(JsonNode node, String where) {
        List<String> columns = texts(node, where);
        if (columns.isEmpty()) {
            add(where, "must name at least one column, was " + node);
        }
        return columns;
    }
}
