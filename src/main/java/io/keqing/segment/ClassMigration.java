package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.Region;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// How customers moved between the classes of a scheme from one day to another. Either as Keqing had
/// them on those days, or worked out anew: the present rules and the churn limit, cut by the buyers of
/// that day, over the events up to it and today's values of everything else.
@Singleton
public final class ClassMigration {
    private static final int FETCH = 20_000;

    private final Database database;
    private final ClassHistory history;
    private final Schemes schemes;
    private final FactsMoment moment;
    private final Region region;

    ClassMigration(Database database, ClassHistory history, Schemes schemes, FactsMoment moment, Region region) {
        this.database = database;
        this.history = history;
        this.schemes = schemes;
        this.moment = moment;
        this.region = region;
    }

    /// Customers who were in `from` on the first day and in `to` on the second.
    public record Cell(String from, String to, long customers) {}

    /// Where the classes come from.
    public enum Basis {
        /// What Keqing had on those days.
        KEPT,
        /// Worked out anew as of those days.
        RECOMPUTED
    }

    /// @param cells without pairs that nobody is in
    public record Matrix(Basis basis, List<Cell> cells) {}

    /// Everybody by their class at the end of two days.
    ///
    /// @param basis null = what was kept where that reaches back to the first day, else anew
    public Matrix between(Scheme scheme, LocalDate from, LocalDate to, @Nullable Basis basis) {
        Basis chosen = basis == null ? reaches(from) : basis;
        return new Matrix(chosen, chosen == Basis.KEPT ? history.between(scheme, from, to) : anew(scheme, from, to));
    }

    private Basis reaches(LocalDate from) {
        LocalDate first = history.reachesBack();
        return first != null && !from.isBefore(first) ? Basis.KEPT : Basis.RECOMPUTED;
    }

    private List<Cell> anew(Scheme scheme, LocalDate from, LocalDate to) {
        SchemeDefinition definition = schemes.inForce(scheme);
        Map<String, RoaringBitmap> before = asOf(definition, end(from));
        Map<String, RoaringBitmap> after = asOf(definition, end(to));
        List<Cell> cells = new ArrayList<>();
        before.forEach((first, were) -> after.forEach((second, are) -> {
            long customers = RoaringBitmap.andCardinality(were, are);
            if (customers > 0) {
                cells.add(new Cell(first, second, customers));
            }
        }));
        return cells;
    }

    private Instant end(LocalDate day) {
        return region.endOf(day).minusNanos(1_000);
    }

    /// Who would be in each class of a scheme as of a moment, cut by the buyers of that moment; for a draft as for
    /// what is in force.
    Map<String, RoaringBitmap> asOf(SchemeDefinition definition, Instant now) {
        return database.inTransaction(connection -> {
            FactsSql sql = new FactsSql(List.of(definition));
            return classes(connection, definition, sql.ofEverybodyCutAnew(false), now);
        });
    }

    private Map<String, RoaringBitmap> classes(
            Connection connection, SchemeDefinition definition, FactsSql.Text worked, Instant now) throws SQLException {
        Map<String, RoaringBitmap> members = new LinkedHashMap<>();
        definition.scheme().classes().forEach(option -> members.put(option.value(), new RoaringBitmap()));
        FactsSql.Text text = worked.with(" select key, " + FactsSql.rule(definition.scheme()) + " from worked");
        try (PreparedStatement select = connection.prepareStatement(text.sql())) {
            text.bind(select, moment.bind(connection, select, now));
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String name = definition.rules().get(row.getInt(2) - 1).name();
                    members.computeIfAbsent(name, any -> new RoaringBitmap()).add(row.getInt(1));
                }
            }
        }
        return members;
    }

    /// How many customers each rule of a draft would catch today, by the cuts of today. What will run
    /// once the draft is kept is worked out here, the days of the next change included.
    public List<Long> counts(SchemeDefinition draft) {
        return database.read(connection -> {
            FactsSql.Text text = new FactsSql(List.of(draft))
                    .ofEverybodyCutAnew(true)
                    .with(" select " + FactsSql.rule(draft.scheme()) + ", count(*), min(due) from worked group by 1");
            Long[] counts = new Long[draft.rules().size()];
            java.util.Arrays.fill(counts, 0L);
            try (PreparedStatement select = connection.prepareStatement(text.sql())) {
                text.bind(select, moment.bind(connection, select, Instant.now()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        counts[row.getInt(1) - 1] = row.getLong(2);
                    }
                }
            }
            return List.of(counts);
        });
    }

    static List<Cell> cells(PreparedStatement select) throws SQLException {
        Map<List<String>, Long> sums = new LinkedHashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (row.getLong(3) > 0) {
                    sums.merge(List.of(row.getString(1), row.getString(2)), row.getLong(3), Long::sum);
                }
            }
        }
        return sums.entrySet().stream()
                .map(each -> new Cell(each.getKey().get(0), each.getKey().get(1), each.getValue()))
                .toList();
    }
}
