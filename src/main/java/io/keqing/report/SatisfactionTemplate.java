package io.keqing.report;

import io.keqing.feedback.CesConvention;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.report.Figures.Block;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Look;
import io.keqing.report.Figures.Note;
import io.keqing.report.Figures.Table;
import io.keqing.report.Figures.Whiskers;
import io.keqing.report.ReportPlan.Definition;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.Satisfaction;
import io.keqing.satisfaction.SatisfactionQuery;
import io.keqing.search.Period;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// NPS and CSAT over time and by group, each with its interval, and the answers they are made of.
@Singleton
final class SatisfactionTemplate extends PeriodTemplate {
    private static final Label LABEL = new Label("满意度报告", "Satisfaction report");
    private static final Label PURPOSE =
            new Label("NPS 与满意度的走势与分组对比，均附置信区间", "NPS and CSAT over time and by group, each with its interval");
    private static final Label SUMMARY = new Label("满意度概览", "Satisfaction");
    private static final Label GRID = new Label("渠道与时间", "Channel and time");
    private static final Label ANSWERS = new Label("反馈", "Answers");
    private static final Label TOO_FEW =
            new Label("少于 5 人的分组不显示分数。", "Groups of fewer than five people show no score.");
    private static final List<Measure.Kind> KINDS = List.of(Measure.Kind.NPS, Measure.Kind.CSAT);
    private static final Head REST = Head.of("与其余比较的 p（校正后）", "p against the rest, adjusted", Form.P);
    private static final Head BEFORE = Head.of("与上期比较的 p（校正后）", "p against the period before, adjusted", Form.P);
    private static final int DAYS = 365;
    private static final List<String> BY = List.of("channel", "touchpoint", "product");

    private final Satisfaction satisfaction;

    SatisfactionTemplate(Satisfaction satisfaction, SearchUrl url, Region region) {
        super("satisfaction", LABEL, PURPOSE, FeedbackFields.TYPE, url, region, DAYS);
        this.satisfaction = satisfaction;
    }

    private SearchQuery answers(ReportRequest request, Instant asOf) {
        return span(request, asOf).in(asked(request));
    }

    @Override
    List<Records> records(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(new Records(ANSWERS, answers(request, asOf), request.columns()));
    }

    @Override
    List<Definition> definitions() {
        return KINDS.stream()
                .map(kind -> new Definition(
                        kind.label(), Measure.of(kind, null, CesConvention.MEAN).definition()))
                .toList();
    }

    @Override
    List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer) {
        SearchQuery answers = answers(request, asOf);
        Period period = span(request, asOf).period();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Note(TOO_FEW));
        for (Measure.Kind kind : KINDS) {
            Analysis over = ask(kind, answers, null, period, viewer);
            Table series = table(
                    new Label(kind.label().zh() + "：走势", kind.label().en() + " over time"),
                    over.series(),
                    period,
                    BEFORE);
            blocks.add(table(kind.label(), List.of(over.all()), period, BEFORE));
            blocks.add(series);
            blocks.add(new Chart(Kind.LINE, series.title(), series, 0, 1, 2, 3));
            for (String by : BY) {
                Analysis parted = ask(kind, answers, by, null, viewer);
                Label field = FeedbackFields.ALL.named(by).orElseThrow().label();
                Table table = table(
                        new Label(
                                kind.label().zh() + "：按" + field.zh(),
                                kind.label().en() + " by " + field.en().toLowerCase(Locale.ROOT)),
                        parted.breakdown(),
                        period,
                        REST);
                blocks.add(table);
                blocks.add(new Chart(Kind.LYING, table.title(), table, 0, List.of(1), new Whiskers(2, 3)));
            }
        }
        return List.of(new Figures(SUMMARY, blocks), new Figures(GRID, List.of(grid(answers, period, viewer))));
    }

    private Analysis ask(
            Measure.Kind kind, SearchQuery answers, @Nullable String by, @Nullable Period over, Viewer viewer) {
        return satisfaction.of(
                new SatisfactionQuery(kind, answers, by, over, SatisfactionQuery.Compare.REST, null), viewer);
    }

    private static Table table(Label title, List<Group> groups, Period period, Head comparison) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Group group : groups) {
            rows.add(FacetTables.cells(
                    name(group, period),
                    scaled(group.value()),
                    group.interval() == null ? null : scaled(group.interval().low()),
                    group.interval() == null ? null : scaled(group.interval().high()),
                    group.n(),
                    group.people(),
                    group.versus() == null ? null : group.versus().adjusted()));
        }
        return new Table(
                title,
                List.of(
                        Head.text("分组", "Group"),
                        Head.of("分数", "Score", Form.NUMBER),
                        Head.of("95% 下限", "95% low", Form.NUMBER),
                        Head.of("95% 上限", "95% high", Form.NUMBER),
                        Head.of("回答数", "Answers", Form.COUNT),
                        Head.of("人数", "People", Form.COUNT),
                        comparison),
                rows);
    }

    /// NPS in points, CSAT in per cent.
    private static @Nullable Double scaled(@Nullable Double value) {
        return value == null ? null : 100 * value;
    }

    private static Object name(Group group, Period period) {
        if (group.at() != null) {
            return period.text(group.at());
        }
        return group.key() == null
                ? new Label("全部", "All")
                : Objects.requireNonNullElse(group.label(), new Label("（无）", "(none)"));
    }

    private Table grid(SearchQuery answers, Period period, Viewer viewer) {
        Analysis analysis = ask(Measure.Kind.NPS, answers, "channel", period, viewer);
        Set<LocalDate> periods = new TreeSet<>();
        analysis.grid().forEach(group -> periods.add(Objects.requireNonNull(group.at())));
        List<Head> heads = new ArrayList<>();
        heads.add(Head.text("渠道", "Channel"));
        periods.forEach(at -> heads.add(Head.of(period.text(at), period.text(at), Form.NUMBER)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Group channel : analysis.breakdown()) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(name(channel, period));
            for (LocalDate at : periods) {
                row.add(analysis.grid().stream()
                        .filter(group -> at.equals(group.at()) && Objects.equals(group.key(), channel.key()))
                        .findFirst()
                        .map(group -> scaled(group.value()))
                        .orElse(null));
            }
            rows.add(row);
        }
        return new Table(new Label("NPS：渠道 × 时间", "NPS: channel by time"), heads, rows, Look.HEAT);
    }
}
