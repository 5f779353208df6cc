package io.keqing.importing.value;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date with the name of its month: `1-Mar-25`, `Mar 1, 2025`, `Saturday, 1st of March 2025`, `1-三月-2025`, and
/// with a time as mail and logs write it.
final class NamedDate {
    private static final String MONTH = "(?<mon>\\p{L}{3,10}|\\d{1,2}月)\\.?";
    private static final Pattern DAY_FIRST = Pattern.compile("(?<d>\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of| de)?[-/ .,]*"
            + MONTH + "(?: de)?[-/ .,]*['’]?(?<y>\\d{4}|\\d{2})" + TimeText.BEHIND);
    private static final Pattern MONTH_FIRST = Pattern.compile(
            MONTH + "[-/ ]*(?<d>\\d{1,2})(?:st|nd|rd|th)?[-/ ,]+['’]?(?<y>\\d{4}|\\d{2})" + TimeText.BEHIND);
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<y>\\d{4})[-/ .]*" + MONTH + "[-/ .]*(?<d>\\d{1,2})(?:st|nd|rd|th)?" + TimeText.BEHIND);
    /// The year behind the time, as Unix writes it.
    private static final Pattern YEAR_BEHIND = Pattern.compile(
            "(\\p{L}{3,9} +\\d{1,2}) +(\\d{1,2}:\\d{2}(?::\\d{2})?) +((?:[A-Z]{2,5}|[+-]\\d{4}) +)?(\\d{4})( [+-]\\d{4})?");
    private static final Pattern FIRST_WORD = Pattern.compile("(\\p{L}{2,12})\\.?,? +(?=\\S)");
    private static final Set<String> WEEKDAYS = weekdays();

    private NamedDate() {}

    private static Set<String> weekdays() {
        Set<String> names = new HashSet<>(Set.of("tues", "thur", "thurs", "wednes"));
        for (DayOfWeek day : DayOfWeek.values()) {
            for (String language : List.of("en", "de", "fr", "es", "it", "pt", "nl")) {
                for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                    names.add(day.getDisplayName(style, Locale.of(language))
                            .toLowerCase(Locale.ROOT)
                            .replace(".", ""));
                }
            }
        }
        return Set.copyOf(names);
    }

    /// @throws DateTimeException where there is no such day or time
    static @Nullable DateText read(String text) {
        DateText date = dated(text);
        Matcher word = FIRST_WORD.matcher(text);
        // only then a day of the week: Mar is March, and Tuesday in French
        return date == null
                        && word.lookingAt()
                        && WEEKDAYS.contains(word.group(1).toLowerCase(Locale.ROOT))
                ? dated(text.substring(word.end()))
                : date;
    }

    private static @Nullable DateText dated(String text) {
        String dated = text;
        Matcher behind = YEAR_BEHIND.matcher(text);
        if (behind.matches()) {
            String zone = behind.group(3) == null ? behind.group(5) : behind.group(3);
            dated = behind.group(1) + " " + behind.group(4) + " " + behind.group(2) + " " + (zone == null ? "" : zone);
        }
        for (Pattern pattern : List.of(DAY_FIRST, MONTH_FIRST, YEAR_FIRST)) {
            Matcher parts = pattern.matcher(dated.strip());
            if (parts.matches()) {
                Integer month = month(parts.group("mon"));
                if (month != null) {
                    String year = DateText.whole(parts.group("y"));
                    return TimeText.behind(DateText.date(year, month.toString(), parts.group("d")), parts);
                }
            }
        }
        return null;
    }

    private static @Nullable Integer month(String name) {
        return name.endsWith("月") ? Integer.valueOf(name.substring(0, name.length() - 1)) : MonthNames.number(name);
    }
}
