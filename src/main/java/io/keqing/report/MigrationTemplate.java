package io.keqing.report;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Look;
import io.keqing.report.Figures.Note;
import io.keqing.report.Figures.Table;
import io.keqing.report.ReportPlan.Asked;
import io.keqing.report.ReportPlan.Definition;
import io.keqing.segment.ClassMigration;
import io.keqing.segment.ClassMigration.Cell;
import io.keqing.segment.ClassMigration.Matrix;
import io.keqing.segment.Scheme;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// How customers moved between the classes of a scheme from one day to another.
@Singleton
final class MigrationTemplate extends ReportTemplate {
    private static final Label LABEL = new Label("迁移报告", "Migration report");
    private static final Label PURPOSE =
            new Label("客户在两天之间如何在各类别间移动", "How customers moved between classes from one day to another");
    private static final Label SCHEME = new Label("分类方案", "Scheme");
    private static final Label MATRIX = new Label("迁移矩阵", "From class to class");
    private static final Label SHARES = new Label("各类去向占比", "Where each class went, shares");
    private static final Label BALANCE = new Label("进出", "Joined and left");
    private static final Label KEPT = new Label("类别为当天所记录。", "The classes are as they were kept on those days.");
    private static final Label ANEW = new Label(
            "类别按现行规则就当天重新计算：截至当天的事件，其他数据取今天的值。",
            "The classes are worked out anew by today's rules: events up to each day, today's values of everything else.");
    private static final int DAYS = 91;

    private final ClassMigration migration;
    private final Region region;

    MigrationTemplate(ClassMigration migration, Region region) {
        super("migration", LABEL, PURPOSE, CustomerFields.TYPE, Takes.SCHEME, Takes.PERIOD);
        this.migration = migration;
        this.region = region;
    }

    private static Scheme scheme(ReportRequest request) {
        String name = Objects.requireNonNullElse(request.scheme(), Scheme.LIFECYCLE.id());
        return Scheme.named(name)
                .orElseThrow(() -> ReportRefusal.rule("scheme must be one of "
                        + Arrays.stream(Scheme.values()).map(Scheme::id).toList() + ", was \"" + name + "\""));
    }

    private Span span(ReportRequest request, Instant asOf) {
        return Span.of(request, asOf, region.zone(), DAYS);
    }

    @Override
    List<Asked> question(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(
                new Asked(SCHEME, scheme(request).label()), span(request, asOf).asked());
    }

    @Override
    List<Records> records(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of();
    }

    @Override
    List<Definition> definitions() {
        return List.of(
                new Definition(
                        MATRIX,
                        new Label(
                                "行：期初那天结束时的类别；列：期末那天结束时的类别；格：客户数。",
                                "Rows: the class at the end of the first day; columns: at the end of the last; cells: customers.")));
    }

    @Override
    List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer) {
        Scheme scheme = scheme(request);
        Span span = span(request, asOf);
        Matrix matrix = migration.between(scheme, span.from(), span.to(), null);
        List<String> classes = scheme.classes().stream()
                .map(Option::value)
                .filter(name -> sum(
                                matrix,
                                cell -> cell.from().equals(name) || cell.to().equals(name) ? 1 : 0)
                        > 0)
                .toList();
        Table balance = balance(scheme, matrix, classes);
        Table moves = moves(scheme, matrix, classes);
        List<Integer> columns = new ArrayList<>();
        for (int i = 1; i <= classes.size(); i++) {
            columns.add(i);
        }
        return List.of(new Figures(
                MATRIX,
                List.of(
                        new Note(matrix.basis() == ClassMigration.Basis.KEPT ? KEPT : ANEW),
                        moves,
                        new Chart(Kind.STACKED, MATRIX, moves, 0, columns, null),
                        shares(scheme, matrix, classes),
                        balance,
                        new Chart(Kind.BAR, BALANCE, balance, 0, 1, 2))));
    }

    private static long sum(Matrix matrix, ToLongFunction<Cell> of) {
        return matrix.cells().stream().mapToLong(of).sum();
    }

    private static long at(Matrix matrix, String from, String to) {
        return sum(matrix, cell -> cell.from().equals(from) && cell.to().equals(to) ? cell.customers() : 0);
    }

    private static long before(Matrix matrix, String name) {
        return sum(matrix, cell -> cell.from().equals(name) ? cell.customers() : 0);
    }

    private static long after(Matrix matrix, String name) {
        return sum(matrix, cell -> cell.to().equals(name) ? cell.customers() : 0);
    }

    private static Table moves(Scheme scheme, Matrix matrix, List<String> classes) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String from : classes) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(scheme.labelOf(from));
            classes.forEach(to -> row.add(at(matrix, from, to)));
            rows.add(row);
        }
        return new Table(MATRIX, heads(scheme, classes, Form.COUNT), rows, Look.HEAT);
    }

    private static Table shares(Scheme scheme, Matrix matrix, List<String> classes) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String from : classes) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(scheme.labelOf(from));
            classes.forEach(to -> row.add(FacetTables.share(at(matrix, from, to), before(matrix, from))));
            rows.add(row);
        }
        return new Table(SHARES, heads(scheme, classes, Form.PERCENT), rows, Look.HEAT);
    }

    private static List<Head> heads(Scheme scheme, List<String> classes, Form form) {
        List<Head> heads = new ArrayList<>();
        heads.add(Head.text("期初 \\ 期末", "Before \\ after"));
        classes.forEach(name -> heads.add(new Head(scheme.labelOf(name), form)));
        return heads;
    }

    private static Table balance(Scheme scheme, Matrix matrix, List<String> classes) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String name : classes) {
            long stayed = at(matrix, name, name);
            long before = before(matrix, name);
            long after = after(matrix, name);
            rows.add(FacetTables.cells(
                    scheme.labelOf(name), before, after, after - stayed, before - stayed, after - before));
        }
        return new Table(
                BALANCE,
                List.of(
                        Head.text("类别", "Class"),
                        Head.of("期初", "Before", Form.COUNT),
                        Head.of("期末", "After", Form.COUNT),
                        Head.of("进入", "Joined", Form.COUNT),
                        Head.of("离开", "Left", Form.COUNT),
                        Head.of("变化", "Change", Form.COUNT)),
                rows);
    }
}
