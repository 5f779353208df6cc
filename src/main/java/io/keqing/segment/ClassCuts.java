package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.segment.Condition.Cut;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The values that part buyers into shares, as they were last found. They are kept with their date, so
/// that a class holds by something that can be shown, and found anew every day and whenever the buyers
/// have become many more.
@Singleton
public final class ClassCuts {
    /// By which share buyers must have become more or fewer for the cuts to be found anew.
    private static final double MANY = 0.05;

    private final Database database;
    private final Schemes schemes;
    private final FactsQueue queue;
    private final FactsMoment moment;
    private final ZoneId zone;

    ClassCuts(Database database, Schemes schemes, FactsQueue queue, FactsMoment moment, Region region) {
        this.database = database;
        this.schemes = schemes;
        this.queue = queue;
        this.moment = moment;
        this.zone = region.zone();
        // rules may ask for shares that were not asked for before
        schemes.onChange(this::renew);
    }

    /// @param buyers customers with a dated order when it was found
    public record Found(Cut cut, double value, int buyers, Instant since) {}

    /// The newest of each.
    public List<Found> newest() {
        return database.read(ClassCuts::newest);
    }

    private static List<Found> newest(Connection connection) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select distinct on (fact, share) fact, share, value, "
                                + "buyers, since from class_threshold order by fact, share, since desc");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Fact fact = Fact.named(row.getString(1)).orElse(null);
                if (fact != null) {
                    found.add(new Found(
                            new Cut(fact, row.getDouble(2)),
                            row.getDouble(3),
                            row.getInt(4),
                            row.getObject(5, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return found;
    }

    static Map<Cut, Double> values(Connection connection) throws SQLException {
        Map<Cut, Double> values = new TreeMap<>();
        newest(connection).forEach(found -> values.put(found.cut(), found.value()));
        return values;
    }

    /// Finds all of them anew; where one has moved, everybody is looked at again.
    ///
    /// @return whether one has
    public boolean renew() {
        boolean moved = database.inTransaction(connection -> renew(connection, null));
        if (moved) {
            queue.wake();
        }
        return moved;
    }

    /// The same in the caller's transaction.
    ///
    /// @param cause of an ended import whose records wait for the facts of everybody, null where none
    ///     does
    boolean renew(Connection connection, @Nullable String cause) throws SQLException {
        lock(connection);
        FactsSql sql = new FactsSql(schemes.inForce(connection));
        Map<Cut, Double> before = values(connection);
        Renewed renewed = cut(connection, sql);
        boolean differs = !before.keySet().containsAll(renewed.values().keySet());
        for (Map.Entry<Cut, Double> each : renewed.values().entrySet()) {
            differs |= !each.getValue().equals(before.get(each.getKey()));
        }
        // kept even where nothing moved: it says until when they were known to hold
        put(connection, renewed);
        if (differs) {
            queue.addEverybody(connection, cause);
        }
        return differs;
    }

    /// Whether they are of a day before, or the buyers have become a twentieth more or fewer since.
    boolean areStale(Connection connection) throws SQLException {
        long buyers;
        try (PreparedStatement select = connection.prepareStatement(
                        "select count(*) from customer_facts where last_order is not null");
                ResultSet row = select.executeQuery()) {
            row.next();
            buyers = row.getLong(1);
        }
        Found last = newest(connection).stream()
                .max(java.util.Comparator.comparing(Found::since))
                .orElse(null);
        if (last == null) {
            return buyers > 0;
        }
        return LocalDate.ofInstant(last.since(), zone).isBefore(LocalDate.now(zone))
                || Math.abs(buyers - last.buyers()) > MANY * last.buyers();
    }

    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("lock table class_threshold in exclusive mode")) {
            lock.execute();
        }
    }

    private record Renewed(int buyers, Map<Cut, Double> values) {}

    private Renewed cut(Connection connection, FactsSql sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.cutsAnew())) {
            moment.bind(connection, select, Instant.now());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Map<Cut, Double> values = new TreeMap<>();
                for (int i = 0; i < sql.cuts().size(); i++) {
                    double value = row.getDouble(i + 2);
                    if (!row.wasNull()) {
                        values.put(sql.cuts().get(i), value);
                    }
                }
                return new Renewed(row.getInt(1), values);
            }
        }
    }

    private static void put(Connection connection, Renewed renewed) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into class_threshold (fact, share, value, buyers, since) values (?, ?, ?, ?, now())")) {
            for (Map.Entry<Cut, Double> each : renewed.values().entrySet()) {
                insert.setString(1, each.getKey().fact().id());
                insert.setDouble(2, each.getKey().share());
                insert.setDouble(3, each.getValue());
                insert.setInt(4, renewed.buyers());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
