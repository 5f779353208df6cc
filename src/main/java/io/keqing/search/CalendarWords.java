package io.keqing.search;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Days, weeks, months, quarters and years as people name them: `yesterday`, `last month`, `上周`, `Q1 2025`,
/// `2025年3月5日`, `3 days ago`. What is relative is worked out when the question is asked, never when it is kept.
public final class CalendarWords {
    /// Where such words end, within a question.
    private static final String ENDS = "(?=$|[\\s\\p{Z}()（）,，]|\\.\\.)";
    /// Between two English words: blanks, or the signs that stand for them in an address.
    private static final String GAP = "[\\s\\p{Z}_-]*";

    private static final String COUNT = "\\d{1,4}|[一二两三四五六七八九十]";
    private static final String DIGITS = "零一二三四五六七八九十";
    private static final String MONTH = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
            + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    private static final String YEAR = "((?:19|20)\\d{2})";

    private static final List<Rule> RULES = List.of(
            rule("today|今天|今日|本日", match -> days(0)),
            rule("yesterday|昨天|昨日", match -> days(-1)),
            rule("tomorrow|明天|明日", match -> days(1)),
            rule("(?:the )?day" + GAP + "before" + GAP + "yesterday|前天|前日", match -> days(-2)),
            rule("(this|current|last|previous|next)" + GAP + "(week|month|quarter|year)", CalendarWords::english),
            rule("(本|这个?|這個?|上+个?|上+個|下个?|下個)(周|週|星期|礼拜|禮拜|月|季度|季)", CalendarWords::chinese),
            rule("(今|本|去|上一?|前|明)年", match -> years(match.group(1))),
            rule("(\\d{1,4})" + GAP + "(day|week|month|year)s?" + GAP + "ago", match -> ago(match, match.group(2))),
            rule("(" + COUNT + ")个?(天|日|周|星期|月|年)前", match -> ago(match, match.group(2))),
            rule(
                    YEAR + "年(\\d{1,2})月(\\d{1,2})[日号號]",
                    match -> day(number(match, 1), number(match, 2), number(match, 3))),
            rule(YEAR + "年(\\d{1,2})月份?", match -> month(number(match, 1), number(match, 2))),
            rule(YEAR + "年?第?([一二三四1-4])季度?", match -> quarter(number(match, 1), count(match.group(2)))),
            rule(
                    YEAR + "年?(上|下)半年",
                    match -> half(number(match, 1), match.group(2).equals("上") ? 1 : 2)),
            rule(YEAR + "年", match -> year(number(match, 1))),
            rule(YEAR + GAP + "Q([1-4])", match -> quarter(number(match, 1), number(match, 2))),
            rule("Q([1-4])" + GAP + YEAR, match -> quarter(number(match, 2), number(match, 1))),
            rule("H([12])" + GAP + YEAR, match -> half(number(match, 2), number(match, 1))),
            rule(MONTH + GAP + YEAR, match -> month(number(match, 2), english(match.group(1)))),
            rule(
                    "(\\d{1,2})" + GAP + MONTH + GAP + YEAR,
                    match -> day(number(match, 3), english(match.group(2)), number(match, 1))),
            rule(
                    MONTH + GAP + "(\\d{1,2}),?" + GAP + YEAR,
                    match -> day(number(match, 3), english(match.group(1)), number(match, 2))),
            dateOnly(
                    YEAR + "/(\\d{1,2})/(\\d{1,2})",
                    match -> day(number(match, 1), number(match, 2), number(match, 3))),
            dateOnly(YEAR + "/(\\d{1,2})", match -> month(number(match, 1), number(match, 2))),
            dateOnly(
                    YEAR + "\\.(\\d{1,2})\\.(\\d{1,2})",
                    match -> day(number(match, 1), number(match, 2), number(match, 3))));

    private CalendarWords() {}

    /// A stretch of the calendar, its end left out.
    public record Days(LocalDate from, LocalDate to) {}

    /// What such words mean once it is known which day it is.
    @FunctionalInterface
    public interface Stretch {
        Days days(LocalDate today, DayOfWeek weekStart);
    }

    /// @param to the place behind the words
    /// @param inText whether they are a time also where no field stands before them
    record Found(Stretch stretch, int to, boolean inText) {}

    /// @param inText see [Found]
    private record Rule(Pattern pattern, Function<MatchResult, @Nullable Stretch> meaning, boolean inText) {}

    /// What the whole text names; empty where it is no name of a time.
    public static Optional<Stretch> read(String text) {
        String stripped = text.strip();
        Found found = find(stripped, 0);
        return found != null && found.to() == stripped.length() ? Optional.of(found.stretch()) : Optional.empty();
    }

    /// The longest name of a time that begins at `at`, null where none does.
    static @Nullable Found find(String text, int at) {
        String narrow = narrow(text);
        Found longest = null;
        for (Rule rule : RULES) {
            Matcher match = rule.pattern.matcher(narrow).region(at, narrow.length());
            if (match.lookingAt() && (longest == null || match.end() > longest.to())) {
                Stretch stretch = rule.meaning.apply(match.toMatchResult());
                longest = stretch == null ? longest : new Found(stretch, match.end(), rule.inText);
            }
        }
        return longest;
    }

    /// Full-width digits and letters as narrow ones, each in its place.
    private static String narrow(String text) {
        StringBuilder narrow = new StringBuilder(text);
        for (int i = 0; i < narrow.length(); i++) {
            char c = narrow.charAt(i);
            if (c >= '０' && c <= '９' || c >= 'Ａ' && c <= 'ｚ') {
                narrow.setCharAt(i, (char) (c - 0xFEE0));
            }
        }
        return narrow.toString();
    }

    private static Rule rule(String pattern, Function<MatchResult, @Nullable Stretch> meaning) {
        return new Rule(compiled(pattern), meaning, true);
    }

    /// Without a field before it this may as well be a number, a version or a path.
    private static Rule dateOnly(String pattern, Function<MatchResult, @Nullable Stretch> meaning) {
        return new Rule(compiled(pattern), meaning, false);
    }

    private static Pattern compiled(String pattern) {
        return Pattern.compile("(?:" + pattern + ")" + ENDS, Pattern.CASE_INSENSITIVE);
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static int count(String count) {
        return Character.isDigit(count.charAt(0))
                ? Integer.parseInt(count)
                : count.equals("两") ? 2 : DIGITS.indexOf(count);
    }

    private static int english(String month) {
        String start = month.substring(0, 3).toUpperCase(Locale.ROOT);
        for (Month each : Month.values()) {
            if (each.name().startsWith(start)) {
                return each.getValue();
            }
        }
        throw new IllegalArgumentException("month must be an English name, was " + month);
    }

    private static Stretch english(MatchResult match) {
        int offset = switch (match.group(1).toLowerCase(Locale.ROOT)) {
            case "last", "previous" -> -1;
            case "next" -> 1;
            default -> 0;
        };
        return shifted(match.group(2), offset);
    }

    private static Stretch chinese(MatchResult match) {
        String which = match.group(1);
        int offset = which.startsWith("下")
                ? 1
                : -(int) which.chars().filter(c -> c == '上').count();
        return shifted(match.group(2), offset);
    }

    private static Stretch years(String which) {
        return shifted(
                "year",
                switch (which) {
                    case "去", "上", "上一" -> -1;
                    case "前" -> -2;
                    case "明" -> 1;
                    default -> 0;
                });
    }

    private static Stretch ago(MatchResult match, String unit) {
        return shifted(unit, -count(match.group(1)));
    }

    private static Stretch days(int offset) {
        return shifted("day", offset);
    }

    /// The unit that today lies in, so many units on.
    private static Stretch shifted(String unit, int offset) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "day", "天", "日" -> (today, weekStart) -> from(today.plusDays(offset), ChronoUnit.DAYS, 1);
            case "week", "周", "週", "星期", "礼拜", "禮拜" ->
                (today, weekStart) -> from(
                        today.with(TemporalAdjusters.previousOrSame(weekStart)).plusWeeks(offset), ChronoUnit.WEEKS, 1);
            case "month", "月" ->
                (today, weekStart) -> from(today.withDayOfMonth(1).plusMonths(offset), ChronoUnit.MONTHS, 1);
            case "quarter", "季", "季度" ->
                (today, weekStart) -> from(Period.QUARTER.start(today).plusMonths(3L * offset), ChronoUnit.MONTHS, 3);
            default -> (today, weekStart) -> from(today.withDayOfYear(1).plusYears(offset), ChronoUnit.YEARS, 1);
        };
    }

    private static Days from(LocalDate start, ChronoUnit unit, int count) {
        return new Days(start, start.plus(count, unit));
    }

    private static @Nullable Stretch day(int year, int month, int day) {
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        return fixed(LocalDate.of(year, month, day), ChronoUnit.DAYS, 1);
    }

    private static @Nullable Stretch month(int year, int month) {
        return month < 1 || month > 12 ? null : fixed(LocalDate.of(year, month, 1), ChronoUnit.MONTHS, 1);
    }

    private static Stretch quarter(int year, int quarter) {
        return fixed(LocalDate.of(year, quarter * 3 - 2, 1), ChronoUnit.MONTHS, 3);
    }

    private static Stretch half(int year, int half) {
        return fixed(LocalDate.of(year, half * 6 - 5, 1), ChronoUnit.MONTHS, 6);
    }

    private static Stretch year(int year) {
        return fixed(LocalDate.of(year, 1, 1), ChronoUnit.YEARS, 1);
    }

    private static Stretch fixed(LocalDate start, ChronoUnit unit, int count) {
        Days days = from(start, unit, count);
        return (today, weekStart) -> days;
    }
}
