package io.keqing.importing;

import io.keqing.importing.value.NumberMarks;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a mapping says about how its file writes values. What is null is found out, column by column.
///
/// @param decimal the decimal sign, `.` or `,`
/// @param group the sign between thousands
/// @param nothing by column, [Mapping#REST] for all: words that mean that there is no value, names and texts not
///     excepted; an empty list for all columns says that the usual words mean what they are
public record Writing(@Nullable Character decimal, @Nullable Character group, Map<String, List<String>> nothing) {
    public static final Writing FOUND_OUT = new Writing(null, null, Map.of());

    public Writing {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        nothing.forEach((column, words) -> copy.put(column, List.copyOf(words)));
        nothing = Collections.unmodifiableMap(copy);
    }

    /// Null where nothing is said.
    @Nullable
    NumberMarks marks() {
        if (decimal != null) {
            return new NumberMarks(decimal, group, true);
        }
        return group == null || group != '.' && group != ','
                ? null
                : new NumberMarks(group == '.' ? ',' : '.', group, true);
    }

    /// The words that a mapping names for these columns.
    Set<String> words(List<String> columns) {
        Set<String> words = new HashSet<>(nothing.getOrDefault(Mapping.REST, List.of()));
        columns.forEach(column -> words.addAll(nothing.getOrDefault(column, List.of())));
        return Set.copyOf(words);
    }

    /// Whether words such as NULL and 未填 mean nothing without being named.
    boolean hasUsualWords() {
        List<String> all = nothing.get(Mapping.REST);
        return all == null || !all.isEmpty();
    }
}
