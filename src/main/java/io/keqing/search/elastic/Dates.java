package io.keqing.search.elastic;

import io.keqing.field.Label;
import io.keqing.search.CalendarWords;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Period;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates as people write them. A shorter one means its whole unit: `2025-03` is all of March, cut in the
/// portal's zone.
/// `now`, `now-30d`, `now+6M`, `now/M` (this month), `yesterday` and `上个月` stay relative until they are asked.
final class Dates {
    private static final Pattern ABSOLUTE = Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2})"
            + "(?:[T ](\\d{1,2})(?::(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?)?)?)?(Z|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern RELATIVE = Pattern.compile("now((?:[+-]\\d{1,6}[yMwdhm])*)(?:/([yMwdhmQ]))?");
    private static final Pattern SHIFT = Pattern.compile("([+-])(\\d{1,6})([yMwdhm])");

    private final ZoneId zone;
    private final DayOfWeek weekStart;

    /// @param weekStart the first day of a week
    Dates(ZoneId zone, DayOfWeek weekStart) {
        this.zone = zone;
        this.weekStart = weekStart;
    }

    /// The same in another zone.
    Dates in(@Nullable ZoneId other) {
        return other == null ? this : new Dates(other, weekStart);
    }

    DayOfWeek weekStart() {
        return weekStart;
    }

    ZoneId zone() {
        return zone;
    }

    /// A stretch of time, its end left out.
    record Span(Instant from, Instant to) {}

    /// @throws InvalidQueryException where it is no date
    Span moments(String field, String text, Instant now) {
        Matcher relative = RELATIVE.matcher(text.strip());
        if (relative.matches() && relative.group(2) == null) {
            Instant point = shift(relative.group(1), now).toInstant();
            return new Span(point, point.plusMillis(1));
        }
        Optional<LocalDateSpan> stretch = stretch(relative, text, now);
        if (stretch.isPresent()) {
            return new Span(
                    stretch.get().from().atZone(zone).toInstant(),
                    stretch.get().to().atZone(zone).toInstant());
        }
        Parts parts = parts(field, text);
        ZoneId cut = parts.offset == null ? zone : parts.offset;
        return new Span(parts.from.atZone(cut).toInstant(), parts.to.atZone(cut).toInstant());
    }

    /// Of the portal's own time, its end left out.
    private record LocalDateSpan(LocalDateTime from, LocalDateTime to) {}

    /// A stretch of the calendar that has a name, or `now/M`.
    private Optional<LocalDateSpan> stretch(Matcher relative, String text, Instant now) {
        if (relative.matches()) {
            return Optional.of(rounded(shift(relative.group(1), now).toLocalDateTime(), relative.group(2)));
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        return CalendarWords.read(text)
                .map(stretch -> stretch.days(today, weekStart))
                .map(days ->
                        new LocalDateSpan(days.from().atStartOfDay(), days.to().atStartOfDay()));
    }

    private LocalDateSpan rounded(LocalDateTime time, String unit) {
        LocalDate day = time.toLocalDate();
        LocalDateTime from = switch (unit) {
            case "y" -> Period.YEAR.start(day).atStartOfDay();
            case "Q" -> Period.QUARTER.start(day).atStartOfDay();
            case "M" -> Period.MONTH.start(day).atStartOfDay();
            case "w" -> day.with(TemporalAdjusters.previousOrSame(weekStart)).atStartOfDay();
            case "d" -> day.atStartOfDay();
            case "h" -> time.truncatedTo(ChronoUnit.HOURS);
            default -> time.truncatedTo(ChronoUnit.MINUTES);
        };
        return new LocalDateSpan(from, unit.equals("Q") ? from.plusMonths(3) : from.plus(1, unit(unit)));
    }

    /// First day and the day after the last.
    record DaySpan(LocalDate from, LocalDate to) {}

    /// @throws InvalidQueryException where it is no date
    DaySpan days(String field, String text, Instant now) {
        Matcher relative = RELATIVE.matcher(text.strip());
        if (relative.matches() && relative.group(2) == null) {
            LocalDate day = shift(relative.group(1), now).toLocalDate();
            return new DaySpan(day, day.plusDays(1));
        }
        Optional<LocalDateSpan> stretch = stretch(relative, text, now);
        if (stretch.isPresent()) {
            LocalDate last = stretch.get().to().minusNanos(1).toLocalDate();
            return new DaySpan(stretch.get().from().toLocalDate(), last.plusDays(1));
        }
        Parts parts = parts(field, text);
        LocalDate last = parts.to.minusNanos(1).toLocalDate();
        return new DaySpan(parts.from.toLocalDate(), last.plusDays(1));
    }

    private record Parts(
            LocalDateTime from, LocalDateTime to, @Nullable ZoneOffset offset) {}

    private static Parts parts(String field, String text) {
        Matcher match = ABSOLUTE.matcher(text.strip());
        if (!match.matches()) {
            throw invalid(field, text, null);
        }
        try {
            LocalDateTime from = LocalDateTime.of(
                    LocalDate.of(number(match, 1, 0), number(match, 2, 1), number(match, 3, 1)),
                    LocalTime.of(number(match, 4, 0), number(match, 5, 0), number(match, 6, 0)));
            LocalDateTime to;
            String fraction = match.group(7);
            if (fraction != null) {
                // the index keeps milliseconds
                from = from.plusNanos(Integer.parseInt((fraction + "00").substring(0, 3)) * 1_000_000L);
                to = from.plus(1, ChronoUnit.MILLIS);
            } else {
                to = from.plus(1, unit(match));
            }
            return new Parts(from, to, match.group(8) == null ? null : ZoneOffset.of(match.group(8)));
        } catch (DateTimeException e) {
            throw invalid(field, text, e);
        }
    }

    private static ChronoUnit unit(Matcher match) {
        if (match.group(2) == null) {
            return ChronoUnit.YEARS;
        } else if (match.group(3) == null) {
            return ChronoUnit.MONTHS;
        } else if (match.group(4) == null) {
            return ChronoUnit.DAYS;
        } else if (match.group(5) == null) {
            return ChronoUnit.HOURS;
        }
        return match.group(6) == null ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
    }

    private static int number(Matcher match, int group, int otherwise) {
        return match.group(group) == null ? otherwise : Integer.parseInt(match.group(group));
    }

    private ZonedDateTime shift(String shifts, Instant now) {
        ZonedDateTime time = now.atZone(zone);
        Matcher each = SHIFT.matcher(shifts);
        while (each.find()) {
            int count = Integer.parseInt(each.group(2)) * ("-".equals(each.group(1)) ? -1 : 1);
            time = time.plus(count, unit(each.group(3)));
        }
        return time;
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "y" -> ChronoUnit.YEARS;
            case "M" -> ChronoUnit.MONTHS;
            case "w" -> ChronoUnit.WEEKS;
            case "d" -> ChronoUnit.DAYS;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.MINUTES;
        };
    }

    private static InvalidQueryException invalid(String field, String text, @Nullable DateTimeException cause) {
        InvalidQueryException invalid = new InvalidQueryException(new Label(
                field + " 必须是日期，例如 2025、2025-03、2025-03-31、上个月 或 now-30d，实为“" + text + "”",
                field + " must be a date such as 2025, 2025-03, 2025-03-31, last month or now-30d, was \"" + text
                        + "\""));
        if (cause != null) {
            invalid.initCause(cause);
        }
        return invalid;
    }

    /// The day at the start of an ISO date or instant, null for anything else.
    static @Nullable String isoDay(String text) {
        String start = text.strip();
        try {
            return start.length() < 10
                    ? null
                    : LocalDate.parse(start.substring(0, 10)).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// A finite number, null for anything else.
    static @Nullable Double number(String text) {
        String number = text.strip();
        // Java also reads 1d, 0x1p3 and NaN
        if (number.isEmpty()
                || !"0123456789.".contains(number.substring(number.length() - 1))
                || number.contains("x")) {
            return null;
        }
        try {
            double value = Double.parseDouble(number);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
