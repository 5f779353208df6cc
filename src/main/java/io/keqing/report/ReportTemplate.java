package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.report.ReportPlan.Asked;
import io.keqing.report.ReportPlan.Definition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A kind of report; each bean of this type is one. It says which sheets there are and counts their
/// figures; how a workbook is written it does not know.
abstract class ReportTemplate {
    private final String name;
    private final Label label;
    private final Label purpose;
    private final String type;
    private final Set<Takes> takes;

    /// @param name as REST calls it
    /// @param purpose what it is good for, in a line
    /// @param type of the records that its question is about
    /// @param takes what it takes of a request
    ReportTemplate(String name, Label label, Label purpose, String type, Takes... takes) {
        this.name = name;
        this.label = label;
        this.purpose = purpose;
        this.type = type;
        this.takes = Set.of(takes);
    }

    final String name() {
        return name;
    }

    final Label label() {
        return label;
    }

    final Label purpose() {
        return purpose;
    }

    final String type() {
        return type;
    }

    final Set<Takes> takes() {
        return takes;
    }

    /// Whether it holds no more than a search shows, so that whoever may search may have it.
    boolean plain() {
        return false;
    }

    /// What a request asks for, besides the questions of its records. Cheap: it is read before a report
    /// is queued.
    ///
    /// @throws ReportRefusal where the request lacks something or breaks a rule
    abstract List<Asked> question(ReportRequest request, Instant asOf, Viewer viewer);

    /// The records to go along. Cheap, as [#question].
    ///
    /// @throws io.keqing.search.InvalidQueryException where the question breaks a rule
    abstract List<Records> records(ReportRequest request, Instant asOf, Viewer viewer);

    /// The figures, counted now.
    ///
    /// @param asOf the moment of the report, at which everything relative is reckoned
    abstract List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer);

    /// What the figures mean.
    List<Definition> definitions() {
        return List.of();
    }

    /// @throws ReportRefusal where a request has a part that this template would not look at
    final void checkParts(ReportRequest request) {
        check(Takes.QUERY, "query", request.query());
        check(Takes.SEGMENT, "segment", request.segment());
        check(Takes.CUSTOMER, "customer", request.customer());
        check(Takes.SCHEME, "scheme", request.scheme());
        check(Takes.PERIOD, "from", request.from());
        check(Takes.PERIOD, "to", request.to());
        check(Takes.COLUMNS, "columns", request.columns().isEmpty() ? null : request.columns());
    }

    private void check(Takes part, String called, @Nullable Object value) {
        if (value != null && !takes.contains(part)) {
            throw ReportRefusal.rule("the report %s takes no %s, was %s".formatted(name, called, value));
        }
    }

    final ReportPlan plan(ReportRequest request, Instant asOf, Viewer viewer) {
        boolean shown = request.format() == ExportFormat.XLSX;
        return new ReportPlan(
                label(),
                question(request, asOf, viewer),
                shown ? figures(request, asOf, viewer) : List.of(),
                records(request, asOf, viewer),
                definitions());
    }

    /// What a template takes of a request.
    enum Takes {
        QUERY,
        SEGMENT,
        CUSTOMER,
        SCHEME,
        PERIOD,
        COLUMNS
    }
}
