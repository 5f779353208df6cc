package io.keqing.importing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date as people write it, with a time where there is one: `2025-03-01T09:30:00+08:00`, `2025/3/1 9:30`,
/// `2025年3月1日 下午3:05`, `1.3.2025`, `3/1/2025 3:05 PM`, `20250301`.
///
/// @param offset of a time that names its own
record DateText(
        LocalDate day, @Nullable LocalTime time, @Nullable ZoneOffset offset) {
    private static final String DATE_YEAR_FIRST =
            "(?<y>\\d{4})(?:[-/.年](?<m>\\d{1,2})[-/.月](?<d>\\d{1,2})日?" + "|(?<mm>\\d{2})(?<dd>\\d{2}))";
    private static final String DATE_YEAR_LAST = "(?<a>\\d{1,2})(?<s>[-/.])(?<b>\\d{1,2})\\k<s>(?<yy>\\d{4})";
    private static final String TIME = "(?:[T\\s]\\s*(?<before>上午|下午|[AaPp][Mm])?\\s*|\\s*(?<cn>上午|下午)\\s*|(?<=日))"
            + "(?<h>\\d{1,2})[:时](?<min>\\d{2})分?(?:[:]?(?<sec>\\d{2})秒?(?:[.,](?<frac>\\d{1,9}))?)?"
            + "\\s*(?<after>[AaPp]\\.?[Mm]\\.?)?\\s*(?<off>Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile(DATE_YEAR_FIRST + "(?:" + TIME + ")?");
    private static final Pattern SHORT_YEAR =
            Pattern.compile("(?<a>\\d{1,2})(?<s>[-/.])(?<b>\\d{1,2})\\k<s>(?<yy>\\d{2})(?:" + TIME + ")?");
    private static final Pattern YEAR_LAST = Pattern.compile(DATE_YEAR_LAST + "(?:" + TIME + ")?");
    /// 1 to 999999, which is in the year 4637.
    private static final Pattern SERIAL = Pattern.compile("[1-9]\\d{0,5}(?:\\.\\d{1,20})?");
    private static final int LONGEST = 64;
    /// 29 is 2029 and 30 is 1930, as workbooks have it.
    private static final int FIRST_OF_LAST_CENTURY = 30;

    /// Whether the text names its day and month in an order that only its country knows, and does not give it away.
    static boolean isAmbiguous(String text) {
        Matcher last = YEAR_LAST.matcher(text);
        return text.length() <= LONGEST && last.matches() && !last.group("s").equals(".") && orderOf(last) == null;
    }

    /// The order that the text gives away: a part above 12 is no month, and points stand in dates that begin with
    /// the day.
    static @Nullable DateOrder orderOf(String text) {
        Matcher last = YEAR_LAST.matcher(text);
        return text.length() <= LONGEST && last.matches() ? orderOf(last) : null;
    }

    private static @Nullable DateOrder orderOf(Matcher last) {
        if (Integer.parseInt(last.group("a")) > 12 || last.group("s").equals(".")) {
            return DateOrder.DMY;
        }
        return Integer.parseInt(last.group("b")) > 12 ? DateOrder.MDY : null;
    }

    /// @param saidOrder somebody said so, it was not guessed: only then a year of two digits is known to be one
    static Optional<DateText> of(String raw, DateOrder order, boolean saidOrder) {
        String text = NumberText.halfWidth(raw.strip());
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            if (isPlain(text)) {
                return Optional.of(plain(text));
            }
            Matcher first = YEAR_FIRST.matcher(text);
            if (first.matches()) {
                String month = first.group("m") == null ? first.group("mm") : first.group("m");
                String day = first.group("d") == null ? first.group("dd") : first.group("d");
                return Optional.of(with(date(first.group("y"), month, day), first));
            }
            if (order.isSerial() && SERIAL.matcher(text).matches()) {
                return Optional.of(serial(new BigDecimal(text), order));
            }
            Matcher last = YEAR_LAST.matcher(text);
            if (last.matches() && order.isSerial() && orderOf(last) == null) {
                return Optional.empty();
            }
            if (last.matches()) {
                DateOrder given = order.isSerial()
                        ? Objects.requireNonNull(orderOf(last))
                        : last.group("s").equals(".") ? DateOrder.DMY : order;
                boolean dayFirst = given == DateOrder.DMY;
                String day = last.group(dayFirst ? "a" : "b");
                String month = last.group(dayFirst ? "b" : "a");
                return Optional.of(with(date(last.group("yy"), month, day), last));
            }
            Matcher little = SHORT_YEAR.matcher(text);
            if (saidOrder && (order == DateOrder.DMY || order == DateOrder.MDY) && little.matches()) {
                boolean dayFirst = order == DateOrder.DMY;
                int year = Integer.parseInt(little.group("yy"));
                String full = String.valueOf((year < FIRST_OF_LAST_CENTURY ? 2000 : 1900) + year);
                String day = little.group(dayFirst ? "a" : "b");
                return Optional.of(with(date(full, little.group(dayFirst ? "b" : "a"), day), little));
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            // 31 February and the like: shaped like a date and none
            return Optional.empty();
        }
    }

    /// Whether the text is `2025-03-01`, `2025-03-01 09:30:00` or that with `Z` behind it: most are, and a
    /// pattern would cost ten times as much.
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length != 10 && length != 19 && (length != 20 || text.charAt(19) != 'Z')) {
            return false;
        }
        for (int i = 0; i < Math.min(length, 19); i++) {
            char c = text.charAt(i);
            boolean right = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == ' ' || c == 'T';
                case 13, 16 -> c == ':';
                default -> c >= '0' && c <= '9';
            };
            if (!right) {
                return false;
            }
        }
        return length == 10 || text.charAt(11) < '2' || text.charAt(11) == '2' && text.charAt(12) < '4';
    }

    private static DateText plain(String text) {
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        if (text.length() == 10) {
            return new DateText(day, null, null);
        }
        LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
        return new DateText(day, time, text.length() == 20 ? ZoneOffset.UTC : null);
    }

    /// The 29 February 1900 that workbooks believe in is a day more for those before: nobody means them.
    private static DateText serial(BigDecimal days, DateOrder order) {
        LocalDate first = order == DateOrder.SERIAL ? LocalDate.of(1899, 12, 30) : LocalDate.of(1904, 1, 1);
        BigDecimal whole = days.setScale(0, RoundingMode.FLOOR);
        LocalDate day = first.plusDays(whole.intValueExact());
        long seconds = days.subtract(whole)
                .multiply(BigDecimal.valueOf(86_400))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        if (days.stripTrailingZeros().scale() <= 0) {
            return new DateText(day, null, null);
        }
        LocalDateTime at = day.atStartOfDay().plusSeconds(seconds);
        return new DateText(at.toLocalDate(), at.toLocalTime(), null);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    LocalDateTime atTime() {
        return day.atTime(time == null ? LocalTime.MIDNIGHT : time);
    }

    private static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private static DateText with(LocalDate day, Matcher parts) {
        if (parts.group("h") == null) {
            return new DateText(day, null, null);
        }
        int hour = Integer.parseInt(parts.group("h"));
        String half = half(parts);
        if (!half.isEmpty()) {
            if (hour > 12) {
                throw new DateTimeException("hour of a half day must be 1 to 12, was " + hour);
            }
            hour = hour % 12 + (half.equals("pm") ? 12 : 0);
        }
        int second = parts.group("sec") == null ? 0 : Integer.parseInt(parts.group("sec"));
        String fraction = parts.group("frac");
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        int minute = Integer.parseInt(parts.group("min"));
        if (hour == 24 && minute == 0 && second == 0) {
            return new DateText(day.plusDays(1), LocalTime.MIDNIGHT, offset(parts.group("off")));
        }
        return new DateText(day, LocalTime.of(hour, minute, second, nanos), offset(parts.group("off")));
    }

    private static String half(Matcher parts) {
        for (String group : new String[] {"before", "cn", "after"}) {
            String said = parts.group(group);
            if (said != null) {
                String lower = said.toLowerCase(Locale.ROOT);
                return lower.equals("上午") || lower.startsWith("a") ? "am" : "pm";
            }
        }
        return "";
    }

    private static @Nullable ZoneOffset offset(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.length() <= 3 && Character.isLetter(text.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(text);
    }
}
