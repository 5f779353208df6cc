package io.keqing.importing;

import io.keqing.importing.file.CellKind;
import io.keqing.importing.value.DateOrder;
import io.keqing.importing.value.DateText;
import io.keqing.importing.value.NothingWords;
import io.keqing.importing.value.NumberText;
import io.keqing.record.Scale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the values of one column look like: their kind, and for answers on a scale the codes that say that there
/// was none. A proposal for people to look at; the import itself follows the mapping only.
final class ValueGuess {
    private static final int FEWEST_FOR_A_SCALE = 10;
    private static final int FEWEST_FOR_AN_ID = 3;
    private static final int MOST_NUMBERS = 40;
    private static final int MOST_CHOICES = 20;
    private static final int MOST_IDS = 10_000;
    private static final int FIRST_LOOKED_AT = 20;
    private static final int LONGEST_ID = 64;
    /// Of hundred values so many must be of a kind: files have their slips.
    private static final int NEARLY_ALL = 95;

    private static final List<Scale> SCALES =
            List.of(new Scale(1, 5), new Scale(1, 7), new Scale(1, 10), new Scale(0, 10));
    private static final Set<Integer> USUAL_CODES =
            Set.of(9, 77, 88, 96, 97, 98, 99, 777, 888, 996, 997, 998, 999, 9_998, 9_999);
    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>]+@[^@\\s,;<>]+\\.[^@\\s,;<>.]{2,}");
    private static final Pattern PHONE = Pattern.compile(
            "(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}"
                    + "|\\+[1-9]\\d{0,2}[-. ]?\\(?\\d{1,4}\\)?(?:[-. ]?\\d{2,4}){2,4}|\\(?0\\d{2,3}\\)?-\\d{7,8}(?:-\\d{1,5})?");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,6}(?:\\.0+)?");
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}#][\\p{L}\\p{N}_.:/#-]*");

    private final TreeMap<Integer, Integer> whole = new TreeMap<>();
    private final Set<String> different = new HashSet<>();
    private boolean areFewWhole = true;
    private boolean areIds = true;
    private boolean isRising = true;
    private long last = Long.MIN_VALUE;
    private int length = -1;
    private int rows;
    private int given;
    private int emails;
    private int phones;
    private int days;
    private int moments;
    private int numbers;
    private int choices;

    /// What was found.
    ///
    /// @param scale of a column of answers on one
    /// @param missing codes off the scale that seem to say that there was no answer
    record Found(ColumnKind kind, @Nullable Scale scale, List<String> missing) {}

    /// @param text of the next row, without the blanks around it
    void see(String text) {
        rows++;
        if (text.isEmpty() || NothingWords.isCertain(text)) {
            areIds = false;
            return;
        }
        given++;
        count(text);
        seeWhole(text);
        seeId(text);
    }

    private void count(String text) {
        if (text.indexOf('@') > 0) {
            emails += EMAIL.matcher(text).matches() ? 1 : 0;
            return;
        }
        if (text.length() > LONGEST_ID || text.chars().noneMatch(Character::isDigit)) {
            return;
        }
        if (PHONE.matcher(text).matches()) {
            phones++;
        }
        if (NumberText.of(text, false).isPresent()) {
            numbers++;
        }
        // names of months take long to look for: only where the column may be one of dates
        if (CellKind.of(text) == CellKind.DATE || given <= FIRST_LOOKED_AT || days * 2 > given) {
            Optional<DateText> date =
                    DateText.of(text, DateOrder.DMY, true).or(() -> DateText.of(text, DateOrder.MDY, true));
            days += date.isPresent() ? 1 : 0;
            moments += date.filter(found -> found.time() != null).isPresent() ? 1 : 0;
        }
    }

    private void seeWhole(String text) {
        if (!areFewWhole || !WHOLE.matcher(text).matches()) {
            return;
        }
        whole.merge(new BigDecimal(text).intValue(), 1, Integer::sum);
        if (whole.size() > MOST_NUMBERS) {
            areFewWhole = false;
            whole.clear();
        }
    }

    private void seeId(String text) {
        if (text.length() > LONGEST_ID) {
            areIds = false;
            choices = MOST_CHOICES + 1;
            return;
        }
        boolean isNew = different.size() >= MOST_IDS || different.add(text);
        choices = Math.max(choices, different.size());
        if (!areIds) {
            if (different.size() > MOST_CHOICES) {
                different.clear();
            }
            return;
        }
        areIds = isNew && ID.matcher(text).matches() && text.chars().anyMatch(Character::isDigit);
        length = length < 0 || length == text.length() ? text.length() : 0;
        long number = DIGITS.matcher(text).matches() ? Long.parseLong(text) : Long.MIN_VALUE;
        isRising &= number > last;
        last = number;
    }

    Found found() {
        if (given == 0) {
            return new Found(ColumnKind.EMPTY, null, List.of());
        }
        if (isNearlyAll(emails)) {
            return new Found(ColumnKind.EMAIL, null, List.of());
        }
        if (isNearlyAll(phones)) {
            return new Found(ColumnKind.PHONE, null, List.of());
        }
        if (isNearlyAll(days)) {
            ColumnKind kind = moments * 2 > days ? ColumnKind.MOMENT : ColumnKind.DAY;
            return new Found(kind, null, List.of());
        }
        Scale scale = scale();
        if (scale != null) {
            return new Found(ColumnKind.SCALE, scale, missing(scale));
        }
        if (isId()) {
            return new Found(ColumnKind.ID, null, List.of());
        }
        if (isNearlyAll(numbers)) {
            return new Found(ColumnKind.NUMBER, null, List.of());
        }
        boolean isChoice = choices <= MOST_CHOICES && choices * 2 <= given;
        return new Found(isChoice ? ColumnKind.CHOICE : ColumnKind.TEXT, null, List.of());
    }

    private boolean isNearlyAll(int count) {
        return count > 0 && count * 100L >= (long) given * NEARLY_ALL;
    }

    /// Different in every row and never empty. Plain numbers may as well be amounts: they must be long and of one
    /// length, or rise from row to row.
    private boolean isId() {
        if (!areIds || rows < FEWEST_FOR_AN_ID) {
            return false;
        }
        return numbers == 0 || isRising || length >= 4;
    }

    /// The scale that most of the numbers are on, its ends and half of its points among them; of several the one that
    /// leaves out least.
    private @Nullable Scale scale() {
        int counted = whole.values().stream().mapToInt(Integer::intValue).sum();
        if (!areFewWhole || counted < FEWEST_FOR_A_SCALE || !isNearlyAll(counted)) {
            return null;
        }
        Scale best = null;
        int leastOff = Integer.MAX_VALUE;
        for (Scale scale : SCALES) {
            var on = whole.subMap((int) scale.lowest(), true, (int) scale.highest(), true);
            int off = whole.size() - on.size();
            boolean isUsed = whole.containsKey((int) scale.lowest())
                    && whole.containsKey((int) scale.highest())
                    && on.size() * 2 > scale.highest() - scale.lowest();
            int answers = on.values().stream().mapToInt(Integer::intValue).sum();
            if (isUsed && answers * 2 >= counted && off < leastOff) {
                best = scale;
                leastOff = off;
            }
        }
        return best;
    }

    private List<String> missing(Scale scale) {
        int lowest = (int) scale.lowest();
        int highest = (int) scale.highest();
        List<Integer> off = whole.keySet().stream()
                .filter(code -> code < lowest || code > highest)
                .toList();
        List<String> codes = new ArrayList<>();
        for (int code : off) {
            if (isMissing(code, lowest, highest, off)) {
                codes.add(Integer.toString(code));
            }
        }
        return codes;
    }

    /// Negative, or well away from the scale and no slip of one row. A number next to the scale may as well belong
    /// to a longer one: it must be far more frequent than its neighbour, or stand on both sides, as 0 and 6 of 1 to
    /// 5 do. What follows 10 never belongs to a scale.
    private boolean isMissing(int code, int lowest, int highest, List<Integer> off) {
        int count = whole.getOrDefault(code, 0);
        if (code < 0) {
            return true;
        }
        if (code > highest + 1) {
            return USUAL_CODES.contains(code) || count > 1 && count * 200L >= given;
        }
        if (code == highest + 1 && highest == 10) {
            return true;
        }
        boolean isOnBothSides = off.contains(lowest - 1) && off.contains(highest + 1);
        int neighbour = whole.getOrDefault(code < lowest ? lowest : highest, 0);
        return isOnBothSides || count > 2 * neighbour;
    }
}
