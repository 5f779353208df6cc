package io.keqing.importing;

import io.keqing.field.ValueKind;
import io.keqing.importing.value.AnswerText;
import io.keqing.importing.value.AnswerWords;
import io.keqing.importing.value.DateOrder;
import io.keqing.importing.value.DateText;
import io.keqing.importing.value.EpochUnit;
import io.keqing.importing.value.NothingWords;
import io.keqing.importing.value.NumberMarks;
import io.keqing.importing.value.NumberText;
import io.keqing.importing.value.NumberVotes;
import io.keqing.importing.value.VisibleText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the cells of one column show of how it is written; sees every row of a file once.
final class ColumnVotes {
    private static final int MOST_WORDS = 40;

    private final Use use;
    private final NumberVotes numbers = new NumberVotes();
    private final Map<String, Long> words = new LinkedHashMap<>();
    private final Map<String, Long> nothing = new LinkedHashMap<>();
    private @Nullable EpochUnit epoch;
    private boolean isEpoch = true;
    private boolean areFloats = true;
    private boolean hasOtherParts;
    private boolean hasSigns;
    private long given;
    private long dayFirst;
    private long monthFirst;
    private long open;
    private long odd;
    private String odds = "";
    private long oddLine;
    private long epochs;
    private String firstEpoch = "";
    private long firstEpochLine;
    private String firstOpen = "";
    private long firstLine;

    /// What a column is looked at for.
    enum Use {
        NUMBER,
        MONEY,
        DATE,
        ID,
        LIST,
        NONE
    }

    ColumnVotes(Use use) {
        this.use = use;
    }

    static Use use(ValueKind<?> kind, boolean isContact) {
        return switch (kind) {
            case ValueKind.Day d -> Use.DATE;
            case ValueKind.Moment m -> Use.DATE;
            case ValueKind.Money m -> Use.MONEY;
            case ValueKind.Number n -> Use.NUMBER;
            case ValueKind.Reference r -> Use.ID;
            case ValueKind.Keywords k -> Use.LIST;
            case ValueKind.Keyword k -> isContact ? Use.ID : Use.NONE;
            case ValueKind.Text t -> Use.NONE;
            case ValueKind.Choice c -> Use.NONE;
            case ValueKind.Flag f -> Use.NONE;
            case ValueKind.RunTime r -> Use.NONE;
        };
    }

    /// @param text of the next row, without the blanks around it
    void see(String text, long line) {
        if (text.isEmpty()) {
            return;
        }
        given++;
        switch (use) {
            case NUMBER, MONEY -> seeNumber(VisibleText.withoutApostrophe(text), line);
            case DATE -> seeDate(VisibleText.withoutApostrophe(text), line);
            case ID -> areFloats = areFloats && isFloat(text);
            case LIST ->
                hasOtherParts =
                        hasOtherParts || text.indexOf(';') >= 0 || text.indexOf('；') >= 0 || text.indexOf('|') >= 0;
            case NONE -> {}
        }
    }

    private static boolean isFloat(String text) {
        return VisibleText.isFloat(text) || NothingWords.isCertain(text);
    }

    private void seeNumber(String text, long line) {
        if (isDigits(text)) {
            return;
        }
        numbers.see(text, line);
        if (isNumber(text)) {
            return;
        }
        boolean hasNumber = text.chars().anyMatch(Character::isDigit);
        if (use == Use.MONEY && !hasSigns) {
            hasSigns = NumberText.of(text, NumberMarks.POINT)
                    .or(() -> NumberText.of(text, NumberMarks.COMMA))
                    .filter(amount -> !amount.sign().isEmpty())
                    .isPresent();
        }
        if (!hasNumber && NothingWords.isLikely(text) || hasNumber && DateText.isZero(text)) {
            count(nothing, text);
        } else if (!hasNumber && AnswerText.numberIn(text).isEmpty()) {
            count(words, text);
        }
    }

    private static void count(Map<String, Long> counts, String text) {
        if (counts.size() < MOST_WORDS || counts.containsKey(text)) {
            counts.merge(text.length() > 60 ? text.substring(0, 60) : text, 1L, Long::sum);
        }
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private void seeDate(String text, long line) {
        if (DateText.isPlain(text)) {
            return;
        }
        if (DateText.isZero(text) || NothingWords.isLikely(text)) {
            count(nothing, text);
            return;
        }
        if (text.length() < 20 && isNumber(text)) {
            seeEpoch(EpochUnit.of(text), text, line);
            return;
        }
        DateOrder order = DateText.orderOf(text);
        if (order == DateOrder.DMY) {
            dayFirst++;
            remember(dayFirst < monthFirst, text, line);
        } else if (order == DateOrder.MDY) {
            monthFirst++;
            remember(monthFirst < dayFirst, text, line);
        } else if (DateText.isAmbiguous(text)) {
            open++;
            firstLine = firstOpen.isEmpty() ? line : firstLine;
            firstOpen = firstOpen.isEmpty() ? text : firstOpen;
        }
    }

    /// Numbers among dates count since 1970 where all of them do, in one unit.
    private void seeEpoch(@Nullable EpochUnit unit, String text, long line) {
        boolean isDate = DateText.of(text, DateOrder.DMY, false).isPresent();
        if (unit != null && !isDate) {
            isEpoch = isEpoch && (epoch == null || epoch == unit);
            epoch = unit;
            epochs++;
            firstEpochLine = firstEpoch.isEmpty() ? line : firstEpochLine;
            firstEpoch = firstEpoch.isEmpty() ? text : firstEpoch;
        } else {
            isEpoch = isEpoch && isDate;
        }
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
                && text.indexOf('.') == text.lastIndexOf('.');
    }

    private void remember(boolean isOdd, String text, long line) {
        if (isOdd && odds.isEmpty()) {
            odds = text;
            oddLine = line;
        }
        odd = Math.min(dayFirst, monthFirst);
    }

    NumberVotes numbers() {
        return numbers;
    }

    /// Whether the cells of the column decide anything.
    boolean isLooking() {
        return use != Use.NONE;
    }

    boolean isNumber() {
        return use == Use.NUMBER || use == Use.MONEY;
    }

    boolean isDate() {
        return use == Use.DATE;
    }

    /// Whether a currency stands beside an amount.
    boolean hasSigns() {
        return hasSigns;
    }

    boolean areFloats() {
        return use == Use.ID && given > 0 && areFloats;
    }

    boolean commasPart() {
        return !hasOtherParts;
    }

    @Nullable
    EpochUnit epoch() {
        return use == Use.DATE && isEpoch ? epoch : null;
    }

    /// The order that the dates of the column show, null where they leave it open.
    @Nullable
    DateOrder order() {
        return dayFirst == monthFirst ? null : dayFirst > monthFirst ? DateOrder.DMY : DateOrder.MDY;
    }

    /// How many numbers count since 1970, the first of them, and its line.
    NumberVotes.Remark epochs(String rule) {
        return new NumberVotes.Remark(rule, epochs, firstEpochLine, firstEpoch);
    }

    /// How many dates are open as to their month, the first of them, and its line.
    NumberVotes.Remark openDates(String rule) {
        return new NumberVotes.Remark(rule, open, firstLine, firstOpen);
    }

    /// How many dates show another order than the most do.
    NumberVotes.Remark oddDates(String rule) {
        return new NumberVotes.Remark(rule, odd, oddLine, odds);
    }

    /// By word: in how many cells it stands where a number or date is expected and means nothing.
    Map<String, Long> nothing() {
        return nothing;
    }

    /// By word: in how many cells it stands where a number is expected.
    Map<String, Long> words() {
        return words;
    }

    /// The scale that the words of the column are steps of.
    Optional<AnswerWords.Meaning> scale() {
        return words.isEmpty() ? Optional.empty() : AnswerWords.of(Set.copyOf(words.keySet()));
    }
}
