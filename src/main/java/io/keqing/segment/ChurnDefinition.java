package io.keqing.segment;

import io.keqing.field.NumberRange;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// When a customer counts as lost: with a contract, when it ended and was not renewed; without one,
/// when silent for longer than the greater of `silentDays` days and `gaps` times their own median gap
/// between orders. Facts, schemes and the churn rate all follow this one definition, which [Purchases]
/// puts into words.
@Singleton
public final class ChurnDefinition {
    private static final NumberRange DAYS = new NumberRange(1, 3_650);
    private static final NumberRange GAPS = new NumberRange(0, 100);

    private final Database database;
    private final FactsQueue queue;

    ChurnDefinition(Database database, FactsQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    /// @param silentDays 1 to 3,650
    /// @param gaps 0 to 100; 0 = days alone
    /// @param joinedIsContract whether customers with `joined` are under contract from that day on, as
    /// subscribers are; otherwise it is the day of a registration, and only an `ended` or an
    /// interaction of kind contract tells of one
    public record Limit(int silentDays, double gaps, boolean joinedIsContract) {
        private static final double MOST_SILENT = 36_500;

        /// Days without an order that are borne of a customer with this median gap, as `patience` in
        /// SQL.
        double patience(@Nullable Double medianGap) {
            return Math.max(silentDays, Math.min(MOST_SILENT, medianGap == null ? 0 : gaps * medianGap));
        }
    }

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
        try (PreparedStatement select = connection.prepareStatement(
                        "select silent_days, gaps, version, since, by_user, joined_is_contract "
                                + "from churn_definition order by version desc limit 1");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Dated(
                    new Limit(row.getInt(1), row.getDouble(2), row.getBoolean(6)),
                    row.getInt(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getString(5));
        }
    }

    /// Puts another one in force; everybody is looked at again.
    ///
    /// @throws SegmentRefusal where a number is out of its range
    public Dated set(Limit limit, String by) {
        SegmentRefusal.check(DAYS, "silentDays", limit.silentDays());
        SegmentRefusal.check(GAPS, "gaps", limit.gaps());
        Dated set = database.inTransaction(connection -> {
            if (now(connection).limit().equals(limit)) {
                return now(connection);
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into churn_definition (silent_days, gaps, joined_is_contract, by_user) values (?, ?, ?, ?)")) {
                insert.setInt(1, limit.silentDays());
                insert.setDouble(2, limit.gaps());
                insert.setBoolean(3, limit.joinedIsContract());
                insert.setString(4, by);
                insert.executeUpdate();
            }
            queue.addEverybody(connection, null);
            return now(connection);
        });
        queue.wake();
        return set;
    }
}
