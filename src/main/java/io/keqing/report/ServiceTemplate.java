package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.interaction.InteractionFields;
import io.keqing.operations.Indicator;
import io.keqing.operations.Kpi;
import io.keqing.operations.Kpis;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.report.Figures.Block;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Note;
import io.keqing.report.Figures.Table;
import io.keqing.report.Figures.Whiskers;
import io.keqing.report.ReportPlan.Definition;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.Period;
import io.keqing.search.SearchCounts;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Measured;
import io.keqing.search.Tallies.Split;
import io.keqing.statistics.Interval;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How fast and how well cases were worked on, what came in, and what still waits.
@Singleton
final class ServiceTemplate extends PeriodTemplate {
    private static final Label LABEL = new Label("服务报告", "Service report");
    private static final Label PURPOSE = new Label(
            "响应与解决时长、首次解决率、来量与积压", "Response and resolution times, first contact resolution, arrivals and backlog");
    private static final Label SUMMARY = new Label("服务概览", "Service");
    private static final Label BACKLOG = new Label("积压", "Backlog");
    private static final Label CASES = new Label("工单", "Cases");
    private static final Label TOO_FEW =
            new Label("少于 5 人的分组不显示数值。", "Groups of fewer than five people show no figure.");
    private static final Label WAITING = new Label("现在未结的工单，不论何时提出。", "What is open now, whenever it was asked.");
    private static final int DAYS = 30;
    private static final List<String> KINDS = List.of("enquiry", "case", "complaint");
    private static final List<String> OPEN = List.of("open", "pending", "reopened");
    /// Ages of what waits, in days: up to each of these, and beyond.
    private static final List<Integer> AGES = List.of(1, 3, 7, 14, 30, 90);

    private final Kpis kpis;
    private final Tallies tallies;
    private final SearchCounts counts;
    private final FacetTables facets;

    ServiceTemplate(Kpis kpis, Tallies tallies, SearchCounts counts, FacetTables facets, SearchUrl url, Region region) {
        super("service", LABEL, PURPOSE, InteractionFields.TYPE, url, region, DAYS);
        this.kpis = kpis;
        this.tallies = tallies;
        this.counts = counts;
        this.facets = facets;
    }

    private SearchQuery cases(ReportRequest request) {
        return with(asked(request), "kind", KINDS);
    }

    /// Whatever the question finds, whenever it was; null for everything. Which days and kinds count,
    /// each figure says.
    private @Nullable SearchQuery population(ReportRequest request) {
        SearchQuery query = SearchDays.without(asked(request));
        return query.words().isBlank() && query.filters().isEmpty() ? null : query;
    }

    private static Label ofWhat(Indicator.Asked asked) {
        Indicator.Asked before = asked.before();
        return new Label(
                "各项数据与“工单”表是同一批记录：问题所查到的、%s 至 %s 提出的咨询、工单与投诉；首次解决率按这些天内解决的计，投诉率按这些天内有往来的客户计；上期为 %s 至 %s。"
                        .formatted(asked.from(), asked.to(), before.from(), before.to()),
                "All figures are of the records that the sheet Cases lists: the enquiries, cases and complaints found by the question and asked from %s to %s; first contact is of those solved in these days, the complaint rate of the customers in touch in them. Before: %s to %s."
                        .formatted(asked.from(), asked.to(), before.from(), before.to()));
    }

    private static Optional<Block> leftOut(List<Kpi> all) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Kpi kpi : all) {
            kpi.leftOut().forEach(each -> rows.add(FacetTables.cells(kpi.label(), each.label(), each.n())));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        new Label("未计入", "Left out"),
                        List.of(
                                Head.text("指标", "Measure"),
                                Head.text("原因", "Why"),
                                Head.of("记录数", "Records", Form.COUNT)),
                        rows));
    }

    @Override
    List<Records> records(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(new Records(CASES, span(request, asOf).in(cases(request)), request.columns()));
    }

    @Override
    List<Definition> definitions() {
        return kpis.definitionsOfService().stream()
                .map(kpi -> new Definition(kpi.label(), kpi.definition()))
                .toList();
    }

    @Override
    List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer) {
        Span span = span(request, asOf);
        List<Block> blocks = new ArrayList<>();
        Indicator.Asked asked = new Indicator.Asked(span.from(), span.to(), Indicator.Division.CHANNEL);
        List<Kpi> all = kpis.ofService(asked, population(request), viewer);
        blocks.add(new Note(ofWhat(asked)));
        blocks.add(new Note(TOO_FEW));
        blocks.add(kpis(all));
        leftOut(all).ifPresent(blocks::add);
        arrivals(blocks, request, span, viewer);
        for (Kpi kpi : all) {
            if (!kpi.groups().isEmpty()) {
                Table table = groups(kpi);
                blocks.add(table);
                blocks.add(new Chart(Kind.LYING, table.title(), table, 0, List.of(1), new Whiskers(2, 3)));
            }
        }
        return List.of(new Figures(SUMMARY, blocks), new Figures(BACKLOG, backlog(request, asOf, viewer)));
    }

    private static Table kpis(List<Kpi> all) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Kpi kpi : all) {
            rows.add(FacetTables.cells(
                    kpi.label(),
                    scaled(kpi, kpi.now().value()),
                    end(kpi, kpi.now().interval(), true),
                    end(kpi, kpi.now().interval(), false),
                    kpi.now().n(),
                    scaled(kpi, kpi.before().value()),
                    kpi.change() == null ? null : kpi.change().p(),
                    unit(kpi)));
        }
        return new Table(
                new Label("指标", "Measures"),
                List.of(
                        Head.text("指标", "Measure"),
                        Head.of("本期", "Now", Form.NUMBER),
                        Head.of("95% 下限", "95% low", Form.NUMBER),
                        Head.of("95% 上限", "95% high", Form.NUMBER),
                        Head.of("样本", "n", Form.COUNT),
                        Head.of("上期", "Before", Form.NUMBER),
                        Head.of("变化的 p", "p of the change", Form.P),
                        Head.text("单位", "Unit")),
                rows);
    }

    private static Table groups(Kpi kpi) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Kpi.Group group : kpi.groups()) {
            rows.add(FacetTables.cells(
                    group.key().isEmpty() ? new Label("（无）", "(none)") : group.key(),
                    scaled(kpi, group.now().value()),
                    end(kpi, group.now().interval(), true),
                    end(kpi, group.now().interval(), false),
                    group.now().n(),
                    scaled(kpi, group.before().value()),
                    group.change() == null ? null : group.change().adjusted()));
        }
        Label unit = unit(kpi);
        return new Table(
                new Label(
                        kpi.label().zh() + "：按渠道（" + unit.zh() + "）",
                        kpi.label().en() + " by channel (" + unit.en() + ")"),
                List.of(
                        Head.text("渠道", "Channel"),
                        Head.of("本期", "Now", Form.NUMBER),
                        Head.of("95% 下限", "95% low", Form.NUMBER),
                        Head.of("95% 上限", "95% high", Form.NUMBER),
                        Head.of("样本", "n", Form.COUNT),
                        Head.of("上期", "Before", Form.NUMBER),
                        Head.of("变化的 p（校正后）", "p of the change, adjusted", Form.P)),
                rows);
    }

    private static Label unit(Kpi kpi) {
        return switch (kpi.unit()) {
            case SHARE -> new Label("%", "%");
            case POINTS -> new Label("分", "points");
            case MINUTES -> new Label("分钟", "minutes");
        };
    }

    private static @Nullable Double scaled(Kpi kpi, @Nullable Double value) {
        return value == null || kpi.unit() == Kpi.Unit.MINUTES ? value : (Double) (100 * value);
    }

    /// An end that is not known, because too few cases were done with, is left empty.
    private static @Nullable Double end(Kpi kpi, @Nullable Interval interval, boolean low) {
        if (interval == null) {
            return null;
        }
        double end = low ? interval.low() : interval.high();
        return Double.isFinite(end) ? scaled(kpi, end) : null;
    }

    private void arrivals(List<Block> blocks, ReportRequest request, Span span, Viewer viewer) {
        Period period = span.period();
        Tallies.Told told = tallies.tally(
                        span.in(cases(request)),
                        List.of(new Tallies.Asked(
                                new Measured.Classes("kind", false), List.of(new Split(null, period)))),
                        viewer)
                .getFirst();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Cell cell : told.splits().getFirst()) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(period.text(Objects.requireNonNull(cell.at())));
            KINDS.forEach(kind -> row.add(cell.count(kind)));
            rows.add(row);
        }
        List<Head> heads = new ArrayList<>();
        heads.add(Head.text("时间", "Time"));
        KINDS.forEach(kind -> heads.add(new Head(InteractionKinds.label(kind), Form.COUNT)));
        Table table = new Table(new Label("来量", "Arrivals"), heads, rows);
        blocks.add(table);
        blocks.add(new Chart(Kind.STACKED, table.title(), table, 0, 1, 2, 3));
    }

    /// What waits now, by how long it has.
    private List<Block> backlog(ReportRequest request, Instant asOf, Viewer viewer) {
        SearchQuery open = with(with(SearchDays.without(asked(request)), "kind", KINDS), "status", OPEN);
        LocalDate today = LocalDate.ofInstant(asOf, region().zone());
        List<SearchCounts.Asked> asked = new ArrayList<>();
        List<Label> names = new ArrayList<>();
        int before = 0;
        for (int days : AGES) {
            asked.add(asked(open, today.minusDays(days - 1L), before == 0 ? null : today.minusDays(before)));
            names.add(new Label(before + "–" + days + " 天", before + " to " + days + " days"));
            before = days;
        }
        asked.add(asked(open, null, today.minusDays(before)));
        names.add(new Label("超过 " + before + " 天", "more than " + before + " days"));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<SearchCounts.Counted> found = counts.count(asked, viewer);
        for (int i = 0; i < names.size(); i++) {
            rows.add(FacetTables.cells(
                    names.get(i),
                    found.get(i) instanceof SearchCounts.Counted.Found counted ? (Object) counted.total() : null));
        }
        Table table = new Table(
                new Label("未结工单的等待时间", "How long open cases have waited"),
                List.of(Head.text("等待", "Waiting"), Head.of("工单数", "Cases", Form.COUNT)),
                rows);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Note(WAITING));
        blocks.addAll(facets.of(open, List.of("channel", "priority", "staff"), viewer));
        blocks.add(table);
        blocks.add(new Chart(Kind.BAR, table.title(), table, 0, 1));
        return blocks;
    }

    private static SearchCounts.Asked asked(SearchQuery open, @Nullable LocalDate from, @Nullable LocalDate to) {
        List<Filter> filters = new ArrayList<>(open.filters());
        filters.add(new Filter(
                "at",
                List.of(new Condition.Between(
                        from == null ? null : from.toString(), to == null ? null : to.toString(), false))));
        return new SearchCounts.Asked(open.withFilters(filters), null);
    }

    static SearchQuery with(SearchQuery query, String field, List<String> values) {
        List<Filter> filters = new ArrayList<>(query.filters());
        filters.add(new Filter(
                field, values.stream().<Condition>map(Condition.Is::new).toList()));
        return query.withFilters(filters);
    }
}
