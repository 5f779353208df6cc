package io.keqing.report;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.report.Figures.Block;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Table;
import io.keqing.report.ReportPlan.Asked;
import io.keqing.report.ReportPlan.Definition;
import io.keqing.search.SearchQuery;
import io.keqing.segment.CustomerSegments;
import io.keqing.segment.Segment;
import io.keqing.segment.SegmentHistory;
import io.keqing.segment.SegmentHistory.Changes;
import io.keqing.segment.SegmentHistory.Moved;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who is in a segment, of which classes they are, and who came and left lately and why.
@Singleton
final class SegmentTemplate extends ReportTemplate {
    private static final Label LABEL = new Label("客户分群报告", "Segment report");
    private static final Label PURPOSE = new Label(
            "分群的成员、构成，以及近 30 天的进出与原因", "Members of a segment, their classes, and who came and left in 30 days and why");
    private static final Label NAME = new Label("分群", "Segment");
    private static final Label QUESTION = new Label("分群条件", "Its question");
    private static final Label NOTE = new Label("备注", "Note");
    private static final Label SUMMARY = new Label("分群概览", "Segment");
    private static final Label MEMBERS = new Label("成员", "Members");
    private static final Label MOVES = new Label("近 30 天的进出", "Joined and left in 30 days");
    private static final Label WHY = new Label("进出的原因", "Why they joined and left");
    private static final Label UNKNOWN = new Label("（无可比较的早期成员）", "(nothing earlier to compare with)");
    private static final List<String> PARTS =
            List.of("valueBand", "lifecycle", "loyalty", "churnRisk", "tier", "province");
    private static final Duration LATELY = Duration.ofDays(30);

    private final CustomerSegments segments;
    private final SegmentHistory history;
    private final FacetTables facets;

    SegmentTemplate(CustomerSegments segments, SegmentHistory history, FacetTables facets) {
        super("segment", LABEL, PURPOSE, CustomerFields.TYPE, Takes.SEGMENT, Takes.COLUMNS);
        this.segments = segments;
        this.history = history;
        this.facets = facets;
    }

    private static long number(ReportRequest request) {
        Long segment = request.segment();
        if (segment == null) {
            throw ReportRefusal.rule("the report segment needs the number of a segment");
        }
        return segment;
    }

    private static SearchQuery members(ReportRequest request) {
        return SearchQuery.all(CustomerFields.TYPE).withWords("in:segment(" + number(request) + ")");
    }

    @Override
    List<Asked> question(ReportRequest request, Instant asOf, Viewer viewer) {
        Segment segment = segments.one(number(request), viewer);
        List<Asked> asked = new ArrayList<>();
        asked.add(new Asked(NAME, segment.name()));
        asked.add(new Asked(QUESTION, segments.words(segment.query())));
        if (!segment.note().isBlank()) {
            asked.add(new Asked(NOTE, segment.note()));
        }
        return asked;
    }

    @Override
    List<Records> records(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(new Records(MEMBERS, members(request), request.columns()));
    }

    @Override
    List<Definition> definitions() {
        return PARTS.stream()
                .map(name -> CustomerFields.ALL.named(name).orElseThrow())
                .map(field -> new Definition(
                        field.label(),
                        new Label(
                                "成员中各" + field.label().zh() + "的客户数及占比。",
                                "Members by " + field.label().en() + ": customers and their share of the segment.")))
                .toList();
    }

    @Override
    List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer) {
        List<Block> blocks = new ArrayList<>();
        Changes changes = history.changes(number(request), asOf.minus(LATELY), null, viewer);
        blocks.add(new Table(
                MOVES,
                List.of(Head.text("", ""), Head.of("客户数", "Customers", Form.COUNT)),
                List.of(
                        FacetTables.cells(
                                new Label("30 天前", "30 days ago"),
                                changes.from() == null ? null : changes.from().total()),
                        FacetTables.cells(new Label("进入", "Joined"), (long) changes.came()),
                        FacetTables.cells(new Label("离开", "Left"), (long) changes.went()),
                        FacetTables.cells(new Label("现在", "Now"), changes.to().total()))));
        if (changes.from() != null) {
            blocks.add(why(changes));
        }
        blocks.addAll(facets.of(members(request), PARTS, viewer));
        return List.of(new Figures(SUMMARY, blocks));
    }

    private Table why(Changes changes) {
        Map<String, Long> joined = counted(changes.joined());
        Map<String, Long> left = counted(changes.left());
        Set<String> all = new TreeSet<>(joined.keySet());
        all.addAll(left.keySet());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String condition : all) {
            rows.add(FacetTables.cells(
                    condition.isEmpty() ? UNKNOWN : condition,
                    Objects.requireNonNullElse(joined.get(condition), 0L),
                    Objects.requireNonNullElse(left.get(condition), 0L)));
        }
        return new Table(
                WHY,
                List.of(
                        Head.text("条件", "Condition"),
                        Head.of("因满足而进入", "Joined by meeting it", Form.COUNT),
                        Head.of("因不再满足而离开", "Left by no longer meeting it", Form.COUNT)),
                rows);
    }

    private static Map<String, Long> counted(List<Moved> moved) {
        Map<String, Long> counts = new TreeMap<>();
        moved.forEach(each -> {
            if (each.because().isEmpty()) {
                counts.merge("", 1L, Long::sum);
            }
            each.because().forEach(condition -> counts.merge(condition, 1L, Long::sum));
        });
        return counts;
    }
}
