package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.ValueKind;
import io.keqing.search.Filter.Condition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Dates as a row of years, months or days, whichever is few enough to look at. Where a span is chosen the
/// row shows that span, finer, with one bar for all before and one for all behind it: whoever chooses a year
/// sees its months next, and every record still is in one of the bars.
final class DateCounts extends FacetCounts {
    private static final int MOST_MONTHS = 48;
    private static final int MOST_DAYS = 62;

    private final Unit unit;
    private final @Nullable ZoneId zone;
    private final @Nullable Window window;

    /// How much time a bar stands for.
    enum Unit {
        YEAR,
        MONTH,
        DAY;

        LocalDate start(LocalDate day) {
            return switch (this) {
                case YEAR -> day.withDayOfYear(1);
                case MONTH -> day.withDayOfMonth(1);
                case DAY -> day;
            };
        }

        LocalDate next(LocalDate start) {
            return switch (this) {
                case YEAR -> start.plusYears(1);
                case MONTH -> start.plusMonths(1);
                case DAY -> start.plusDays(1);
            };
        }

        /// The shortest text of the unit: `2025`, `2025-03`, `2025-03-31`.
        String text(LocalDate start) {
            return switch (this) {
                case YEAR -> start.toString().substring(0, start.toString().length() - "-01-01".length());
                case MONTH -> YearMonth.from(start).toString();
                case DAY -> start.toString();
            };
        }

        String bar(LocalDate start) {
            return text(start) + "..<" + text(next(start));
        }
    }

    /// The days to look at: from the first up to, and without, the last.
    record Window(LocalDate from, LocalDate to) {
        Unit unit() {
            if (ChronoUnit.DAYS.between(from, to) <= MOST_DAYS) {
                return Unit.DAY;
            }
            return ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to.minusDays(1))) < MOST_MONTHS
                    ? Unit.MONTH
                    : Unit.YEAR;
        }

        /// Grown to whole units, so that no bar is cut.
        Window whole(Unit unit) {
            LocalDate last = unit.start(to.minusDays(1));
            return new Window(unit.start(from), unit.next(last));
        }
    }

    private DateCounts(Place place, Chosen chosen, Unit unit, @Nullable ZoneId zone, @Nullable Window window) {
        super(place, chosen);
        this.unit = unit;
        this.zone = zone;
        this.window = window;
    }

    static DateCounts of(Place place, Chosen chosen, Dates dates) {
        ZoneId zone = place.field().kind() instanceof ValueKind.Moment ? dates.zone() : null;
        Window window = window(place, chosen.conditions(), dates);
        if (window == null) {
            return new DateCounts(place, chosen, Unit.MONTH, zone, null);
        }
        return new DateCounts(place, chosen, window.unit(), zone, window.whole(window.unit()));
    }

    /// From the first chosen day to the last; null where nothing is chosen, or something without an end.
    private static @Nullable Window window(Place place, List<Condition> chosen, Dates dates) {
        LocalDate from = LocalDate.MAX;
        LocalDate to = LocalDate.MIN;
        for (Condition condition : chosen) {
            Window own = switch (condition) {
                case Condition.Is(String value) -> window(place, value, value, false, dates);
                case Condition.Like like -> null;
                case Condition.Between(String first, String last, boolean behind, boolean excluded) ->
                    first == null || last == null ? null : window(place, first, last, excluded, dates);
                case Condition.Missing() -> null;
                case Condition.Present() -> null;
            };
            if (own == null) {
                return null;
            }
            from = own.from().isBefore(from) ? own.from() : from;
            to = own.to().isAfter(to) ? own.to() : to;
        }
        return from.isBefore(to) ? new Window(from, to) : null;
    }

    private static Window window(Place place, String first, String last, boolean excluded, Dates dates) {
        String name = place.field().name();
        Instant now = Instant.now();
        if (place.field().kind() instanceof ValueKind.Day) {
            Dates.DaySpan end = dates.days(name, last, now);
            return new Window(dates.days(name, first, now).from(), excluded ? end.from() : end.to());
        }
        Dates.Span end = dates.moments(name, last, now);
        Instant behind = excluded ? end.from() : end.to();
        return new Window(
                LocalDate.ofInstant(dates.moments(name, first, now).from(), dates.zone()),
                LocalDate.ofInstant(behind.minusMillis(1), dates.zone()).plusDays(1));
    }

    @Override
    Map<String, Object> counting(String name) {
        Map<String, Object> histogram = Json.of(
                "field",
                place.path(),
                "calendar_interval",
                switch (unit) {
                    case YEAR -> "year";
                    case MONTH -> "month";
                    case DAY -> "day";
                },
                "format",
                "uuuu-MM-dd",
                "min_doc_count",
                1);
        if (zone != null) {
            histogram.put("time_zone", zone.getId());
        }
        Map<String, Object> bars = Json.of("date_histogram", histogram);
        if (window == null) {
            return Json.of(name, bars);
        }
        Object from = bound(window.from());
        Object to = bound(window.to());
        return Json.of(
                name,
                Json.of("filter", range("gte", from, "lt", to), "aggs", Json.of("bars", bars)),
                name + "before",
                Json.of("filter", range("lt", from)),
                name + "after",
                Json.of("filter", range("gte", to)));
    }

    private Map<String, Object> range(Object... bounds) {
        return Json.of("range", Json.of(place.path(), Json.of(bounds)));
    }

    private Object bound(LocalDate day) {
        return zone == null
                ? day.toString()
                : day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    @Override
    Listing list(String name, JsonNode scope, long under) {
        Map<String, Long> counts = new LinkedHashMap<>();
        long counted = 0;
        if (window == null) {
            Unit shown = unit == Unit.MONTH && spread(scope.path(name)).unit() == Unit.YEAR ? Unit.YEAR : unit;
            for (JsonNode bucket : scope.path(name).path("buckets")) {
                counts.merge(shown.bar(shown.start(day(bucket))), count(bucket), Long::sum);
                counted += count(bucket);
            }
        } else {
            counts.put("..<" + unit.text(window.from()), count(scope.path(name + "before")));
            for (JsonNode bucket : scope.path(name).path("bars").path("buckets")) {
                LocalDate day = day(bucket);
                // a record with a second date elsewhere counts there, not here
                if (!day.isBefore(window.from()) && day.isBefore(window.to())) {
                    counts.put(unit.bar(day), count(bucket));
                }
            }
            counts.put(unit.text(window.to()) + "..", count(scope.path(name + "after")));
            counted = counts.values().stream().mapToLong(Long::longValue).sum();
        }
        return new Listing(counts, 0, missing(name, scope, under, counted), 0);
    }

    /// A month or two of records are looked at by day. Years are the sums of their months, unless a record
    /// may count in two months of one year.
    @Override
    Optional<FacetCounts> closer(String name, JsonNode scope) {
        JsonNode months = scope.path(name);
        if (window != null || unit != Unit.MONTH || months.path("buckets").isEmpty()) {
            return Optional.empty();
        }
        return switch (spread(months).unit()) {
            case DAY -> Optional.of(new DateCounts(place, chosen, Unit.DAY, zone, null));
            case MONTH -> Optional.empty();
            case YEAR ->
                place.several() ? Optional.of(new DateCounts(place, chosen, Unit.YEAR, zone, null)) : Optional.empty();
        };
    }

    /// From the first month that has records to the last.
    private static Window spread(JsonNode months) {
        JsonNode buckets = months.path("buckets");
        if (buckets.isEmpty()) {
            return new Window(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1));
        }
        return new Window(
                day(buckets.get(0)), day(buckets.get(buckets.size() - 1)).plusMonths(1));
    }

    private static LocalDate day(JsonNode bucket) {
        return LocalDate.parse(bucket.path("key_as_string").asText());
    }
}
