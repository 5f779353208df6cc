package io.keqing.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was written otherwise than the file says it, counted by field and rule: a file of a million odd statuses
/// is one line to read.
final class Warnings {
    private static final int MOST_KINDS = 1_000;

    private final Map<String, Tally> kinds = new LinkedHashMap<>();
    private long total;

    /// @param line the first it happened on, 0 where it concerns the whole file
    /// @param value the first it happened to
    record Tally(String field, String rule, long count, long line, String value) {}

    void add(Tally tally) {
        add(tally.field, tally.rule, tally.line, tally.value, tally.count);
    }

    void add(String field, String rule, long line, String value) {
        add(field, rule, line, value, 1);
    }

    void add(String field, String rule, long line, String value, long count) {
        total += count;
        Tally before = kinds.get(field + ' ' + rule);
        if (before != null) {
            kinds.put(field + ' ' + rule, new Tally(field, rule, before.count + count, before.line, before.value));
        } else if (kinds.size() < MOST_KINDS) {
            kinds.put(field + ' ' + rule, new Tally(field, rule, count, line, value));
        }
    }

    long total() {
        return total;
    }

    List<Tally> kinds() {
        return new ArrayList<>(kinds.values());
    }
}
