package io.keqing.importing.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The time of day behind a date, with its half of the day and its zone.
final class TimeText {
    /// What may stand behind a date: groups before, h, min, sec, frac, after, off.
    static final String BEHIND = "(?:(?:[Tt]|[, ] *(?:at |um )?|(?<=日)|(?=[上下早晚中凌傍])) *"
            + "(?<before>上午|下午|早上|晚上|中午|凌晨|傍晚|[AaPp]\\.?[Mm]\\.?)? *"
            + "(?<h>\\d{1,2}) *(?<mark>[:时點点.](?: *(?<min>\\d{2}) *分?(?:[:.]? *(?<sec>\\d{2}) *秒?(?:[.,:](?<frac>\\d{1,9}))?)?)?)?"
            + " *(?<after>[AaPp]\\.?[Mm]\\.?|上午|下午)? *(?<off>[^\\d ].{0,59})?)?";

    private static final Pattern BRACKETS = Pattern.compile("(?<zone>.+?) *[\\[(].*[\\])]");

    private TimeText() {}

    /// @param parts that [#BEHIND] has matched
    /// @throws DateTimeException where there is no such time
    static DateText behind(LocalDate day, Matcher parts) {
        if (parts.group("h") == null) {
            return new DateText(day, null, null);
        }
        String half = half(parts);
        String mark = parts.group("mark");
        if (mark == null && half.isEmpty() || mark != null && parts.group("min") == null && ":.".contains(mark)) {
            throw new DateTimeException("a number alone is no time");
        }
        int hour = hour(Integer.parseInt(parts.group("h")), half);
        return at(day, hour, parts);
    }

    /// @param parts groups h, min, sec, frac, off
    static DateText compact(LocalDate day, Matcher parts) {
        return at(day, Integer.parseInt(parts.group("h")), parts);
    }

    private static DateText at(LocalDate day, int hour, Matcher parts) {
        int minute = number(parts.group("min"));
        int second = number(parts.group("sec"));
        String fraction = parts.group("frac");
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        ZoneId zone = zone(parts.group("off"));
        if (hour == 24 && minute == 0 && second == 0) {
            return new DateText(day.plusDays(1), LocalTime.MIDNIGHT, zone);
        }
        // a leap second, which clocks of programs do not have
        return new DateText(day, LocalTime.of(hour, minute, second == 60 ? 59 : second, nanos), zone);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String half(Matcher parts) {
        String half = parts.group("before") == null ? parts.group("after") : parts.group("before");
        return half == null ? "" : half.toLowerCase(Locale.ROOT).replace(".", "");
    }

    private static int hour(int hour, String half) {
        boolean isAfternoon = switch (half) {
            case "pm", "下午", "傍晚", "晚上" -> true;
            case "中午" -> hour < 11;
            default -> false;
        };
        boolean isEnglish = half.equals("am") || half.equals("pm");
        if (half.isEmpty() || !isEnglish && hour > 12 && isAfternoon) {
            return hour;
        }
        if (hour > 12 || half.equals("晚上") && hour == 12) {
            throw new DateTimeException("hour of a half day must be 1 to 12, was " + hour);
        }
        return half.equals("中午") && hour >= 11 ? hour : hour % 12 + (isAfternoon ? 12 : 0);
    }

    private static @Nullable ZoneId zone(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        ZoneId zone = ZoneText.read(text);
        if (zone == null) {
            Matcher brackets = BRACKETS.matcher(text.strip());
            zone = brackets.matches() ? ZoneText.read(brackets.group("zone")) : null;
        }
        if (zone == null) {
            throw new DateTimeException("not the name of one zone: " + text);
        }
        return zone;
    }
}
