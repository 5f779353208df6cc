package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Writes records: imports, single edits and batches all come this way. One transaction a chunk holds the rows,
/// their
/// history, and what every [ChangeListener] notes. Chunks of one type wait for each other on an advisory lock: two
/// writers can then neither deadlock nor miss each other's new ids, at the price that they take turns.
@Singleton
public final class RecordWriter {
    static final int CHUNK = 10_000;
    private static final int LOCK_SPACE = 0x6b71;

    private final Database database;
    private final RecordTypes types;
    private final List<ChangeListener> listeners;
    private final AliasWriter aliases;

    RecordWriter(Database database, RecordTypes types, List<ChangeListener> listeners) {
        this.database = database;
        this.types = types;
        this.listeners = List.copyOf(listeners);
        this.aliases = new AliasWriter(types);
    }

    /// Hears how a write goes on.
    public interface Progress {
        /// After each committed chunk. Returning false stops before the next one; what is committed stays.
        boolean committed(WriteCounts soFar);

        void rejected(Rejection rejection);

        /// Something was written otherwise than it was said; the row is in.
        void warned(Rejection warning);
    }

    /// Opens a staging table; the caller fills and closes it.
    public Staging stage(StagingPlan plan) {
        Connection connection = null;
        try {
            connection = database.open();
            return new Staging(plan, connection);
        } catch (SQLException e) {
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException closing) {
                    e.addSuppressed(closing);
                }
            }
            throw new DatabaseException(e);
        }
    }

    /// Writes what was staged, chunk by chunk in the order of identity.
    ///
    /// @throws DatabaseException where PostgreSQL refuses or is gone: the chunks before are committed, the present
    ///     one is not
    public WriteCounts write(Staging staging, Progress progress) {
        UpsertSql sql = new UpsertSql(staging.plan(), types);
        WriteCounts counts = WriteCounts.NONE;
        try {
            staging.finish();
            Connection connection = staging.connection();
            execute(connection, sql.arrange(CHUNK));
            if (staging.rows() > CHUNK) {
                execute(connection, "create index on staged (chunk)");
            }
            execute(connection, "analyze staged (chunk)");
            int chunks = count(connection, "select coalesce(max(chunk), -1) + 1 from staged");
            for (int chunk = 0; chunk < chunks; chunk++) {
                int current = chunk;
                Database.Work<WriteCounts> work =
                        transaction -> writeChunk(transaction, staging.plan(), sql, current, progress);
                counts = counts.plus(Database.inTransaction(connection, work));
                if (!progress.committed(counts)) {
                    return counts;
                }
            }
            return counts;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /// Deletes one record; its last version stays in history. A record that others refer to becomes known by its id
    /// only, where its type allows that.
    ///
    /// @return whether there was such a record
    public boolean delete(RecordType type, RecordId id, String cause) {
        return database.inTransaction(connection -> {
            lock(connection, type);
            OptionalInt key = RecordStore.keyOf(connection, type, id);
            return key.isPresent() && RecordRemoval.remove(connection, types, listeners, type, key.getAsInt(), cause);
        });
    }

    /// Has every record looked at again that holds a value of a run-time field, without changing it: its field is
    /// another kind or another secret now.
    public void announceHolding(RecordType type, RunTimeField field) {
        Field<?> holder = type.fields().named(field.holder()).orElseThrow();
        String sql = "select key from " + type.table() + " where key > ? and " + holder.column()
                + " -> ?::text is not null order by key limit " + CHUNK;
        int after = 0;
        int[] page;
        do {
            int from = after;
            page = database.inTransaction(connection -> {
                List<Integer> keys = new ArrayList<>();
                try (PreparedStatement select = connection.prepareStatement(sql)) {
                    select.setInt(1, from);
                    select.setString(2, field.name());
                    try (ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            keys.add(row.getInt(1));
                        }
                    }
                }
                announce(connection, new Change(type, sorted(keys), new int[0], Map.of()));
                return sorted(keys);
            });
            after = page.length == 0 ? after : page[page.length - 1];
        } while (page.length == CHUNK);
    }

    private WriteCounts writeChunk(Connection connection, StagingPlan plan, UpsertSql sql, int chunk, Progress progress)
            throws SQLException {
        RecordType type = plan.type();
        lock(connection, type);
        // ten thousand look-ups by index beat a walk over the whole table, whatever the planner thinks of temp tables
        execute(connection, "set local enable_hashjoin = off");
        execute(connection, "set local enable_mergejoin = off");
        execute(connection, "set local enable_seqscan = off");
        try (PreparedStatement take = connection.prepareStatement(sql.takeChunk())) {
            take.setInt(1, chunk);
            take.execute();
        }
        execute(connection, "analyze chunk (key)");
        long rejected = rejectRows(connection, plan, sql, progress);
        addStubs(connection, plan, sql);
        boolean folded = count(connection, FoldSql.repeats()) > 0;
        if (folded) {
            for (String statement : new FoldSql(plan).fold()) {
                execute(connection, statement);
            }
        }
        execute(connection, sql.merge(folded));
        execute(connection, "analyze merged (key)");
        tellDangling(connection, sql, progress);

        WriteCounts counts = outcome(connection, folded ? FoldSql.countOutcome() : sql.countOutcome(), rejected);
        Map<String, int[]> referred = new HashMap<>();
        for (Field<?> reference : type.references()) {
            referred.put(reference.name(), keys(connection, sql.referred(reference)));
        }
        withCause(connection, sql.keepHistory(), plan.cause());
        List<Integer> copiedChanged = new ArrayList<>();
        List<Integer> changed = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(sql.update())) {
            update.setString(1, plan.cause());
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    changed.add(row.getInt(1));
                    if (row.getBoolean(2)) {
                        copiedChanged.add(row.getInt(1));
                    }
                }
            }
        }
        int before = changed.size();
        try (PreparedStatement insert = connection.prepareStatement(sql.insert())) {
            insert.setString(1, plan.cause());
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    changed.add(row.getInt(1));
                }
            }
        }
        haveGrown(connection, type.table(), changed.size() - before);
        if (!type.known().aliases().isEmpty()) {
            aliases.write(connection, type, plan.cause(), listeners, progress);
        }
        announce(connection, new Change(type, sorted(changed), sorted(copiedChanged), referred));
        return counts;
    }

    private static long rejectRows(Connection connection, StagingPlan plan, UpsertSql sql, Progress progress)
            throws SQLException {
        long rejected = 0;
        if (count(connection, "select count(*)::integer from (select 1 from tombstone limit 1) t") > 0) {
            for (String statement : sql.rejectErased()) {
                rejected += reject(connection, statement, "erased", progress);
            }
        }
        return plan.existingOnly()
                ? rejected + reject(connection, sql.rejectMissing(), "existing", progress)
                : rejected;
    }

    private static long reject(Connection connection, String statement, String rule, Progress progress)
            throws SQLException {
        long rejected = 0;
        try (Statement delete = connection.createStatement();
                ResultSet row = delete.executeQuery(statement)) {
            while (row.next()) {
                progress.rejected(new Rejection(row.getLong(1), row.getString(2), row.getString(3), rule));
                rejected++;
            }
        }
        return rejected;
    }

    private void addStubs(Connection connection, StagingPlan plan, UpsertSql sql) throws SQLException {
        for (Field<?> reference : sql.mappedReferences()) {
            String insert = sql.insertStubs(reference);
            if (insert == null) {
                continue;
            }
            List<Integer> stubs = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, plan.cause());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        stubs.add(row.getInt(1));
                    }
                }
            }
            RecordType to = types.get(((io.keqing.field.ValueKind.Reference) reference.kind()).to());
            haveGrown(connection, to.table(), stubs.size());
            announce(connection, new Change(to, sorted(stubs), new int[0], Map.of()));
        }
    }

    private static void tellDangling(Connection connection, UpsertSql sql, Progress progress) throws SQLException {
        for (Field<?> reference : sql.mappedReferences()) {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql.danglingReferences(reference))) {
                while (row.next()) {
                    progress.warned(
                            new Rejection(row.getLong(1), reference.name(), row.getString(2), "unknown reference"));
                }
            }
        }
    }

    private static WriteCounts outcome(Connection connection, String sql, long rejected) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return new WriteCounts(row.getLong(1), row.getLong(2), row.getLong(3), rejected);
        }
    }

    void announce(Connection connection, Change change) throws SQLException {
        if (change.keys().length > 0) {
            for (ChangeListener listener : listeners) {
                listener.changed(connection, change);
            }
        }
    }

    /// Takes the locks of the types that `type` refers to first, so that all writers take them in one order.
    void lock(Connection connection, RecordType type) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
            List<RecordType> order = types.all();
            for (int i = 0; i <= order.indexOf(type); i++) {
                lock.setInt(1, LOCK_SPACE);
                lock.setInt(2, i);
                lock.execute();
            }
        }
    }

    /// A table that the planner takes for nearly empty gets plans that walk through it once per row: after a growth
    /// by half it is looked at anew, which a table of millions no longer meets.
    private static void haveGrown(Connection connection, String table, int rows) throws SQLException {
        if (rows > 0
                && 2L * rows
                        > count(
                                connection,
                                "select greatest(reltuples, 0)::integer from pg_class where oid = '" + table
                                        + "'::regclass")) {
            execute(connection, "analyze " + table);
        }
    }

    private static void withCause(Connection connection, String sql, String cause) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, cause);
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    static int[] keys(Connection connection, String sql) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            while (row.next()) {
                keys.add(row.getInt(1));
            }
        }
        return sorted(keys);
    }

    private static int[] sorted(List<Integer> keys) {
        return IntStream.range(0, keys.size()).map(keys::get).sorted().toArray();
    }
}
