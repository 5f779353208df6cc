package io.keqing.importing;

import io.keqing.importing.file.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person's name that stands in two columns or three: First, Middle and Last Name with a blank between, 姓 and 名
/// without one and the family's name first.
final class NameParts {
    private static final Map<String, List<String>> FIRST = Map.of(
            "first",
                    names(
                            "first name|firstname|given name|first|forename|fname|contact first name|customer first name"),
            "middle", names("middle name|middle names|middle initial"),
            "last", names("last name|lastname|surname|family name|last|lname|contact last name|customer last name"));
    private static final List<String> FAMILY = names("姓|姓氏");
    private static final List<String> GIVEN = names("名|名字");

    private NameParts() {}

    private static List<String> names(String names) {
        return List.of(names.split("\\|", -1)).stream().map(HeaderGuess::normal).toList();
    }

    /// @param taken columns that mean something else; those of the name are added
    static Optional<Origin> of(List<String> header, Set<String> taken) {
        String family = column(header, taken, FAMILY);
        String given = column(header, taken, GIVEN);
        if (family != null && given != null) {
            return Optional.of(joined(List.of(family, given), "", taken));
        }
        List<String> parts = new ArrayList<>();
        for (String part : List.of("first", "middle", "last")) {
            String column = column(header, taken, FIRST.getOrDefault(part, List.of()));
            if (column != null) {
                parts.add(column);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(joined(parts, " ", taken));
    }

    private static Origin joined(List<String> columns, String with, Set<String> taken) {
        taken.addAll(columns);
        return columns.size() == 1 ? new Origin.Column(columns.getFirst()) : new Origin.Joined(columns, with, null);
    }

    private static @Nullable String column(List<String> header, Set<String> taken, List<String> names) {
        for (String column : header) {
            boolean isName = names.contains(HeaderGuess.normal(column))
                    || names.contains(HeaderGuess.normal(HeaderNames.bare(column)));
            if (isName && !taken.contains(column)) {
                return column;
            }
        }
        return null;
    }
}
