package io.keqing.importing.file;

import io.keqing.importing.file.FormatSection.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the number format of a cell makes of its number, as far as an import wants to know: a date, a duration, an
/// amount in a currency, or digits as people see them. All other formats leave the number as it is: how many decimals
/// are shown is no reason to lose the others.
final class NumberFormat {
    static final NumberFormat GENERAL = new NumberFormat(List.of(), false);

    private static final String DATE = "yyyy-mm-dd";
    private static final String TIME = "hh:mm:ss";
    private static final String BOTH = "yyyy-mm-dd hh:mm:ss";
    /// Spreadsheets know no longer ones.
    private static final int LONGEST = 1_000;
    /// Codes that files may leave out. The currency of 5 to 8, 42 and 44 is that of the computer which shows them.
    private static final Map<Integer, String> BUILT_IN =
            Map.of(18, TIME, 19, TIME, 20, TIME, 21, TIME, 22, BOTH, 45, "mm:ss", 46, "[h]:mm:ss", 47, "mm:ss.0");

    private final List<FormatSection> sections;
    private final boolean hasLocalCurrency;

    private NumberFormat(List<FormatSection> sections, boolean hasLocalCurrency) {
        this.sections = sections;
        this.hasLocalCurrency = hasLocalCurrency;
    }

    /// @param id number of the format, by which those that every workbook has are known
    /// @param code as the file has it, empty where it has none
    static NumberFormat of(int id, String code) {
        String known = code.isEmpty() ? builtIn(id) : code;
        if (known.isEmpty() || known.length() > LONGEST || known.equalsIgnoreCase("general")) {
            boolean local = code.isEmpty() && (id >= 5 && id <= 8 || id == 42 || id == 44);
            return local ? new NumberFormat(List.of(), true) : GENERAL;
        }
        List<FormatSection> sections = new ArrayList<>();
        split(known).forEach(section -> sections.add(FormatSection.of(section)));
        return new NumberFormat(List.copyOf(sections), false);
    }

    private static String builtIn(int id) {
        boolean date = id >= 14 && id <= 17 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54;
        boolean alsoDate = id >= 57 && id <= 58;
        boolean time = id >= 32 && id <= 35 || id >= 55 && id <= 56;
        return date || alsoDate ? DATE : time ? TIME : BUILT_IN.getOrDefault(id, "");
    }

    private static List<String> split(String code) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < code.length(); i++) {
            switch (code.charAt(i)) {
                case '"' -> i = end(code, i, '"');
                case '[' -> i = end(code, i, ']');
                case '\\', '_', '*', '!' -> i++;
                case ';' -> {
                    parts.add(code.substring(from, i));
                    from = i + 1;
                }
                default -> {}
            }
        }
        parts.add(code.substring(Math.min(from, code.length())));
        return parts;
    }

    private static int end(String code, int from, char close) {
        int end = code.indexOf(close, from + 1);
        return end < 0 ? code.length() : end;
    }

    boolean isPlain() {
        return sections.isEmpty() && !hasLocalCurrency;
    }

    boolean isDate() {
        return !sections.isEmpty() && (kind(0) == Kind.DATE || kind(0) == Kind.DURATION);
    }

    private Kind kind(int section) {
        return sections.get(section).kind();
    }

    /// The number as text.
    ///
    /// @param raw the number as the file has it
    String text(String raw, double value, boolean from1904, SheetNotes notes, long line) {
        String number = SheetCell.number(raw);
        if (sections.isEmpty()) {
            if (hasLocalCurrency) {
                notes.add(SheetNotes.Kind.LOCAL_CURRENCY, line, number);
            }
            return number;
        }
        FormatSection section = section(value);
        return switch (section.kind()) {
            case NUMBER, NONE -> section.unit().isEmpty() ? number : number + section.unit();
            case AMOUNT -> {
                String amount = section.currency() + " " + number + section.unit();
                notes.add(SheetNotes.Kind.CURRENCY, line, amount);
                yield amount;
            }
            case DIGITS -> value >= 0 && isWhole(number) ? section.show(number) : number;
            case DURATION -> SheetCell.duration(value);
            case DATE -> {
                String date = SheetCell.date(value, from1904, section.hasDay(), raw);
                if (date.isEmpty() || date.equals(raw)) {
                    notes.add(SheetNotes.Kind.NO_DATE, line, number);
                }
                yield date.equals(raw) ? number : date;
            }
        };
    }

    private static boolean isWhole(String number) {
        return number.length() <= 15 && number.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// The section that shows the value; the first one where that would show nothing.
    private FormatSection section(double value) {
        FormatSection first = sections.getFirst();
        if (sections.size() == 1) {
            return first;
        }
        FormatSection found = null;
        boolean conditions = sections.stream().anyMatch(each -> each.condition() != null);
        if (conditions) {
            for (FormatSection each : sections) {
                FormatSection.Condition condition = each.condition();
                if (found == null && (condition == null || condition.holds(value))) {
                    found = each;
                }
            }
        } else {
            found = value < 0 ? sections.get(1) : value == 0 && sections.size() > 2 ? sections.get(2) : first;
        }
        return found == null || found.kind() == Kind.NONE ? first : found;
    }
}
