package io.keqing.report;

import io.keqing.field.Label;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a file could not hold as it was. Nothing is lost in silence: all of it is counted and told on
/// the About sheet.
final class Losses {
    /// Excel's limit, in UTF-16 units.
    static final int LONGEST_CELL = 32_767;

    private static final Label MARK =
            new Label("…【单元格已满，全文共 %,d 字符，见“长文本”工作表】", "… [cell full: all %,d characters are on sheet Long texts]");

    private final Locale locale;
    private long cutCells;
    private long replacedCharacters;
    private long numbersAsText;
    private long daysAsText;
    private long quotedTexts;

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

    /// What there is of them, by what it is.
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("cellsTooFull", cutCells);
        counts.put("charactersReplaced", replacedCharacters);
        counts.put("numbersAsText", numbersAsText);
        counts.put("daysAsText", daysAsText);
        counts.put("textsQuoted", quotedTexts);
        counts.values().removeIf(count -> count == 0);
        return counts;
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

    void quotedText() {
        quotedTexts++;
    }

    /// CSV only: texts like formulas that got a leading `'`.
    long quotedTexts() {
        return quotedTexts;
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
