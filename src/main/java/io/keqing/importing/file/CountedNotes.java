package io.keqing.importing.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Notes about a file, those of one rule counted together and shown by their first case.
final class CountedNotes {
    static final String MERGED = "cells that are merged with one above have its value";
    static final String ERROR = "cells show an error of a formula; they count as empty";
    static final String NO_VALUE = "formulas have no value in the file; they count as empty: open the file once in a"
            + " spreadsheet program and save it";
    private static final int LONGEST_VALUE = 80;

    private final Map<String, FileNote> notes = new LinkedHashMap<>();

    void add(String rule, long line, String value) {
        FileNote before = notes.get(rule);
        notes.put(
                rule,
                before == null
                        ? new FileNote(rule, 1, line, shortened(value))
                        : new FileNote(rule, before.count() + 1, before.line(), before.value()));
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    List<FileNote> all() {
        return List.copyOf(notes.values());
    }

    void clear() {
        notes.clear();
    }
}
