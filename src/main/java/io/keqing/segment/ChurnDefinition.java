package io.keqing.segment;

import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// When a customer without a contract counts as lost: silent for longer than the greater of
/// `silentDays` days and `gaps` times their own median gap between orders. Facts, schemes and the
/// churn rate all follow this one definition.
@Singleton
public final class ChurnDefinition {
    private static final int MOST_DAYS = 3_650;
    private static final double MOST_GAPS = 100;

    private final Database database;
    private final FactsQueue queue;

    ChurnDefinition(Database database, FactsQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    /// @param silentDays 1 to 3,650
    /// @param gaps 0 to 100; 0 = days alone
    public record Limit(int silentDays, double gaps) {}

    /// @param by who set it, null for the one that comes with the portal
    public record Dated(
            Limit limit,
            int version,
            Instant since,
            @Nullable String by) {}

    /// The one in force.
    public Dated now() {
        return database.read(ChurnDefinition::now);
    }

    static Dated now(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select silent_days, gaps, version, since, by_user "
                        + "from churn_definition order by version desc limit 1");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Dated(
                    new Limit(row.getInt(1), row.getDouble(2)),
                    row.getInt(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getString(5));
        }
    }

    /// Puts another one in force; everybody is looked at again.
    ///
    /// @throws SegmentRefusal where a number is out of its range
    public Dated set(Limit limit, String by) {
        if (limit.silentDays() < 1 || limit.silentDays() > MOST_DAYS) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE,
                    "silentDays must be 1 to %d, was %d".formatted(MOST_DAYS, limit.silentDays()));
        }
        if (!(limit.gaps() >= 0 && limit.gaps() <= MOST_GAPS)) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE, "gaps must be 0 to %.0f, was %s".formatted(MOST_GAPS, limit.gaps()));
        }
        Dated set = database.inTransaction(connection -> {
            if (now(connection).limit().equals(limit)) {
                return now(connection);
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into churn_definition (silent_days, gaps, by_user) values (?, ?, ?)")) {
                insert.setInt(1, limit.silentDays());
                insert.setDouble(2, limit.gaps());
                insert.setString(3, by);
                insert.executeUpdate();
            }
            queue.addEverybody(connection, null);
            return now(connection);
        });
        queue.wake();
        return set;
    }
}
