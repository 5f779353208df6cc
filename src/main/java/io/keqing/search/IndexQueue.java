package io.keqing.search;

import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import io.keqing.record.Database;
import io.keqing.record.RecordType;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The keys that the index has to look at again, one row per transaction of a writer, noted inside that
/// transaction. A row says which records, never what happened to them: whoever takes it reads how they
/// stand then.
@Singleton
public final class IndexQueue implements ChangeListener {
    /// So many keys a row at most, so that one row is one request to the engine of a sensible size.
    static final int MOST_KEYS = 2_500;

    private static final int SMALL = 25;
    private static final int IN_HAND = 16;
    private static final int LOCK_SPACE = 0x6b71;
    private static final int LOCK = 901;

    private final Database database;
    private final IndexHolds holds;
    private final Semaphore news = new Semaphore(0);

    IndexQueue(Database database, IndexHolds holds) {
        this.database = database;
        this.holds = holds;
    }

    /// Work taken off the queue, held by the transaction that took it.
    record Entry(long id, String type, int[] keys, boolean dependants) {}

    /// @param documents keys waiting
    /// @param oldestSeconds how long the oldest of them has waited
    public record Backlog(long documents, double oldestSeconds) {}

    @Override
    public void changed(Connection transaction, Change change) throws SQLException {
        add(transaction, change.type().name(), change.keys(), false, change.cause());
        if (change.copiedChanged().length > 0) {
            add(transaction, change.type().name(), change.copiedChanged(), true, change.cause());
        }
        news.release();
    }

    /// Asks for records to be looked at again, inside the caller's transaction.
    public void add(Connection transaction, String type, int[] keys, boolean dependants) throws SQLException {
        addAs(transaction, type, keys, dependants, "?::text", null);
    }

    /// The same for a cause whose records wait while its hold is open.
    private static void add(Connection transaction, String type, int[] keys, boolean dependants, @Nullable String cause)
            throws SQLException {
        addAs(transaction, type, keys, dependants, IndexHolds.OPEN_CAUSE, cause);
    }

    /// The same for an ended hold: they are indexed when it is released.
    public void addHeld(Connection transaction, String type, int[] keys, boolean dependants, @Nullable String cause)
            throws SQLException {
        addAs(transaction, type, keys, dependants, "?::text", cause);
    }

    private static void addAs(
            Connection transaction,
            String type,
            int[] keys,
            boolean dependants,
            String causeSql,
            @Nullable String cause)
            throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into index_queue (type, keys, dependants, cause) values (?, ?, ?, " + causeSql + ")")) {
            for (int from = 0; from < keys.length; from += MOST_KEYS) {
                Integer[] part = Arrays.stream(keys, from, Math.min(keys.length, from + MOST_KEYS))
                        .boxed()
                        .toArray(Integer[]::new);
                insert.setString(1, type);
                insert.setArray(2, transaction.createArrayOf("integer", part));
                insert.setBoolean(3, dependants);
                insert.setString(4, cause);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    public void add(String type, int[] keys) {
        database.inTransaction(connection -> {
            add(connection, type, keys, false);
            return keys.length;
        });
        news.release();
    }

    /// The oldest entry nobody else works on, direct changes before dependants; where it is a small
    /// one, further small ones with it, so that many single edits share a request. Held until the
    /// transaction ends.
    List<Entry> take(Connection transaction) throws SQLException {
        List<Entry> first = take(transaction, "true", 1);
        if (first.isEmpty()
                || first.getFirst().keys().length > SMALL
                || first.getFirst().dependants()) {
            return first;
        }
        List<Entry> entries = new ArrayList<>(first);
        entries.addAll(take(
                transaction,
                "cardinality(keys) <= " + SMALL + " and not dependants and id <> "
                        + first.getFirst().id(),
                MOST_KEYS / SMALL));
        return entries;
    }

    private static List<Entry> take(Connection transaction, String condition, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select = transaction.prepareStatement(
                        "select id, type, keys, dependants from index_queue q where " + IndexHolds.NOT_HELD + " and "
                                + condition + " order by dependants, id limit " + limit + " for update skip locked");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(new Entry(row.getLong(1), row.getString(2), ints(row.getArray(3)), row.getBoolean(4)));
            }
        }
        return entries;
    }

    /// Whether nothing else can be indexed now or is worked on by others. Those who ask take turns
    /// until they commit: of two workers that finish together, the second sees that the first has
    /// gone.
    boolean isEmptyWithout(Connection transaction, List<Entry> entries) throws SQLException {
        try (PreparedStatement lock = transaction.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
            lock.setInt(1, LOCK_SPACE);
            lock.setInt(2, LOCK);
            lock.execute();
        }
        try (PreparedStatement select = transaction.prepareStatement(
                "select not exists (select from index_queue q where id <> all (?) and " + IndexHolds.NOT_HELD + ")")) {
            select.setArray(
                    1,
                    transaction.createArrayOf(
                            "bigint", entries.stream().map(Entry::id).toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    void remove(Connection transaction, List<Entry> entries) throws SQLException {
        try (PreparedStatement delete = transaction.prepareStatement("delete from index_queue where id = any (?)")) {
            delete.setArray(
                    1,
                    transaction.createArrayOf(
                            "bigint", entries.stream().map(Entry::id).toArray()));
            delete.executeUpdate();
        }
    }

    /// Documents that wait, per what is asked: all types, or one.
    public Backlog backlog(@Nullable String type) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select coalesce(sum(cardinality(keys)), 0), "
                    + "coalesce(extract(epoch from clock_timestamp() - min(queued_at)), 0) from index_queue "
                    + "where ?::text is null or type = ?")) {
                select.setString(1, type);
                select.setString(2, type);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return new Backlog(row.getLong(1), row.getDouble(2));
                }
            }
        });
    }

    /// Waits until everything of a type that waits now has been indexed and can be found, or no
    /// longer. Found is what was put before a refresh, which comes when nothing at all waits any more,
    /// else in a while. Records that an import holds back are let go.
    ///
    /// @param patience how long nothing of it may be indexed before the wait ends
    /// @param limit how long the whole wait may be
    /// @return false where the wait ended first
    public boolean awaitDone(String type, Duration patience, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        if (!holds.awaitRelease(end)) {
            return false;
        }
        long last = database.read(
                connection -> one(connection, "select coalesce(max(id), 0) from index_queue where type = ?", type));
        wake();
        long progress = System.nanoTime();
        long least = Long.MAX_VALUE;
        String waiting = "select count(*) from index_queue where type = ? and id <= " + last;
        for (long left = waiting(waiting, type); left > 0; left = waiting(waiting, type)) {
            long now = System.nanoTime();
            if (left < least) {
                least = left;
                progress = now;
            }
            if (now > end || now - progress > patience.toNanos()) {
                return false;
            }
            Thread.sleep(20);
        }
        long refreshed = System.nanoTime() + Indexer.REFRESH_NANOS;
        while (System.nanoTime() < refreshed && backlog(null).documents() > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /// The same with one bound for both.
    public boolean awaitDone(String type, Duration limit) throws InterruptedException {
        return awaitDone(type, limit, limit);
    }

    private long waiting(String sql, String type) {
        return database.read(connection -> one(connection, sql, type));
    }

    private static long one(Connection connection, String sql, String type) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, type);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// The lowest key of a record never written again since it appeared, among those that indexers
    /// have in hand or take next; what waits behind them is overtaken by nothing.
    ///
    /// @return [Integer#MAX_VALUE] where none waits
    int lowestNew(RecordType type) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select min(r.key) from (select keys from "
                    + "index_queue where type = ? and not dependants order by id limit " + IN_HAND + ") q "
                    + "cross join unnest(q.keys) k join " + type.table() + " r on r.key = k where r.version = 1")) {
                select.setString(1, type.name());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    int lowest = row.getInt(1);
                    return row.wasNull() ? Integer.MAX_VALUE : lowest;
                }
            }
        });
    }

    /// Tells the workers of this portal that something was added and committed.
    public void wake() {
        news.release();
    }

    /// Waits until something was added by this portal, at most `millis`; others' work is met by
    /// looking again.
    void await(long millis) throws InterruptedException {
        if (news.tryAcquire(millis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    private static int[] ints(Array array) throws SQLException {
        List<Integer> keys = new ArrayList<>(Arrays.asList((Integer[]) array.getArray()));
        return keys.stream().mapToInt(Integer::intValue).toArray();
    }
}
