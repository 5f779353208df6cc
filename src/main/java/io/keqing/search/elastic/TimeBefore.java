package io.keqing.search.elastic;

import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Moves a question to the stretch of time before its own.
final class TimeBefore {
    private final Dates dates;
    private final Instant now;

    TimeBefore(Dates dates, Instant now) {
        this.dates = dates;
        this.now = now;
    }

    /// @param at the moment that the question is narrowed by
    SearchQuery of(SearchQuery query, Place at) {
        String name = at.field().name();
        List<Filter> filters = new ArrayList<>();
        Condition before = null;
        for (Filter filter : query.filters()) {
            if (!filter.field().equals(name)) {
                filters.add(filter);
            } else if (before != null || filter.anyOf().size() != 1) {
                throw none(name);
            } else {
                before = before(at, filter.anyOf().getFirst());
            }
        }
        if (before == null) {
            throw none(name);
        }
        filters.add(new Filter(name, List.of(before)));
        return query.withFilters(filters);
    }

    private Condition before(Place at, Condition condition) {
        String name = at.field().name();
        return switch (FilterTranslator.read(at.field(), condition)) {
            case Condition.Is(String value) -> before(dates.moments(name, value, now));
            case Condition.Like like -> throw none(name);
            case Condition.Between(String from, String to, boolean behind, boolean excluded) -> {
                if (from == null) {
                    throw none(name);
                }
                Dates.Span end = to == null ? new Dates.Span(now, now) : dates.moments(name, to, now);
                Dates.Span start = dates.moments(name, from, now);
                yield before(new Dates.Span(behind ? start.to() : start.from(), excluded ? end.from() : end.to()));
            }
            case Condition.Missing() -> throw none(name);
            case Condition.Present() -> throw none(name);
        };
    }

    private Condition before(Dates.Span span) {
        LocalDateTime from = LocalDateTime.ofInstant(span.from(), dates.zone());
        LocalDateTime to = LocalDateTime.ofInstant(span.to(), dates.zone());
        if (isMonth(from) && isMonth(to)) {
            return between(from.minusMonths(ChronoUnit.MONTHS.between(from, to)), from);
        } else if (isDay(from) && isDay(to)) {
            return between(from.minusDays(ChronoUnit.DAYS.between(from, to)), from);
        }
        return between(from.minus(Duration.between(span.from(), span.to())), from);
    }

    private static boolean isDay(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static boolean isMonth(LocalDateTime time) {
        return isDay(time) && time.getDayOfMonth() == 1;
    }

    private static Condition between(LocalDateTime from, LocalDateTime to) {
        return new Condition.Between(
                from.truncatedTo(ChronoUnit.SECONDS).toString(),
                to.truncatedTo(ChronoUnit.SECONDS).toString(),
                true);
    }

    private static InvalidQueryException none(String name) {
        return new InvalidQueryException(
                "the time before needs one stretch of time with a beginning, such as f.%s=2025-03, had none"
                        .formatted(name));
    }
}
