package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a reader left out or read otherwise, counted by rule.
final class Notes {
    private static final int LONGEST = 200;

    private final Map<String, FileNote> byRule = new LinkedHashMap<>();

    void add(String rule, Row row) {
        String value = String.join(
                " ",
                row.cells().stream()
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList());
        add(rule, row.line(), value);
    }

    void add(String rule, long line, String value) {
        String shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
        byRule.merge(
                rule,
                new FileNote(rule, 1, line, shown),
                (before, one) -> new FileNote(rule, before.count() + 1, before.line(), before.value()));
    }

    void clear() {
        byRule.clear();
    }

    List<FileNote> all() {
        return new ArrayList<>(byRule.values());
    }
}
