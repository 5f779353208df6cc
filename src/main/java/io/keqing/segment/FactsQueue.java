package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
            case CustomerFields.TYPE -> add(transaction, change.keys());
            case InteractionFields.TYPE ->
                add(transaction, change.referred().getOrDefault(InteractionFields.CUSTOMER.name(), new int[0]));
            case FeedbackFields.TYPE -> {
                add(transaction, change.referred().getOrDefault(FeedbackFields.CUSTOMER.name(), new int[0]));
                addWhoSaid(transaction, change.keys());
            }
            default -> {
                return;
            }
        }
        wake();
    }

    private static void add(Connection transaction, int[] customers) throws SQLException {
        if (customers.length > 0) {
            try (PreparedStatement insert = transaction.prepareStatement("insert into facts_queue (keys) values (?)")) {
                insert.setArray(1, integers(transaction, customers));
                insert.executeUpdate();
            }
        }
    }

    /// A survey that says its scale anew changes what its answers mean, and refers to nobody.
    private static void addWhoSaid(Connection transaction, int[] feedback) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement("insert into facts_queue (keys) "
                + "select array_agg(distinct customer_key) from feedback where key = any (?) and customer_key is not "
                + "null having count(*) > 0")) {
            insert.setArray(1, integers(transaction, feedback));
            insert.executeUpdate();
        }
    }

    static java.sql.Array integers(Connection connection, int[] keys) throws SQLException {
        return connection.createArrayOf("integer", Arrays.stream(keys).boxed().toArray());
    }

    /// Notes everybody, because what a class means has changed.
    void addEverybody(Connection transaction) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into facts_queue (keys) select array_agg(key) from customer group by key / " + SPAN)) {
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

    /// Takes the next entries off; they stay if the transaction does not end well.
    int[] take(Connection transaction) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (PreparedStatement delete =
                        transaction.prepareStatement("with taken as (delete from facts_queue where id in (select "
                                + "id from facts_queue order by id limit " + ENTRIES + ") returning keys) "
                                + "select distinct unnest(keys) from taken");
                ResultSet row = delete.executeQuery()) {
            while (row.next()) {
                keys.add(row.getInt(1));
            }
        }
        return keys.stream().mapToInt(Integer::intValue).toArray();
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
