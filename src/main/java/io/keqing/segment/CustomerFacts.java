package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.keqing.record.FollowUp;
import io.keqing.search.IndexHolds;
import io.keqing.search.IndexQueue;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps facts and classes of customers in step with their records, by SQL over sets. One worker at a
/// time, over all portals, works them out for those noted in [FactsQueue] and sends those whose
/// document changes to the index, and what copies from them only where a copied class changed; what an
/// import wrote follows when all of its facts are known ([IndexHolds]). What counts as an order and who
/// as a customer, [Purchases] says.
@Singleton
public final class CustomerFacts {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerFacts.class);
    private static final int LOCK_SPACE = 0x6b71;
    private static final int LOCK = 900;

    /// The columns of `customer_facts` that documents show, in the order of the check.
    private static final List<String> SHOWN = List.of(
            "orders",
            "spent",
            "first_order",
            "last_order",
            "median_gap",
            "contacts90",
            "last_contact",
            "open_cases",
            "complaints90",
            "last_nps",
            "last_csat_class",
            "r",
            "f",
            "m",
            "standing");

    private final Database database;
    private final IndexQueue index;
    private final FactsQueue queue;
    private final IndexHolds holds;
    private final ClassCuts cuts;
    private final Schemes schemes;
    private final FactsMoment moment;
    private final SchemeCheck check;
    private final FollowUp work = new FollowUp("customer-facts", this::refreshNext);

    CustomerFacts(
            Database database,
            IndexQueue index,
            FactsQueue queue,
            IndexHolds holds,
            ClassCuts cuts,
            Schemes schemes,
            FactsMoment moment,
            SchemeCheck check) {
        this.database = database;
        this.index = index;
        this.queue = queue;
        this.holds = holds;
        this.cuts = cuts;
        this.schemes = schemes;
        this.moment = moment;
        this.check = check;
    }

    @EventListener
    void start(ServerStartupEvent started) {
        queue.onNews(work::wake);
        holds.onEnd(work::wake);
        work.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        work.stop();
    }

    /// Works out the facts of the next customers noted.
    ///
    /// @return whether there were any, or may be after a scheme that cannot be worked out was taken out
    /// of force
    public boolean refreshNext() {
        try {
            return refreshTaken();
        } catch (DatabaseException e) {
            if (e.isOutage()) {
                throw e;
            }
            List<SchemeDefinition> failing = check.takeOutFailing();
            if (failing.isEmpty()) {
                throw e;
            }
            failing.forEach(each -> LOG.warn(
                    "Version {} of the scheme {} cannot be worked out; the one before it is in force",
                    each.version(),
                    each.scheme().id()));
            return true;
        }
    }

    private boolean refreshTaken() {
        boolean worked = database.inTransaction(connection -> {
            lock(connection);
            if (followHold(connection)) {
                return true;
            }
            FactsQueue.Batch batch = queue.take(connection);
            if (batch.customers().length == 0) {
                return false;
            }
            Changed changed = refresh(connection, batch.customers(), Instant.now());
            index.addHeld(connection, CustomerFields.TYPE, changed.documents(), false, batch.cause());
            index.addHeld(connection, CustomerFields.TYPE, changed.copied(), true, batch.cause());
            return true;
        });
        if (worked) {
            index.wake();
        }
        return worked;
    }

    /// Takes the next step of an import that has ended: its customers are gathered before their facts
    /// are worked out; where it made many more people buyers, the classes of all are found anew; then
    /// its records are indexed.
    ///
    /// @return whether there was one
    private boolean followHold(Connection connection) throws SQLException {
        Optional<IndexHolds.Ended> ended = holds.next(connection);
        if (ended.isEmpty()) {
            return false;
        }
        String cause = ended.get().cause();
        if (!ended.get().gathered()) {
            queue.gather(connection, cause);
            holds.markGathered(connection, cause);
            return true;
        }
        if (queue.isWaiting(connection, cause)) {
            return false;
        }
        if (!cuts.areStale(connection) || !cuts.renew(connection, cause)) {
            holds.release(connection, cause);
        }
        return true;
    }

    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
            lock.setInt(1, LOCK_SPACE);
            lock.setInt(2, LOCK);
            lock.execute();
        }
    }

    /// @param documents customers whose document is another now
    /// @param copied those of them of whom other documents copy something that changed
    private record Changed(int[] documents, int[] copied) {}

    private Changed refresh(Connection connection, int[] keys, Instant now) throws SQLException {
        List<SchemeDefinition> inForce = schemes.inForce(connection);
        FactsSql facts = new FactsSql(inForce);
        FactsSql.Text text = facts.ofKeys(ClassCuts.values(connection), true).with(put(inForce));
        try (PreparedStatement refresh = connection.prepareStatement(text.sql())) {
            int place = moment.bind(connection, refresh, now);
            java.sql.Array array = FactsQueue.integers(connection, keys);
            for (int i = 0; i < FactsSql.KEY_PARAMETERS; i++) {
                refresh.setArray(place++, array);
            }
            text.bind(refresh, place);
            IntStream.Builder documents = IntStream.builder();
            IntStream.Builder copied = IntStream.builder();
            try (ResultSet row = refresh.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(2)) {
                        documents.add(row.getInt(1));
                    }
                    if (row.getBoolean(3)) {
                        copied.add(row.getInt(1));
                    }
                }
            }
            return new Changed(
                    documents.build().sorted().toArray(),
                    copied.build().sorted().toArray());
        }
    }

    /// Keeps what was worked out: the facts, and a line of history for every class that is another
    /// one. All parts of the statement see the facts as they were before it.
    private static String put(List<SchemeDefinition> inForce) {
        String classes = inForce.stream()
                .map(scheme -> FactsSql.classOf(scheme, "w." + FactsSql.rule(scheme.scheme())) + " as "
                        + scheme.scheme().column())
                .collect(Collectors.joining(", "));
        List<String> columns =
                inForce.stream().map(each -> each.scheme().column()).toList();
        String shown = String.join(", ", SHOWN) + ", " + String.join(", ", columns);
        String fresh = Arrays.stream(shown.split(", ")).map(name -> "n." + name).collect(Collectors.joining(", "));
        String excluded =
                Arrays.stream(shown.split(", ")).map(name -> "excluded." + name).collect(Collectors.joining(", "));
        String start = "row(0::integer, null::numeric, null::date, null::date, null::float8, 0::integer, "
                + "null::timestamptz, 0::integer, 0::integer, null::float8, null::text, null::smallint, "
                + "null::smallint, null::smallint, null::text"
                + inForce.stream()
                        .map(each -> ", '" + each.scheme().start() + "'::text")
                        .collect(Collectors.joining())
                + ")";
        String moved = inForce.stream()
                .map(each -> "('%1$s', n.%2$s, n.rule_%2$s, %3$d, coalesce(o.%2$s, '%4$s'))"
                        .formatted(
                                each.scheme().id(),
                                each.scheme().column(),
                                each.version(),
                                each.scheme().start()))
                .collect(Collectors.joining(", "));
        return ", named as materialized (select w.*, " + classes + " from worked w), "
                // whoever has nothing to show yet has the check of nobody's facts, 0
                + "checked as materialized (select n.*, ((hashtextextended(row(" + fresh
                + ")::text, 0) # hashtextextended(" + start
                + "::text, 0)) & 2147483647)::integer as check_sum from named n), "
                + "moved as materialized (select n.key, s.* , "
                + FACTS_THEN + " as facts from checked n left join customer_facts o on o.key = n.key cross join p "
                + "cross join lateral (values " + moved + ") s (scheme, class, rule, version, before) "
                + "where s.class <> s.before), "
                + "closed as (update class_history h set until = p.today from moved m cross join p where h.key = m.key "
                + "and h.scheme = m.scheme and h.until is null and h.since < p.today), "
                + "opened as (insert into class_history (scheme, key, since, class, rule, version, facts) "
                + "select m.scheme, m.key, p.today, m.class, m.rule, m.version, m.facts from moved m cross join p "
                + "on conflict (key, scheme, since) do update set class = excluded.class, rule = excluded.rule, "
                + "version = excluded.version, facts = excluded.facts, until = null), "
                + "put as (insert into customer_facts as k (key, due, check_sum, " + shown + ") select n.key, n.due, "
                + "n.check_sum, " + fresh + " from checked n on conflict (key) do update set due = excluded.due, "
                + "check_sum = excluded.check_sum, "
                + Arrays.stream(shown.split(", "))
                        .map(name -> name + " = excluded." + name)
                        .collect(Collectors.joining(", "))
                + " where (k.due, k.check_sum, k." + shown.replace(", ", ", k.") + ") is distinct from (excluded.due, "
                + "excluded.check_sum, " + excluded + "))\n"
                + "select n.key, coalesce(o.check_sum, 0) <> n.check_sum, ("
                + COPIED.stream()
                        .map(each -> "coalesce(o.%s, '%s')".formatted(each.column(), each.start()))
                        .collect(Collectors.joining(", "))
                + ") <> ("
                + COPIED.stream().map(each -> "n." + each.column()).collect(Collectors.joining(", "))
                + ") from checked n left join customer_facts o on o.key = n.key";
    }

    /// What other documents copy of a customer's classes.
    private static final List<Scheme> COPIED = List.of(Scheme.VALUE_BAND, Scheme.LIFECYCLE, Scheme.LOYALTY);

    /// The facts that speak for a class, as they were when it began.
    private static final String FACTS_THEN = "jsonb_strip_nulls(jsonb_build_object("
            + List.of(
                            Fact.ORDERS,
                            Fact.SPENT,
                            Fact.RECENCY,
                            Fact.SILENCE,
                            Fact.CONTACTS_365,
                            Fact.COMPLAINTS_90,
                            Fact.LAST_NPS,
                            Fact.ENDED)
                    .stream()
                    .map(fact -> "'" + fact.id() + "', " + fact.value().replace("w.", "n."))
                    .collect(Collectors.joining(", "))
            + "))";
}
