package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.record.Database;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Imports whose records wait in the [IndexQueue] until the facts of their customers are known. A
/// document copies classes of its customer, and an import of orders moves most customers through
/// several classes: sent as they are written, its documents would be sent two or three times.
///
/// A hold goes through three phases: *open* while the import writes, *ended* when facts may be worked
/// out, *gathered* when each of its customers stands once in the queue of facts. Whoever works facts
/// out releases it then. No hold lasts: it stops to hold [#LONGEST_MINUTES] after it was opened, and
/// as long after it was ended.
@Singleton
public final class IndexHolds {
    /// How long records may wait while an import goes on, and how long for facts after its end.
    static final int LONGEST_MINUTES = 10;

    /// A condition on an entry `q` of the queue of the index: nothing holds it back.
    static final String NOT_HELD = "(q.cause is null or not exists (select from index_hold h where h.cause = q.cause "
            + "and h.until > now()))";

    /// A condition on an entry `q` of the queue of facts: its import has ended, or it belongs to none.
    public static final String FACTS_DUE = "(q.cause is null or not exists (select from index_hold h where "
            + "h.cause = q.cause and h.phase = 'open' and h.until > now()))";

    /// SQL of the cause that an entry for `?` is kept with: null where no hold is open for it.
    public static final String OPEN_CAUSE = "(select cause from index_hold where cause = ? and phase = 'open')";

    private static final String END = "update index_hold set phase = 'ended', until = now() + make_interval(mins => "
            + LONGEST_MINUTES + ") where phase = 'open'";

    private final Database database;
    private final RecordTypes types;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    IndexHolds(Database database, RecordTypes types) {
        this.database = database;
        this.types = types;
    }

    /// A hold that facts are worked out for.
    ///
    /// @param gathered whether its customers stand once in the queue of facts
    public record Ended(String cause, boolean gathered) {}

    /// @param listener called when a hold has ended and was committed
    public void onEnd(Runnable listener) {
        listeners.add(listener);
    }

    /// Lets records wait that are written for a cause. One that is there already stays as it is.
    ///
    /// @param cause as records carry it, say `import:12`
    public void open(String cause) {
        database.inTransaction(connection -> update(
                connection,
                "insert into index_hold (cause, until) values (?, now() + make_interval(mins => " + LONGEST_MINUTES
                        + ")) on conflict do nothing",
                cause));
    }

    /// Nothing more is written for the cause: its facts are worked out next, then its records are
    /// indexed.
    public void end(String cause) {
        database.inTransaction(connection -> update(connection, END + " and cause = ?", cause));
        listeners.forEach(Runnable::run);
    }

    /// Somebody needs the index: ends all holds and waits until those there are now hold nothing any
    /// more.
    ///
    /// @param end when the wait ends, as [System#nanoTime()] has it
    /// @return false where the wait ended first
    boolean awaitRelease(long end) throws InterruptedException {
        if (database.inTransaction(connection -> update(connection, END)) > 0) {
            listeners.forEach(Runnable::run);
        }
        List<String> causes = database.read(IndexHolds::causes);
        while (!Collections.disjoint(causes, database.read(IndexHolds::causes))) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    private static List<String> causes(Connection connection) throws SQLException {
        List<String> causes = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select cause from index_hold where until > now()");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                causes.add(row.getString(1));
            }
        }
        return causes;
    }

    /// The oldest hold that is not open; an open one whose time is over counts as ended.
    public Optional<Ended> next(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select cause, phase = 'gathered' from index_hold "
                        + "where phase <> 'open' or until <= now() order by until limit 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Ended(row.getString(1), row.getBoolean(2))) : Optional.empty();
        }
    }

    /// Notes that each customer of an ended hold stands once in the queue of facts.
    public void markGathered(Connection connection, String cause) throws SQLException {
        update(connection, "update index_hold set phase = 'gathered' where cause = ?", cause);
    }

    /// Ends a hold: each of its records, and each that copies from a customer whose copied values
    /// changed, stands in the queue once, in the order of keys.
    public void release(Connection connection, String cause) throws SQLException {
        update(
                connection,
                "with taken as (delete from index_queue where cause = ? returning type, keys, dependants), "
                        + "waiting as (select type, unnest(keys) as key from taken where not dependants"
                        + copies()
                        + "), numbered as (select type, key, (row_number() over (partition by type order by key) - 1) / "
                        + IndexQueue.MOST_KEYS + " as part from waiting) "
                        + "insert into index_queue (type, keys) select type, array_agg(key order by key) "
                        + "from numbered group by type, part order by type, part",
                cause);
        update(connection, "delete from index_hold where cause = ?", cause);
    }

    /// SQL of the records that copy from those `taken`, one `union` for each reference.
    private String copies() {
        StringBuilder sql = new StringBuilder();
        for (RecordType type : types.all()) {
            for (Field<?> reference : type.references()) {
                sql.append(
                        " union select '%1$s', r.key from %2$s r where r.%3$s in (select unnest(keys) from taken where dependants and type = '%4$s')"
                                .formatted(
                                        type.name(),
                                        type.table(),
                                        reference.column(),
                                        ((ValueKind.Reference) reference.kind()).to()));
            }
        }
        return sql.toString();
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
