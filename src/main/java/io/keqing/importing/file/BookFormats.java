package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.List;

/// The number formats of a workbook by the style of a cell, and the day from which it counts.
final class BookFormats {
    private final List<NumberFormat> styles = new ArrayList<>();
    private boolean from1904;

    void add(NumberFormat format) {
        styles.add(format);
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
