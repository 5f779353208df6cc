package io.keqing.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of a mapping that says where one field comes from.
final class OriginReader {
    private static final int LONGEST_SOURCE = 100;
    private static final int LONGEST_PATTERN = 500;

    private final MappingProblems problems;

    OriginReader(MappingProblems problems) {
        this.problems = problems;
    }

    /// @param field null for the id
    @Nullable
    Origin read(JsonNode node, String where, @Nullable Field<?> field) {
        if (node.isTextual()) {
            return new Origin.Column(node.textValue().strip());
        }
        Set<String> keys = node.isObject() ? Set.copyOf(problems.keys(node)) : Set.of();
        String source =
                node.has("source") ? source(problems.text(node, where + ".", "source"), where + ".source") : null;
        if (source != null && (field == null || !(field.kind() instanceof ValueKind.Reference))) {
            problems.add(where + ".source", "is for references only");
        }
        String column = problems.text(node, where + ".", "column");
        if (column != null && Set.of("column", "source", "factor").containsAll(keys)) {
            return new Origin.Column(column.strip(), source, factor(node, where, field));
        }
        if (column != null
                && keys.contains("pattern")
                && Set.of("column", "pattern", "source").containsAll(keys)) {
            String pattern = pattern(node, where);
            return pattern == null ? null : new Origin.Part(column.strip(), pattern, source);
        }
        if (node.path("value").isValueNode()
                && keys.equals(Set.of("value"))
                && !node.path("value").isNull()
                && field != null) {
            return new Origin.Constant(node.path("value").asText());
        }
        if (node.has("join") && Set.of("join", "with", "source").containsAll(keys)) {
            String with = node.has("with") ? node.path("with").asText() : " ";
            return new Origin.Joined(problems.columns(node.path("join"), where + ".join"), with, source);
        }
        if (node.has("hash") && keys.equals(Set.of("hash")) && field == null) {
            return new Origin.Hashed(problems.columns(node.path("hash"), where + ".hash"));
        }
        for (Origin.Operation operation : Origin.Operation.values()) {
            String key = operation.name().toLowerCase(Locale.ROOT);
            if (keys.equals(Set.of(key))) {
                return computed(operation, node.path(key), where + "." + key, field);
            }
        }
        problems.add(
                where,
                "must be a column name or one of {\"column\", \"source\", \"factor\"}, {\"column\", \"pattern\"}, "
                        + "{\"join\", \"with\"}, "
                        + (field == null ? "{\"hash\"}" : "{\"value\"}, {\"product\"}, {\"sum\"}, {\"difference\"}")
                        + ", was " + node);
        return null;
    }

    private @Nullable Origin computed(
            Origin.Operation operation, JsonNode node, String where, @Nullable Field<?> field) {
        List<String> columns = problems.columns(node, where);
        if (columns.size() == 1) {
            problems.add(where, "must name two columns at least, was " + node);
        }
        if (!isNumber(field)) {
            problems.add(where, "is for numbers and money only");
        }
        return columns.isEmpty() ? null : new Origin.Computed(operation, columns);
    }

    private static boolean isNumber(@Nullable Field<?> field) {
        return field != null && (field.kind() instanceof ValueKind.Money || field.kind() instanceof ValueKind.Number);
    }

    private @Nullable BigDecimal factor(JsonNode node, String where, @Nullable Field<?> field) {
        JsonNode factor = node.path("factor");
        if (factor.isMissingNode() || factor.isNull()) {
            return null;
        }
        if (!factor.isNumber()
                || factor.decimalValue().signum() <= 0
                || factor.decimalValue().precision() > 20
                || Math.abs(factor.decimalValue().scale()) > 20) {
            problems.add(where + ".factor", "must be a number above zero, was " + factor);
            return null;
        }
        if (!isNumber(field)) {
            problems.add(where + ".factor", "is for numbers and money only");
        }
        return factor.decimalValue();
    }

    private @Nullable String pattern(JsonNode node, String where) {
        String pattern = problems.text(node, where + ".", "pattern");
        if (pattern == null) {
            return null;
        }
        try {
            boolean isOne = pattern.length() <= LONGEST_PATTERN
                    && Pattern.compile(pattern).groupCount() == 1;
            if (isOne) {
                return pattern;
            }
            problems.add(
                    where + ".pattern",
                    "must have one group, the part that is taken, and at most " + LONGEST_PATTERN
                            + " characters, was \"" + pattern + "\"");
        } catch (PatternSyntaxException e) {
            problems.add(where + ".pattern", "must be a regular expression of RE2: " + e.getMessage());
        }
        return null;
    }

    @Nullable
    String source(@Nullable String source, String place) {
        if (source == null) {
            return null;
        }
        if (source.length() > LONGEST_SOURCE) {
            problems.add(place, "must have at most " + LONGEST_SOURCE + " characters, has " + source.length());
            return null;
        }
        try {
            return new RecordId(source, "any").source();
        } catch (IllegalArgumentException e) {
            problems.add(place, String.valueOf(e.getMessage()).replaceFirst("^source ", ""));
            return null;
        }
    }
}
