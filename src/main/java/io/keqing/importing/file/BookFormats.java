package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The number formats of a workbook by the style of a cell, and the day from which it counts.
final class BookFormats {
    private final List<NumberFormat> styles = new ArrayList<>();
    private final Map<Integer, NumberFormat> known = new HashMap<>();
    private boolean from1904;

    /// The next style.
    ///
    /// @param id of its format
    /// @param code of that format, empty where the file has none
    void add(int id, String code) {
        styles.add(known.computeIfAbsent(id, each -> NumberFormat.of(each, code)));
    }

    void countFrom1904(boolean is) {
        from1904 = is;
    }

    boolean from1904() {
        return from1904;
    }

    NumberFormat of(int style) {
        return style >= 0 && style < styles.size() ? styles.get(style) : NumberFormat.GENERAL;
    }
}
