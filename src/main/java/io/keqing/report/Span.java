package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.report.ReportPlan.Asked;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.Period;
import io.keqing.search.SearchQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The days of a report, both included.
record Span(LocalDate from, LocalDate to) {
    private static final Label DAYS = new Label("期间", "Period");
    private static final Label BOTH = new Label("%s 至 %s（含）", "%s to %s, both included");
    private static final int BY_DAY = 31;
    private static final int BY_WEEK = 183;

    /// What a request says; what it leaves open is so many days up to the day of the report.
    ///
    /// @throws ReportRefusal where it ends before it begins
    static Span of(ReportRequest request, Instant asOf, ZoneId zone, int days) {
        LocalDate to = Objects.requireNonNullElseGet(request.to(), () -> LocalDate.ofInstant(asOf, zone));
        LocalDate from = Objects.requireNonNullElseGet(request.from(), () -> to.minusDays(days - 1));
        if (to.isBefore(from)) {
            throw ReportRefusal.rule("to must not be before from, was " + to + " and " + from);
        }
        return new Span(from, to);
    }

    /// Those of them that a request asks for.
    ///
    /// @throws ReportRefusal where it asks for none of them
    Span within(@Nullable LocalDate first, @Nullable LocalDate last) {
        LocalDate begin = first == null || first.isBefore(from) ? from : first;
        LocalDate end = last == null || last.isAfter(to) ? to : last;
        if (end.isBefore(begin)) {
            throw ReportRefusal.rule("from and to must share a day with the days of the query, %s to %s, were %s and %s"
                    .formatted(from, to, first, last));
        }
        return new Span(begin, end);
    }

    Asked asked() {
        return new Asked(
                DAYS, new Label(BOTH.zh().formatted(from, to), BOTH.en().formatted(from, to)));
    }

    /// The same question within these days.
    SearchQuery in(SearchQuery query) {
        List<Filter> filters = new ArrayList<>(query.filters());
        filters.add(new Filter("at", List.of(new Condition.Between(from.toString(), to.toString(), false))));
        return query.withFilters(filters);
    }

    /// How a series over these days is cut, so that it has a readable number of points.
    Period period() {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        return days <= BY_DAY ? Period.DAY : days <= BY_WEEK ? Period.WEEK : Period.MONTH;
    }
}
