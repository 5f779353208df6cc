package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import io.keqing.record.Database;
import io.keqing.search.IndexHolds;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Customers whose facts may have changed. Writers only note them; [CustomerFacts] works them off.
@Singleton
public final class FactsQueue implements ChangeListener {
    /// Keys in one entry where Keqing itself makes them.
    private static final int SPAN = 1_000;

    /// Entries taken at once.
    private static final int ENTRIES = 20;

    private final Database database;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    FactsQueue(Database database) {
        this.database = database;
    }

    /// @param listener called whenever something was noted; it may not be committed yet
    void onNews(Runnable listener) {
        listeners.add(listener);
    }

    void wake() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public void changed(Connection transaction, Change change) throws SQLException {
        switch (change.type().name()) {
            case CustomerFields.TYPE -> add(transaction, change.keys(), change.cause());
            case InteractionFields.TYPE ->
                add(
                        transaction,
                        change.referred().getOrDefault(InteractionFields.CUSTOMER.name(), new int[0]),
                        change.cause());
            case FeedbackFields.TYPE -> {
                add(
                        transaction,
                        change.referred().getOrDefault(FeedbackFields.CUSTOMER.name(), new int[0]),
                        change.cause());
                addWhoSaid(transaction, change.keys(), change.cause());
            }
            default -> {
                return;
            }
        }
        wake();
    }

    private static void add(Connection transaction, int[] customers, @Nullable String cause) throws SQLException {
        if (customers.length > 0) {
            try (PreparedStatement insert = transaction.prepareStatement(
                    "insert into facts_queue (keys, cause) values (?, " + IndexHolds.OPEN_CAUSE + ")")) {
                insert.setArray(1, integers(transaction, customers));
                insert.setString(2, cause);
                insert.executeUpdate();
            }
        }
    }

    /// A survey that says its scale anew changes what its answers mean, and refers to nobody.
    private static void addWhoSaid(Connection transaction, int[] feedback, @Nullable String cause) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement("insert into facts_queue (keys, cause) "
                + "select array_agg(distinct customer_key), " + IndexHolds.OPEN_CAUSE + " from feedback "
                + "where key = any (?) and customer_key is not null having count(*) > 0")) {
            insert.setString(1, cause);
            insert.setArray(2, integers(transaction, feedback));
            insert.executeUpdate();
        }
    }

    static java.sql.Array integers(Connection connection, int[] keys) throws SQLException {
        return connection.createArrayOf("integer", Arrays.stream(keys).boxed().toArray());
    }

    /// Notes everybody, because what a class means has changed.
    ///
    /// @param cause of an ended import whose records wait for it, null where none does
    void addEverybody(Connection transaction, @Nullable String cause) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement("insert into facts_queue (keys, cause) select "
                + "array_agg(key), ? from customer group by key / " + SPAN)) {
            insert.setString(1, cause);
            insert.executeUpdate();
        }
    }

    /// Notes those of whom something has changed by time alone.
    ///
    /// @return how many
    int addDue() {
        int added = database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("with due as (update customer_facts set due = "
                            + "null where due <= now() returning key), noted as (insert into facts_queue (keys) select "
                            + "array_agg(key) from due group by key / " + SPAN + ") select count(*) from due");
                    ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
        if (added > 0) {
            wake();
        }
        return added;
    }

    /// Customers of one write.
    ///
    /// @param cause of the import whose hold has ended and whose records wait for these facts, else
    ///     null
    record Batch(int[] customers, @Nullable String cause) {}

    /// Takes the next entries off; they stay if the transaction does not end well.
    Batch take(Connection transaction) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        String cause = null;
        try (PreparedStatement delete = transaction.prepareStatement("with due as (select q.id, q.cause from "
                        + "facts_queue q where " + IndexHolds.FACTS_DUE + "), first as (select cause from due order by "
                        + "id limit 1), taken as (delete from facts_queue where id in (select d.id from due d join "
                        + "first f on d.cause is not distinct from f.cause order by d.id limit " + ENTRIES
                        + ") returning keys, cause) select distinct unnest(keys), (select h.cause from index_hold h "
                        + "where h.cause = taken.cause) from taken");
                ResultSet row = delete.executeQuery()) {
            while (row.next()) {
                keys.add(row.getInt(1));
                cause = row.getString(2);
            }
        }
        return new Batch(keys.stream().mapToInt(Integer::intValue).toArray(), cause);
    }

    /// Leaves each customer of a cause in the queue once, in the order of keys.
    void gather(Connection transaction, String cause) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement("with taken as (delete from facts_queue where "
                + "cause = ? returning keys), customers as (select distinct unnest(keys) as key from taken), "
                + "numbered as (select key, (row_number() over (order by key) - 1) / " + SPAN + " as part from "
                + "customers) insert into facts_queue (keys, cause) select array_agg(key order by key), ? from numbered "
                + "group by part order by part")) {
            insert.setString(1, cause);
            insert.setString(2, cause);
            insert.executeUpdate();
        }
    }

    /// Whether customers of a cause wait.
    boolean isWaiting(Connection transaction, String cause) throws SQLException {
        try (PreparedStatement select =
                transaction.prepareStatement("select exists (select from facts_queue where cause = ?)")) {
            select.setString(1, cause);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /// Customers that wait.
    public long waiting() {
        return database.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select coalesce(sum(cardinality(keys)), 0) from facts_queue");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
