package io.keqing.importing.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date as people and programs write it, with a time where there is one: `2025-03-01T09:30:00+08:00`,
/// `2025/3/1 9:30`, `2025年3月1号 下午3:05`, `1.3.2025`, `3/1/2025 3:05 PM`, `20250301093000`, `1-Mar-25`,
/// `Sat, 01 Mar 2025 09:00:00 +0800`.
///
/// @param zone of a time that names its own
public record DateText(
        LocalDate day, @Nullable LocalTime time, @Nullable ZoneId zone) {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<y>\\d{4})(?: ?[-/.年] ?(?<m>\\d{1,2}) ?[-/.月] ?(?<d>\\d{1,2}) ?日?"
                    + "|(?<mm>\\d{2})(?<dd>\\d{2}))" + TimeText.BEHIND);
    private static final Pattern SHORT_YEAR =
            Pattern.compile("(?<a>\\d{1,2})(?<s>[-/.])(?<b>\\d{1,2})\\k<s>(?<yy>\\d{2})" + TimeText.BEHIND);
    private static final Pattern YEAR_LAST =
            Pattern.compile("(?<a>\\d{1,2})(?<s>[-/.])(?<b>\\d{1,2})\\k<s>(?<yy>\\d{4})" + TimeText.BEHIND);
    /// Two digits are a year for sure where 年 stands behind them.
    private static final Pattern CHINESE_SHORT =
            Pattern.compile("(?<y>\\d{2}) ?年 ?(?<m>\\d{1,2}) ?月 ?(?<d>\\d{1,2}) ?日?" + TimeText.BEHIND);
    private static final Pattern COMPACT =
            Pattern.compile("(?<y>(?:19|20)\\d{2})(?<m>\\d{2})(?<d>\\d{2})[T ]?(?<h>\\d{2})(?<min>\\d{2})"
                    + "(?:(?<sec>\\d{2})(?:[.]?(?<frac>\\d{1,9}))?)?(?<off>Z|[+-]\\d{2}:?\\d{2})?");
    /// 1 to 999999, which is in the year 4637.
    private static final Pattern SERIAL = Pattern.compile("[1-9]\\d{0,5}(?:\\.\\d{1,20})?");
    private static final Pattern ZEROS =
            Pattern.compile("0{1,4}[-/.年]0{1,2}[-/.月]0{1,4}日?(?:[T ][0:.]+Z?)?|0{8}|0{14}");
    private static final Pattern WEEKDAY = Pattern.compile(" ?[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?");
    private static final Pattern DAY_WORD = Pattern.compile("(?<=\\d) ?[号號]");
    private static final int LONGEST = 100;
    /// 29 is 2029 and 30 is 1930, as workbooks have it.
    private static final int FIRST_OF_LAST_CENTURY = 30;

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /// Whether the text names its day and month in an order that only its country knows, and does not give it away.
    public static boolean isAmbiguous(String text) {
        Matcher last = YEAR_LAST.matcher(text);
        return text.length() <= LONGEST && last.matches() && !last.group("s").equals(".") && orderOf(last) == null;
    }

    /// The order that the text gives away: a part above 12 is no month, and points stand in dates that begin with
    /// the day.
    public static @Nullable DateOrder orderOf(String text) {
        if (text.length() > LONGEST || text.length() < 8 || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return null;
        }
        Matcher last = YEAR_LAST.matcher(text);
        return last.matches() ? orderOf(last) : null;
    }

    private static @Nullable DateOrder orderOf(Matcher last) {
        if (Integer.parseInt(last.group("a")) > 12 || last.group("s").equals(".")) {
            return DateOrder.DMY;
        }
        return Integer.parseInt(last.group("b")) > 12 ? DateOrder.MDY : null;
    }

    /// Whether it is a date whose year has two digits and may be any of its parts.
    public static boolean hasShortYear(String text) {
        return text.length() <= LONGEST
                && SHORT_YEAR.matcher(NumberText.halfWidth(text.strip())).matches();
    }

    /// Whether the last word of the text names several zones, as `CST` does.
    public static boolean namesSharedZone(String text) {
        String flat = text.strip();
        return ZoneText.isShared(flat.substring(flat.lastIndexOf(' ') + 1));
    }

    /// What systems write where there is no date: `0000-00-00`, the first day there is, the last.
    public static boolean isZero(String text) {
        return text.length() <= 40 && ZEROS.matcher(text).matches();
    }

    public boolean isFirstOrLast() {
        return day.equals(FIRST) || day.equals(LAST);
    }

    /// @param saidOrder somebody said so, it was not guessed: only then a year of two digits is known to be one
    public static Optional<DateText> of(String raw, DateOrder order, boolean saidOrder) {
        String text = NumberText.halfWidth(raw.strip());
        if (text.length() > LONGEST || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return isPlain(text) ? Optional.of(plain(text)) : Optional.ofNullable(read(usual(text), order, saidOrder));
        } catch (DateTimeException e) {
            // 31 February and the like: shaped like a date and none
            return Optional.empty();
        }
    }

    /// Without the day of the week, with digits for Chinese numbers and one word for the day.
    private static String usual(String text) {
        boolean isChinese = text.chars().anyMatch(c -> c > 0x3000);
        if (!isChinese) {
            return text;
        }
        String plain = WEEKDAY.matcher(text).replaceAll("");
        return DAY_WORD.matcher(MonthNames.withDigits(plain)).replaceAll("日").strip();
    }

    private static @Nullable DateText read(String text, DateOrder order, boolean saidOrder) {
        Matcher first = YEAR_FIRST.matcher(text);
        if (first.matches()) {
            String month = first.group("m") == null ? first.group("mm") : first.group("m");
            String day = first.group("d") == null ? first.group("dd") : first.group("d");
            return TimeText.behind(date(first.group("y"), month, day), first);
        }
        Matcher compact = COMPACT.matcher(text);
        if (compact.matches()) {
            return TimeText.compact(date(compact.group("y"), compact.group("m"), compact.group("d")), compact);
        }
        if (order.isSerial() && SERIAL.matcher(text).matches()) {
            return serial(new BigDecimal(text), order);
        }
        Matcher last = YEAR_LAST.matcher(text);
        if (last.matches()) {
            return yearLast(last, order);
        }
        Matcher little = SHORT_YEAR.matcher(text);
        if (little.matches()) {
            return saidOrder && (order == DateOrder.DMY || order == DateOrder.MDY)
                    ? yearLast(little, order, whole(little.group("yy")))
                    : null;
        }
        Matcher chinese = CHINESE_SHORT.matcher(text);
        if (chinese.matches()) {
            return TimeText.behind(date(whole(chinese.group("y")), chinese.group("m"), chinese.group("d")), chinese);
        }
        return NamedDate.read(text);
    }

    private static @Nullable DateText yearLast(Matcher last, DateOrder order) {
        if (order.isSerial() && orderOf(last) == null) {
            return null;
        }
        DateOrder given = order.isSerial()
                ? Objects.requireNonNull(orderOf(last))
                : last.group("s").equals(".") ? DateOrder.DMY : order;
        return yearLast(last, given, last.group("yy"));
    }

    private static DateText yearLast(Matcher parts, DateOrder order, String year) {
        boolean dayFirst = order == DateOrder.DMY;
        String day = parts.group(dayFirst ? "a" : "b");
        return TimeText.behind(date(year, parts.group(dayFirst ? "b" : "a"), day), parts);
    }

    /// The year that two digits mean.
    static String whole(String year) {
        int digits = Integer.parseInt(year);
        return year.length() > 2 ? year : String.valueOf((digits < FIRST_OF_LAST_CENTURY ? 2000 : 1900) + digits);
    }

    /// Whether the text is `2025-03-01`, `2025-03-01 09:30:00` or that with `Z` behind it: most are, and a
    /// pattern would cost ten times as much.
    public static boolean isPlain(String text) {
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

    public LocalDateTime atTime() {
        return day.atTime(time == null ? LocalTime.MIDNIGHT : time);
    }

    static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }
}
