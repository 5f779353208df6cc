package io.keqing.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.record.Scale;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of a mapping that says which columns are answers.
final class AnswersReader {
    private final MappingProblems problems;

    AnswersReader(MappingProblems problems) {
        this.problems = problems;
    }

    Map<String, Answer> read(JsonNode json, String place, FieldSet set) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        if (json.has("answers") && set.named("answers").isEmpty()) {
            problems.add(place + "answers", "are for feedback only, the type is " + set.type());
            return answers;
        }
        problems.each(json, place, "answers", (column, node, where) -> {
            if (!node.isObject()) {
                problems.add(where, "must be an object with name, label, scale, missing, was " + node);
                return;
            }
            problems.keys(node).stream()
                    .filter(key -> !Set.of("name", "label", "scale", "missing").contains(key))
                    .forEach(key -> problems.add(where + "." + key, "is not a key of an answer"));
            String name = problems.text(node, where + ".", "name");
            answers.put(
                    column.strip(),
                    new Answer(
                            name == null ? column.strip() : name,
                            label(node.path("label"), where + ".label"),
                            scale(node.path("scale"), where + ".scale"),
                            problems.texts(node.path("missing"), where + ".missing")));
        });
        return answers;
    }

    private @Nullable Label label(JsonNode node, String where) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return new Label(node.textValue(), node.textValue());
        }
        String zh = problems.text(node, where + ".", "zh");
        String en = problems.text(node, where + ".", "en");
        String any = zh == null ? en : zh;
        if (any == null || !Set.of("zh", "en").containsAll(problems.keys(node))) {
            problems.add(where, "must be a text or {\"zh\", \"en\"}, was " + node);
            return null;
        }
        return new Label(any, en == null ? any : en);
    }

    private @Nullable Scale scale(JsonNode node, String where) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.size() != 2
                || !node.path(0).isNumber()
                || !node.path(1).isNumber()
                || node.path(0).doubleValue() >= node.path(1).doubleValue()) {
            problems.add(where, "must be [lowest, highest], was " + node);
            return null;
        }
        return new Scale(node.path(0).doubleValue(), node.path(1).doubleValue());
    }

    /// What becomes of columns that are not mapped must make sense for the type.
    void check(Mapping mapping, String place, FieldSet set) {
        boolean asks = mapping.rest() == Mapping.Rest.ANSWERS;
        if (asks && set.named("answers").isEmpty()) {
            problems.add(place + "rest", "must not be answers: they are for feedback only, the type is " + set.type());
        }
        if (!asks && mapping.answers().containsKey(Mapping.REST)) {
            problems.add(place + "answers.*", "is for \"rest\": \"answers\" only");
        }
        Answer rest = mapping.answers().get(Mapping.REST);
        if (rest != null && (rest.label() != null || !rest.name().equals(Mapping.REST))) {
            problems.add(place + "answers.*", "must not have a name or label: it stands for many questions");
        }
        for (String column : mapping.attributes()) {
            if (mapping.answers().containsKey(column)) {
                problems.add(place + "attributes", "must not name " + column + ", which is an answer");
            }
        }
    }
}
