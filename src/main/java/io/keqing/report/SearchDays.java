package io.keqing.report;

import io.keqing.search.CalendarWords;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchQuery;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The days that a question is narrowed to by its filter `at`, so that a report is of these and not of
/// days of its own.
final class SearchDays {
    static final String AT = "at";

    private static final Pattern DAY = Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?");

    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-]\\d{1,6})([dwMy]))?(?:/([dwMy]))?");

    private SearchDays() {}

    /// @param today the day of the report
    /// @return null where the question is not narrowed by days
    /// @throws ReportRefusal where it names no single stretch of whole days with two ends
    static @Nullable Span of(SearchQuery query, LocalDate today, DayOfWeek weekStart) {
        List<Filter> filters =
                query.filters().stream().filter(each -> each.field().equals(AT)).toList();
        if (filters.isEmpty()) {
            return null;
        }
        if (filters.size() > 1 || filters.getFirst().anyOf().size() > 1) {
            throw refused(filters.toString());
        }
        Condition condition = filters.getFirst().anyOf().getFirst();
        return switch (condition) {
            case Condition.Is(String text) -> {
                Condition.Between between = Condition.Between.read(text).orElse(null);
                yield between == null ? days(text, today, weekStart) : span(between, today, weekStart);
            }
            case Condition.Between between -> span(between, today, weekStart);
            case Condition.Like(String pattern) -> throw refused(pattern);
            case Condition.Missing() -> throw refused("none");
            case Condition.Present() -> throw refused("any");
        };
    }

    /// The same question without its days.
    static SearchQuery without(SearchQuery query) {
        return query.withFilters(query.filters().stream()
                .filter(each -> !each.field().equals(AT))
                .toList());
    }

    private static Span span(Condition.Between between, LocalDate today, DayOfWeek weekStart) {
        String from = between.from();
        String to = between.to();
        if (from == null) {
            throw refused("a stretch without a beginning");
        }
        Span first = days(from, today, weekStart);
        LocalDate begin = between.fromExcluded() ? first.to().plusDays(1) : first.from();
        LocalDate end = today;
        if (to != null) {
            Span last = days(to, today, weekStart);
            end = between.toExcluded() ? last.from().minusDays(1) : last.to();
        }
        if (end.isBefore(begin)) {
            throw refused("a stretch that ends on " + end + " before it begins on " + begin);
        }
        return new Span(begin, end);
    }

    private static Span days(String text, LocalDate today, DayOfWeek weekStart) {
        CalendarWords.Days named = CalendarWords.read(text)
                .map(stretch -> stretch.days(today, weekStart))
                .orElse(null);
        if (named != null) {
            return new Span(named.from(), named.to().minusDays(1));
        }
        Matcher relative = RELATIVE.matcher(text.strip());
        if (relative.matches()) {
            return relative(relative, today, weekStart);
        }
        Matcher match = DAY.matcher(text.strip());
        if (!match.matches()) {
            throw refused(text);
        }
        try {
            Year year = Year.of(Integer.parseInt(match.group(1)));
            if (match.group(2) == null) {
                return new Span(year.atDay(1), year.atMonth(12).atEndOfMonth());
            }
            YearMonth month = year.atMonth(Integer.parseInt(match.group(2)));
            if (match.group(3) == null) {
                return new Span(month.atDay(1), month.atEndOfMonth());
            }
            LocalDate day = month.atDay(Integer.parseInt(match.group(3)));
            return new Span(day, day);
        } catch (DateTimeException e) {
            throw refused(text);
        }
    }

    /// `now-30d`, or the whole month of `now-1M/M`.
    private static Span relative(Matcher match, LocalDate today, DayOfWeek weekStart) {
        LocalDate day =
                match.group(1) == null ? today : today.plus(Integer.parseInt(match.group(1)), unit(match.group(2)));
        LocalDate first = switch (match.group(3)) {
            case "w" -> day.with(TemporalAdjusters.previousOrSame(weekStart));
            case "M" -> day.withDayOfMonth(1);
            case "y" -> day.withDayOfYear(1);
            case null, default -> day;
        };
        return match.group(3) == null
                ? new Span(day, day)
                : new Span(first, first.plus(1, unit(match.group(3))).minusDays(1));
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "w" -> ChronoUnit.WEEKS;
            case "M" -> ChronoUnit.MONTHS;
            case "y" -> ChronoUnit.YEARS;
            default -> ChronoUnit.DAYS;
        };
    }

    private static ReportRefusal refused(String found) {
        return ReportRefusal.rule("f.at of this report must name one stretch of whole days, such as 2025-06 or "
                + "2025-06-01..2025-06-14; say other days by from and to, was " + found);
    }
}
