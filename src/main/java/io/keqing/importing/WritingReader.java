package io.keqing.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of a mapping that says how its file writes values.
final class WritingReader {
    private static final String DECIMALS = ".,";
    private static final String GROUPS = ".,' ";

    private final MappingProblems problems;

    WritingReader(MappingProblems problems) {
        this.problems = problems;
    }

    /// @param otherwise what holds for what is left out
    Writing read(JsonNode json, String place, Writing otherwise) {
        Character decimal = sign(json, place, "decimal", DECIMALS);
        Character group = sign(json, place, "group", GROUPS);
        if (decimal != null && decimal.equals(group)) {
            problems.add(place + "group", "must be another sign than the decimal one, was \"" + group + "\"");
        }
        return new Writing(
                decimal == null ? otherwise.decimal() : decimal,
                group == null ? otherwise.group() : group,
                json.has("nothing") ? nothing(json, place) : otherwise.nothing());
    }

    private @Nullable Character sign(JsonNode json, String place, String key, String allowed) {
        String text = problems.text(json, place, key);
        if (text == null) {
            return null;
        }
        String sign = text.replace('\u00A0', ' ').replace('\u202F', ' ').replace('’', '\'');
        if (sign.length() != 1 || allowed.indexOf(sign.charAt(0)) < 0) {
            problems.add(place + key, "must be one of " + signs(allowed) + ", was \"" + text + "\"");
            return null;
        }
        return sign.charAt(0);
    }

    private static String signs(String allowed) {
        StringBuilder signs = new StringBuilder();
        allowed.chars()
                .forEach(sign -> signs.append(signs.isEmpty() ? "\"" : ", \"")
                        .append((char) sign)
                        .append('"'));
        return signs.toString();
    }

    private Map<String, List<String>> nothing(JsonNode json, String place) {
        Map<String, List<String>> nothing = new LinkedHashMap<>();
        JsonNode node = json.path("nothing");
        if (node.isArray()) {
            nothing.put(Mapping.REST, problems.texts(node, place + "nothing"));
        } else {
            problems.each(
                    json,
                    place,
                    "nothing",
                    (column, words, where) -> nothing.put(column.strip(), problems.texts(words, where)));
        }
        return nothing;
    }
}
