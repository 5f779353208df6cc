package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeName;
import io.keqing.record.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A question before it is counted: of one survey, or of several that ask it alike. Answers on different
/// scales, or to questions of different wording, are never counted together.
///
/// @param numbers whether its answers are numbers, where it has no scale
/// @param surveys "" for answers of no survey
record AskedQuestion(
        String name,
        Label label,
        @Nullable Scale scale,
        boolean numbers,
        Sensitivity sensitivity,
        List<String> surveys) {

    /// @param label where surveys word it differently
    /// @param field where it has no scale: its values are then all that tells what is alike
    private record Alike(
            String name, @Nullable Scale scale, @Nullable Label label, int field) {}

    /// Each with all its surveys, in the order they became known.
    static List<AskedQuestion> alike(List<RunTimeName> names) {
        Map<String, Set<Label>> wordings = new HashMap<>();
        names.stream()
                .filter(RunTimeName::isLabelled)
                .forEach(name -> wordings.computeIfAbsent(name.name(), any -> new HashSet<>())
                        .add(name.label()));
        Map<Alike, List<RunTimeName>> groups = new LinkedHashMap<>();
        for (RunTimeName name : names) {
            Scale scale = name.scale();
            boolean worded = wordings.getOrDefault(name.name(), Set.of()).size() > 1;
            groups.computeIfAbsent(
                            new Alike(
                                    name.name(),
                                    scale,
                                    worded ? name.label() : null,
                                    scale == null ? name.field().id() : 0),
                            alike -> new ArrayList<>())
                    .add(name);
        }
        return groups.values().stream().map(AskedQuestion::of).toList();
    }

    private static AskedQuestion of(List<RunTimeName> group) {
        RunTimeName telling =
                group.stream().filter(RunTimeName::isLabelled).findFirst().orElse(group.getFirst());
        return new AskedQuestion(
                telling.name(),
                telling.label(),
                telling.scale(),
                telling.field().kind() == RunTimeField.Kind.NUMBER,
                group.stream()
                        .map(name -> name.field().sensitivity())
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                group.stream().map(name -> name.scope().name()).toList());
    }
}
