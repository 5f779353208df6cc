package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import io.keqing.record.Database;
import io.keqing.record.FollowUp;
import io.keqing.record.Region;
import io.keqing.search.IndexQueue;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Facts about customers, worked out of their orders and returns by SQL over sets. Writers only note whose
/// facts may
/// have changed; one worker at a time, over all portals, works them out and sends those that did change to the
/// index.
/// Only orders count as orders; a return takes its absolute amount off what was spent. An amount in another
/// currency
/// than the portal's is left out.
@Singleton
public final class CustomerFacts implements ChangeListener {
    private static final int LOCK_SPACE = 0x6b71;
    private static final int LOCK = 900;
    private static final int ENTRIES = 20;
    private static final String REFRESH = """
            insert into customer_facts as f (key, orders, spent, first_order, last_order, check_sum)
            select key, orders, spent, first_order, last_order,
                   (hashtextextended(row(orders, spent, first_order, last_order)::text, 0) & 2147483647)::integer
              from (select c.key,
                           count(*) filter (where i.kind = 'order')::integer as orders,
                           sum(case i.kind when 'order' then i.amount else -abs(i.amount) end)
                               filter (where coalesce(i.currency, ?) = ?) as spent,
                           min((i.at at time zone ?)::date) filter (where i.kind = 'order') as first_order,
                           max((i.at at time zone ?)::date) filter (where i.kind = 'order') as last_order
                      from (select key from customer where key = any (?) order by key for key share) c
                      left join interaction i on i.customer_key = c.key and i.kind in ('order', 'return')
                     group by c.key) worked_out
            on conflict (key) do update
               set orders = excluded.orders, spent = excluded.spent, first_order = excluded.first_order,
                   last_order = excluded.last_order, check_sum = excluded.check_sum
             where (f.orders, f.spent, f.first_order, f.last_order)
                   is distinct from (excluded.orders, excluded.spent, excluded.first_order, excluded.last_order)
            returning key
            """;

    private final Database database;
    private final IndexQueue queue;
    private final String currency;
    private final String zone;
    private final FollowUp work = new FollowUp("customer-facts", this::refreshNext);

    CustomerFacts(Database database, IndexQueue queue, Region region) {
        this.database = database;
        this.queue = queue;
        this.currency = region.currency();
        this.zone = region.zone().getId();
    }

    @Override
    public void changed(Connection transaction, Change change) throws SQLException {
        int[] customers = change.type().name().equals(InteractionFields.TYPE)
                ? change.referred().getOrDefault(InteractionFields.CUSTOMER.name(), new int[0])
                : new int[0];
        if (customers.length == 0) {
            return;
        }
        try (PreparedStatement insert = transaction.prepareStatement("insert into facts_queue (keys) values (?)")) {
            insert.setArray(
                    1,
                    transaction.createArrayOf(
                            "integer", Arrays.stream(customers).boxed().toArray()));
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

    /// Customers whose facts wait to be worked out.
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

    /// Works out the facts of the next customers noted.
    ///
    /// @return whether there were any
    public boolean refreshNext() {
        boolean worked = database.inTransaction(connection -> {
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
                lock.setInt(1, LOCK_SPACE);
                lock.setInt(2, LOCK);
                lock.execute();
            }
            Integer[] keys = take(connection);
            if (keys.length == 0) {
                return false;
            }
            queue.add(connection, CustomerFields.TYPE, refresh(connection, keys), false);
            return true;
        });
        if (worked) {
            queue.wake();
        }
        return worked;
    }

    private static Integer[] take(Connection connection) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (PreparedStatement delete =
                        connection.prepareStatement("with taken as (delete from facts_queue where id in (select "
                                + "id from facts_queue order by id limit " + ENTRIES + ") returning keys) "
                                + "select distinct unnest(keys) from taken");
                ResultSet row = delete.executeQuery()) {
            while (row.next()) {
                keys.add(row.getInt(1));
            }
        }
        return keys.toArray(Integer[]::new);
    }

    private int[] refresh(Connection connection, Integer[] keys) throws SQLException {
        try (PreparedStatement refresh = connection.prepareStatement(REFRESH)) {
            refresh.setString(1, currency);
            refresh.setString(2, currency);
            refresh.setString(3, zone);
            refresh.setString(4, zone);
            refresh.setArray(5, connection.createArrayOf("integer", keys));
            List<Integer> changed = new ArrayList<>();
            try (ResultSet row = refresh.executeQuery()) {
                while (row.next()) {
                    changed.add(row.getInt(1));
                }
            }
            return changed.stream().mapToInt(Integer::intValue).sorted().toArray();
        }
    }
}
