package io.keqing.segment;

import io.keqing.field.RecordId;
import io.keqing.record.Database;
import io.keqing.record.Region;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Recency, frequency and money of everybody who had ordered by a day, scored 1 to 5 by quintiles of that day.
///
/// The thresholds are the 20, 40, 60 and 80 % quantiles by linear interpolation (type 7 of Hyndman and Fan, "Sample
/// Quantiles in Statistical Packages", 1996, which `percentile_cont` computes). A score is 1 + the number of thresholds
/// below the value, so that bins are closed on the right and equal values score the same; days count the other way.
@Singleton
public final class Rfm {
    private static final int FETCH = 5_000;
    private static final String SQL = """
            with bought as materialized (
                select i.customer_key as key,
                       (?::date - max((i.at at time zone ?)::date) filter (where is_order(i.kind, i.at, p.moment)))
                           as days,
                       count(*) filter (where is_order(i.kind, i.at, p.moment)) as orders,
                       coalesce(sum(net_amount(i.kind, i.amount, i.currency, ?)), 0) as spent
                  from (select ?::timestamptz as moment) p
                 cross join interaction i
                  join customer c on c.key = i.customer_key
                 where (is_order(i.kind, i.at, p.moment) or is_return(i.kind, i.at, p.moment))
                   and i.at is not null and (?::text is null or c.source = ?)
                 group by i.customer_key
                having count(*) filter (where is_order(i.kind, i.at, p.moment)) > 0),
            thresholds as (
                select percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by days::float8) as r,
                       percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by orders::float8) as f,
                       percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by spent::float8) as m
                  from bought)
            select c.source, c.id, b.days, b.orders, b.spent,
                   5 - (select count(*) from unnest(t.r) edge where edge < b.days),
                   1 + (select count(*) from unnest(t.f) edge where edge < b.orders),
                   1 + (select count(*) from unnest(t.m) edge where edge < b.spent::float8)
              from bought b
              join customer c on c.key = b.key
             cross join thresholds t
             order by b.key
            """;

    private final Database database;
    private final String currency;
    private final String zone;
    private final Region region;

    Rfm(Database database, Region region) {
        this.database = database;
        this.currency = region.currency();
        this.zone = region.zone().getId();
        this.region = region;
    }

    /// @param recencyDays from the last order's day to the day asked for, 0 or more
    /// @param orders interactions of kind order
    /// @param spent their amounts less the absolute amounts of returns, those in the portal's currency
    /// @param r 1 to 5, 5 = most recent
    /// @param f 1 to 5
    /// @param m 1 to 5
    public record Scored(RecordId customer, int recencyDays, long orders, BigDecimal spent, int r, int f, int m) {
        /// The three scores as digits, one of 125.
        public String cell() {
            return "" + r + f + m;
        }

        /// The class that the scheme leads to, as far as it asks for what is scored here.
        public String classBy(SchemeDefinition scheme) {
            Map<Fact, Double> facts = Map.of(
                    Fact.R, (double) r,
                    Fact.F, (double) f,
                    Fact.M, (double) m,
                    Fact.RECENCY, (double) recencyDays,
                    Fact.ORDERS, (double) orders,
                    Fact.SPENT, spent.doubleValue());
            return scheme.rules().get(scheme.ruleOf(facts::get)).name();
        }
    }

    /// Today, where the portal's days are cut.
    public LocalDate today() {
        return region.today();
    }

    /// Hands over everybody with an order up to the end of a day, today up to now, in a fixed order; an
    /// order without a time is none by any day.
    ///
    /// @param source whose customers, to whom the thresholds belong; all of them without
    public void scored(LocalDate asOf, @Nullable String source, Consumer<Scored> each) {
        // a transaction, or the driver would read all rows before the first
        database.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SQL)) {
                select.setFetchSize(FETCH);
                bind(select, asOf, source);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        each.accept(read(row));
                    }
                }
            }
            return true;
        });
    }

    private void bind(PreparedStatement select, LocalDate asOf, @Nullable String source) throws SQLException {
        select.setObject(1, asOf);
        select.setString(2, zone);
        select.setString(3, currency);
        // orders of later today are still to come
        Instant now = Instant.now();
        Instant end = region.endOf(asOf).minusNanos(1_000);
        select.setObject(4, (asOf.equals(today()) ? now : end).atOffset(ZoneOffset.UTC));
        select.setString(5, source);
        select.setString(6, source);
    }

    private static Scored read(ResultSet row) throws SQLException {
        return new Scored(
                new RecordId(row.getString(1), row.getString(2)),
                row.getInt(3),
                row.getLong(4),
                row.getBigDecimal(5),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8));
    }
}
