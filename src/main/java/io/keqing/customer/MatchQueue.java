package io.keqing.customer;

import io.keqing.privacy.ContactForms;
import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import io.keqing.record.Database;
import io.keqing.record.FollowUp;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/// Customers to compare anew. Writers only note their keys, one row a chunk; one worker at a time, over all
/// portals, compares them with the others. An import is as fast as before, and its duplicates are there
/// some seconds after it.
@Singleton
public final class MatchQueue implements ChangeListener {
    private static final int LOCK_SPACE = 0x6b71;
    private static final int LOCK = 901;
    private static final int KEYS_AT_ONCE = 10_000;
    private static final int ENTRIES_AT_ONCE = 200;

    private final Database database;
    private final ContactForms forms;
    private final FollowUp work = new FollowUp("customer-matches", this::compareNext);

    MatchQueue(Database database, ContactForms forms) {
        this.forms = forms;
        this.database = database;
    }

    @Override
    public void changed(Connection transaction, Change change) throws SQLException {
        if (!change.type().name().equals(CustomerFields.TYPE)) {
            return;
        }
        try (PreparedStatement insert = transaction.prepareStatement("insert into match_queue (keys) values (?)")) {
            insert.setArray(
                    1,
                    transaction.createArrayOf(
                            "integer", Arrays.stream(change.keys()).boxed().toArray()));
            insert.executeUpdate();
        }
        work.wake();
    }

    @EventListener
    void start(ServerStartupEvent started) {
        work.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        work.stop();
    }

    /// Customers that wait to be compared.
    public long waiting() {
        return database.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select coalesce(sum(cardinality(keys)), 0) from match_queue");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// Compares the next customers noted with all others.
    ///
    /// @return whether there were any
    public boolean compareNext() {
        return database.inTransaction(connection -> {
            lock(connection);
            Set<Integer> keys = take(connection);
            if (keys.isEmpty()) {
                return false;
            }
            new PairFinder(connection, forms).compare(keys);
            return true;
        });
    }

    /// Whoever writes pairs waits for whoever does so now.
    static void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
            lock.setInt(1, LOCK_SPACE);
            lock.setInt(2, LOCK);
            lock.execute();
        }
    }

    private static Set<Integer> take(Connection connection) throws SQLException {
        Set<Integer> keys = new LinkedHashSet<>();
        try (PreparedStatement delete =
                connection.prepareStatement("with taken as (delete from match_queue where id in "
                        + "(select id from (select id, sum(cardinality(keys)) over (order by id) - cardinality(keys) as before "
                        + "from (select id, keys from match_queue order by id limit ?) q) q where before < ?) returning keys) "
                        + "select distinct unnest(keys) from taken order by 1")) {
            delete.setInt(1, ENTRIES_AT_ONCE);
            delete.setInt(2, KEYS_AT_ONCE);
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getInt(1));
                }
            }
        }
        return keys;
    }
}
