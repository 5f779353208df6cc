package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.report.Figures.Block;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Look;
import io.keqing.report.Figures.Table;
import io.keqing.report.ReportPlan.Definition;
import io.keqing.search.Period;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Measured;
import io.keqing.search.Tallies.Split;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What people complained about, when, and over which product and channel.
@Singleton
final class ComplaintsTemplate extends PeriodTemplate {
    private static final Label LABEL = new Label("投诉报告", "Complaint report");
    private static final Label PURPOSE =
            new Label("投诉的走势、产品、原因与话题", "Complaints over time, by product, reason and topic");
    private static final Label SUMMARY = new Label("投诉概览", "Complaints");
    private static final Label RECORDS = new Label("投诉记录", "Complaint records");
    private static final Label WHEN = new Label("投诉走势", "Complaints over time");
    private static final Label WHERE = new Label("投诉：产品 × 时间", "Complaints: product by time");
    private static final int DAYS = 180;
    private static final int MOST_PRODUCTS = 20;

    private final Tallies tallies;
    private final FacetTables facets;

    ComplaintsTemplate(Tallies tallies, FacetTables facets, SearchUrl url, Region region) {
        super("complaints", LABEL, PURPOSE, InteractionFields.TYPE, url, region, DAYS);
        this.tallies = tallies;
        this.facets = facets;
    }

    private SearchQuery complaints(ReportRequest request, Instant asOf) {
        SearchQuery asked = asked(request);
        return span(request, asOf).in(ServiceTemplate.with(asked, "kind", List.of("complaint")));
    }

    @Override
    List<Records> records(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(new Records(RECORDS, complaints(request, asOf), request.columns()));
    }

    @Override
    List<Definition> definitions() {
        return List.of(
                new Definition(
                        LABEL,
                        new Label(
                                "类型为“投诉”的互动，按发生时间计。人数按客户去重，没有客户的投诉各算一人。",
                                "Interactions of the kind complaint, by when they happened. People are distinct customers; a complaint without one is a person of its own.")));
    }

    @Override
    List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer) {
        SearchQuery complaints = complaints(request, asOf);
        Period period = span(request, asOf).period();
        Tallies.Told told = tallies.tally(
                        complaints,
                        List.of(new Tallies.Asked(
                                new Measured.Classes("kind", true),
                                List.of(
                                        new Split(null, period),
                                        new Split("product", null),
                                        new Split("product", period)))),
                        viewer)
                .getFirst();
        List<Block> blocks = new ArrayList<>();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Cell cell : told.splits().getFirst()) {
            rows.add(FacetTables.cells(period.text(Objects.requireNonNull(cell.at())), cell.n(), cell.people()));
        }
        Table series = new Table(
                WHEN,
                List.of(
                        Head.text("时间", "Time"),
                        Head.of("投诉数", "Complaints", Form.COUNT),
                        Head.of("人数", "People", Form.COUNT)),
                rows);
        blocks.add(series);
        blocks.add(new Chart(Kind.LINE, WHEN, series, 0, 1, 2));
        blocks.addAll(facets.of(complaints, List.of("product", "reason", "topic", "channel"), viewer));
        return List.of(
                new Figures(SUMMARY, blocks),
                new Figures(
                        WHERE, List.of(heat(told.splits().get(1), told.splits().get(2), period))));
    }

    private static Table heat(List<Cell> products, List<Cell> grid, Period period) {
        Set<LocalDate> periods = new TreeSet<>();
        grid.forEach(cell -> periods.add(Objects.requireNonNull(cell.at())));
        List<Head> heads = new ArrayList<>();
        heads.add(Head.text("产品", "Product"));
        periods.forEach(at -> heads.add(Head.of(period.text(at), period.text(at), Form.COUNT)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Cell product : products.stream().limit(MOST_PRODUCTS).toList()) {
            String name = Objects.requireNonNullElse(product.value(), "");
            List<@Nullable Object> row = new ArrayList<>();
            row.add(name.isEmpty() ? new Label("（无）", "(none)") : name);
            for (LocalDate at : periods) {
                row.add(grid.stream()
                        .filter(cell -> at.equals(cell.at()) && name.equals(cell.value()))
                        .mapToLong(Cell::n)
                        .findFirst()
                        .orElse(0));
            }
            rows.add(row);
        }
        return new Table(WHERE, heads, rows, Look.HEAT);
    }
}
