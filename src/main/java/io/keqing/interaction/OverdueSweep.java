package io.keqing.interaction;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.keqing.search.IndexQueue;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A case becomes overdue without anybody touching it. Once a minute, over all portals, the cases whose due date has
/// passed since the last look are sent to the index again.
@Singleton
final class OverdueSweep {
    private static final Logger LOG = LoggerFactory.getLogger(OverdueSweep.class);

    private final Database database;
    private final IndexQueue queue;

    OverdueSweep(Database database, IndexQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    @Scheduled(initialDelay = "20s", fixedDelay = "60s")
    void sweep() {
        try {
            if (database.inTransaction(this::sweep) > 0) {
                queue.wake();
            }
        } catch (DatabaseException e) {
            LOG.warn("Due dates wait: {}", e.getMessage());
        }
    }

    private int sweep(Connection connection) throws SQLException {
        OffsetDateTime since;
        try (PreparedStatement select =
                        connection.prepareStatement("select until from overdue_sweep for update skip locked");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return 0;
            }
            since = row.getObject(1, OffsetDateTime.class);
        }
        List<Integer> keys = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select key from interaction where resolved_at is null "
                        + "and due_at > ? and due_at <= now() order by key")) {
            select.setObject(1, since);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getInt(1));
                }
            }
        }
        queue.add(
                connection,
                InteractionFields.TYPE,
                keys.stream().mapToInt(Integer::intValue).toArray(),
                false);
        try (PreparedStatement update = connection.prepareStatement("update overdue_sweep set until = now()")) {
            update.executeUpdate();
        }
        return keys.size();
    }
}
