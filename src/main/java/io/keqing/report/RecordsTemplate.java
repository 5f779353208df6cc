package io.keqing.report;

import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.report.ReportPlan.Asked;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import java.time.Instant;
import java.util.List;

/// Everything that a search finds, with how often each value occurs: "what I see", to take along.
final class RecordsTemplate extends ReportTemplate {
    private static final Label PURPOSE =
            new Label("搜索到的全部记录，以及各个取值的数量", "Every record that a search finds, and how often each value occurs");

    private final List<String> facets;
    private final SearchUrl url;

    /// @param facets to count on the first sheet
    RecordsTemplate(FieldSet fields, List<String> facets, SearchUrl url) {
        super(fields.type(), fields.label(), PURPOSE, fields.type(), Takes.QUERY, Takes.COLUMNS);
        this.facets = facets;
        this.url = url;
    }

    @Override
    boolean plain() {
        return true;
    }

    @Override
    List<Asked> question(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of();
    }

    @Override
    List<Records> records(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(new Records(label(), query(request), request.columns(), facets));
    }

    @Override
    List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of();
    }

    private SearchQuery query(ReportRequest request) {
        return ReportQuery.of(request.query(), type(), url);
    }
}
