package io.keqing.report;

import io.keqing.field.Label;
import java.util.Locale;

/// What a file could not hold as it was. Nothing is lost in silence: all of it is counted and told on the About sheet.
final class Losses {
    /// Excel's limit, in UTF-16 units.
    static final int LONGEST_CELL = 32_767;

    private static final Label MARK = new Label("…【已截断，原文共 %,d 字符】", "… [cut here, the text has %,d characters]");

    private final Locale locale;
    private long cutCells;
    private long replacedCharacters;
    private long numbersAsText;
    private long daysAsText;

    Losses(Locale locale) {
        this.locale = locale;
    }

    /// `value`, or as much of it as a cell takes and a visible mark.
    String fit(String value) {
        if (value.length() <= LONGEST_CELL) {
            return value;
        }
        cutCells++;
        String mark = MARK.in(locale).formatted(value.length());
        int end = LONGEST_CELL - mark.length();
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end) + mark;
    }

    void replacedCharacter() {
        replacedCharacters++;
    }

    void numberAsText() {
        numbersAsText++;
    }

    void dayAsText() {
        daysAsText++;
    }

    /// Cells whose text was longer than a cell may be.
    long cutCells() {
        return cutCells;
    }

    /// Characters that XML can't carry, each replaced by U+FFFD.
    long replacedCharacters() {
        return replacedCharacters;
    }

    /// Numbers with more digits than Excel keeps, written as text in full.
    long numbersAsText() {
        return numbersAsText;
    }

    /// Days and moments outside of Excel's calendar, written as text.
    long daysAsText() {
        return daysAsText;
    }
}
