package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.micronaut.context.annotation.Value;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Writes records: imports, single edits and batches all come this way. One transaction a chunk holds
/// the rows, their history, and what every [ChangeListener] notes. Chunks of one type wait for each
/// other on an advisory lock: two writers neither deadlock nor miss each other's new ids.
@Singleton
public final class RecordWriter {
    static final int CHUNK = 10_000;
    private static final int LOCK_SPACE = 0x6b71;

    private final Database database;
    private final RecordTypes types;
    private final List<ChangeListener> listeners;
    private final AliasWriter aliases;
    private final ScopeMoves scopeMoves;
    private final RunTimeFields runTimeFields;
    private final int chunk;

    RecordWriter(
            Database database,
            RecordTypes types,
            List<ChangeListener> listeners,
            ScopeMoves scopeMoves,
            RunTimeFields runTimeFields,
            @Value("${keqing.record.chunk:" + CHUNK + "}") int chunk) {
        this.database = database;
        this.types = types;
        this.listeners = List.copyOf(listeners);
        this.scopeMoves = scopeMoves;
        this.runTimeFields = runTimeFields;
        this.chunk = chunk;
        this.aliases = new AliasWriter(types);
    }

    /// Hears how a write goes on.
    public interface Progress {
        /// In the transaction of a chunk, when all of it is written: whoever keeps account of what is
        /// committed does so here, and has it together with the rows or not at all.
        default void committing(Connection transaction, Chunk chunk) throws SQLException {}

        /// After each committed chunk. Returning false stops before the next one.
        boolean committed(WriteCounts soFar);

        /// Told after the chunk is committed.
        void rejected(Rejection rejection);

        /// A row is in, but not as it was given. Told after the chunk is committed.
        void warned(Rejection warning);
    }

    /// What came of one chunk.
    ///
    /// @param end where it ends
    public record Chunk(Position end, WriteCounts counts, List<Rejection> rejections, List<Rejection> warnings) {}

    /// How far a write has come.
    ///
    /// @param chunk number of the last chunk that is committed, from 0
    /// @param mark hash of the identity that the chunk ends with, by which a later write of the same
    ///     rows is known
    public record Position(int chunk, long mark) {}

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
    /// @throws DatabaseException where PostgreSQL refuses or is gone: the chunks before are committed,
    ///     the present one is not
    public WriteCounts write(Staging staging, Progress progress) {
        return write(staging, null, progress);
    }

    /// Goes on with a write that was broken off: the same rows, staged anew.
    ///
    /// @param after the last chunk that was committed, null where none was. Where the rows turn out to
    ///     be others, all of them are written: what is there already counts as unchanged
    /// @return counts of what was written now
    public WriteCounts write(Staging staging, @Nullable Position after, Progress progress) {
        UpsertSql sql = new UpsertSql(staging.plan(), types);
        WriteCounts counts = WriteCounts.NONE;
        try {
            staging.finish();
            Connection connection = staging.connection();
            execute(connection, sql.arrange(chunk));
            if (staging.rows() > chunk) {
                execute(connection, "create index on staged (chunk)");
            }
            execute(connection, "analyze staged (chunk)");
            int chunks = count(connection, "select coalesce(max(chunk), -1) + 1 from staged");
            int first = after != null && mark(connection, after.chunk()) == after.mark() ? after.chunk() + 1 : 0;
            for (int number = first; number < chunks; number++) {
                int current = number;
                AtomicBoolean moved = new AtomicBoolean();
                Database.Work<Chunk> work =
                        transaction -> writeChunk(transaction, staging.plan(), sql, current, progress, moved);
                Chunk written = Database.inTransaction(connection, work);
                if (moved.get()) {
                    // whoever asks from now on knows the names
                    runTimeFields.refresh(staging.plan().type().name());
                }
                written.rejections().forEach(progress::rejected);
                written.warnings().forEach(progress::warned);
                counts = counts.plus(written.counts());
                if (!progress.committed(counts)) {
                    return counts;
                }
            }
            return counts;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static long mark(Connection connection, int chunk) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select hashtextextended(row(source, id)::text, 0) from staged "
                        + "where chunk = " + chunk + " order by source desc, id desc limit 1")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /// Deletes one record; its last version stays in history. A record that others refer to becomes
    /// known by its id only, where its type allows that.
    ///
    /// @return whether there was such a record
    public boolean delete(RecordType type, RecordId id, String cause) {
        return database.inTransaction(connection -> {
            lock(connection, type);
            OptionalInt key = RecordStore.keyOf(connection, type, id);
            return key.isPresent()
                    && RecordRemoval.remove(connection, types, listeners, type, new int[] {key.getAsInt()}, cause)
                                    .length
                            > 0;
        });
    }

    private Chunk writeChunk(
            Connection connection, StagingPlan plan, UpsertSql sql, int chunk, Progress progress, AtomicBoolean moved)
            throws SQLException {
        RecordType type = plan.type();
        List<Rejection> rejections = new ArrayList<>();
        List<Rejection> warnings = new ArrayList<>();
        lock(connection, type);
        // ten thousand look-ups by index beat a walk over the whole table, whatever the planner thinks of temp tables
        execute(connection, "set local enable_hashjoin = off");
        execute(connection, "set local enable_mergejoin = off");
        execute(connection, "set local enable_seqscan = off");
        try (PreparedStatement take = connection.prepareStatement(sql.takeChunk())) {
            take.setInt(1, chunk);
            take.execute();
        }
        execute(connection, sql.analyzeChunk());
        long rejected = rejectRows(connection, plan, sql, rejections::add);
        addStubs(connection, plan, sql);
        MergedAwayRows away = MergedAwayRows.of(connection, plan, sql);
        away.writeKept();
        boolean folded = count(connection, FoldSql.repeats()) > 0;
        if (!plan.combine().isEmpty()) {
            tellSeveral(connection, sql, false, warnings::add);
        }
        if (folded) {
            for (String statement : new FoldSql(plan).fold()) {
                execute(connection, statement);
            }
            if (plan.combine().isEmpty()) {
                tellSeveral(connection, sql, true, warnings::add);
            }
        }
        execute(connection, sql.merge(folded));
        execute(connection, sql.analyzeMerged());
        tellDangling(connection, sql, warnings::add);
        moved.set(scopeMoves.follow(connection, plan));

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
        away.noteLayers();
        if (!type.known().aliases().isEmpty()) {
            aliases.write(connection, type, plan.cause(), listeners, warnings::add);
        }
        announce(connection, new Change(type, sorted(changed), sorted(copiedChanged), referred, plan.cause()));
        Chunk written = new Chunk(new Position(chunk, mark(connection, chunk)), counts, rejections, warnings);
        progress.committing(connection, written);
        return written;
    }

    private static long rejectRows(
            Connection connection, StagingPlan plan, UpsertSql sql, Consumer<Rejection> rejections)
            throws SQLException {
        long rejected = 0;
        if (count(connection, "select count(*)::integer from (select 1 from tombstone limit 1) t") > 0) {
            for (String statement : sql.rejectErased()) {
                rejected += reject(connection, statement, "erased", rejections);
            }
        }
        return plan.existingOnly()
                ? rejected + reject(connection, sql.rejectMissing(), "existing", rejections)
                : rejected;
    }

    private static long reject(Connection connection, String statement, String rule, Consumer<Rejection> rejections)
            throws SQLException {
        long rejected = 0;
        try (Statement delete = connection.createStatement();
                ResultSet row = delete.executeQuery(statement)) {
            while (row.next()) {
                rejections.accept(new Rejection(row.getLong(1), row.getString(2), row.getString(3), rule));
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
            announce(connection, new Change(to, sorted(stubs), new int[0], Map.of(), plan.cause()));
        }
    }

    private static void tellDangling(Connection connection, UpsertSql sql, Consumer<Rejection> warnings)
            throws SQLException {
        for (Field<?> reference : sql.mappedReferences()) {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql.danglingReferences(reference))) {
                while (row.next()) {
                    warnings.accept(
                            new Rejection(row.getLong(1), reference.name(), row.getString(2), "unknown reference"));
                }
            }
        }
    }

    private static void tellSeveral(Connection connection, UpsertSql sql, boolean folded, Consumer<Rejection> warnings)
            throws SQLException {
        for (Field<?> reference : sql.mappedReferences()) {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql.severalReferences(reference, folded))) {
                while (row.next()) {
                    warnings.accept(new Rejection(
                            row.getLong(1), reference.name(), row.getString(2), "rows of one record name several"));
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

    /// Takes the locks of the types that `type` refers to first, so that all writers take them in one
    /// order.
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

    /// A table that the planner takes for nearly empty gets plans that walk through it once per row:
    /// after a growth by half it is looked at anew, which a table of millions no longer meets.
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
