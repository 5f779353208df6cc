package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.report.ReportPlan.Asked;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// A report about records of some days.
abstract class PeriodTemplate extends ReportTemplate {
    private final SearchUrl url;
    private final Region region;
    private final int days;

    /// @param days up to the day of the report, where a request names none
    PeriodTemplate(String name, Label label, Label purpose, String type, SearchUrl url, Region region, int days) {
        super(name, label, purpose, type, Takes.QUERY, Takes.PERIOD, Takes.COLUMNS);
        this.url = url;
        this.region = region;
        this.days = days;
    }

    final Region region() {
        return region;
    }

    /// The days that a request asks for: those it names, those of its question, or both where both are
    /// given.
    ///
    /// @throws ReportRefusal where no day is in both, or the question names its days in a way not read
    ///     here
    final Span span(ReportRequest request, Instant asOf) {
        Span own = SearchDays.of(asked(request), LocalDate.ofInstant(asOf, region.zone()), region.weekStart());
        if (own == null) {
            return Span.of(request, asOf, region.zone(), days);
        }
        return own.within(request.from(), request.to());
    }

    /// The question of a request, whenever.
    final SearchQuery asked(ReportRequest request) {
        return ReportQuery.of(request.query(), type(), url);
    }

    @Override
    final List<Asked> question(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(span(request, asOf).asked());
    }
}
