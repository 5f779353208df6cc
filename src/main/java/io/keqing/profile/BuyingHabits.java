package io.keqing.profile;

import io.keqing.field.RecordId;
import io.keqing.record.Database;
import io.keqing.segment.OrderGaps;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How somebody buys: what, how much, how often, through which channel. What an order is, [Purchases]
/// says; returns take their absolute amount off what was spent, in the month they came. Nothing is
/// converted: each currency stands for itself, a record without one is in the portal's.
@Singleton
public final class BuyingHabits {
    /// So many values are named, the others are counted together.
    public static final int NAMED = 6;

    private static final String SQL = """
            with p as (select ?::text as home, ?::text as zone, ?::integer as customer, ?::timestamptz as now),
            bought as (
                select is_order(i.kind, i.at, p.now) as ordered, coalesce(i.product, '') as product,
                       coalesce(i.category, '') as category, coalesce(i.channel, '') as channel,
                       coalesce(i.currency, p.home) as currency,
                       to_char(i.at at time zone p.zone, 'YYYY-MM') as month,
                       net_amount(i.kind, i.amount, i.currency, coalesce(i.currency, p.home)) as amount, i.quantity
                  from p join interaction i on i.customer_key = p.customer
                 where is_order(i.kind, i.at, p.now) or is_return(i.kind, i.at, p.now))
            select grouping(product, category, channel, currency, month) as level,
                   coalesce(product, category, channel) as value, currency, month,
                   count(*) filter (where ordered) as orders,
                   count(*) filter (where not ordered) as returns,
                   count(amount) filter (where ordered) as priced,
                   sum(amount) filter (where ordered) as ordered,
                   -sum(amount) filter (where not ordered) as returned,
                   (percentile_disc(0.5) within group (order by amount) filter (where ordered)
                    + percentile_disc(0.5) within group (order by amount desc) filter (where ordered)) / 2
                       as median,
                   sum(quantity) filter (where ordered) as quantity
              from bought
             group by grouping sets ((), (product), (category), (channel), (currency), (currency, month))
             order by level, 5 desc, 8 desc nulls last, value, currency, month
            """;
    private static final String COMING =
            "select count(*) from interaction where customer_key = ? and is_coming_order(kind, at, ?)";

    /// `grouping` has a bit set for each column that a set leaves out: product 16 … month 1.
    private static final int ALL = 31;

    private static final int PRODUCT = 15;
    private static final int CATEGORY = 23;
    private static final int CHANNEL = 27;
    private static final int CURRENCY = 29;
    private static final int MONTH = 28;

    private final Database database;
    private final Entries entries;
    private final String currency;
    private final String zone;
    private final Clock clock = Clock.systemUTC();

    BuyingHabits(
            Database database,
            Entries entries,
            @Property(name = "keqing.currency", defaultValue = "CNY") String currency,
            @Property(name = "keqing.zone") @Nullable String zone) {
        this.database = database;
        this.entries = entries;
        this.currency = currency;
        this.zone = zone == null || zone.isBlank() ? ZoneId.systemDefault().getId() : zone;
    }

    /// @param orders all of them up to now
    /// @param amounts by currency, the one with most orders first
    /// @param months what was spent in which month, by currency, in order of time; only months with
    /// something
    /// @param coming orders of later, which count in nothing else here
    public record Habits(
            long orders,
            long returns,
            Shares products,
            Shares categories,
            Shares channels,
            List<Amounts> amounts,
            List<Month> months,
            OrderGaps gaps,
            long coming) {

        /// By year, the latest first; orders and returns without a time under the year null, at the end.
        public List<Year> years() {
            Map<List<Object>, Year> years = new LinkedHashMap<>();
            for (Month month : months) {
                YearMonth at = month.month();
                Integer number = at == null ? null : at.getYear();
                years.merge(
                        List.of(month.currency(), number == null ? "" : number),
                        new Year(number, month.currency(), month.orders(), month.returns(), month.net()),
                        (a, b) -> new Year(
                                a.year(),
                                a.currency(),
                                a.orders() + b.orders(),
                                a.returns() + b.returns(),
                                a.net().add(b.net())));
            }
            return years.values().stream()
                    .sorted(java.util.Comparator.comparing(
                                    Year::year,
                                    java.util.Comparator.nullsLast(java.util.Comparator.<Integer>reverseOrder()))
                            .thenComparing(Year::currency))
                    .toList();
        }
    }

    /// Which values the orders have.
    ///
    /// @param others orders with a value that is not named
    /// @param without orders without a value
    public record Shares(List<Share> named, long others, long without) {}

    /// @param quantity how many pieces, null where no order says
    public record Share(String value, long orders, @Nullable Double quantity) {}

    /// @param priced orders with an amount
    /// @param median of the amounts of the orders that have one, exact
    /// @param ordered sum of their amounts
    /// @param returned sum of the absolute amounts of returns
    public record Amounts(
            String currency,
            long orders,
            long priced,
            @Nullable BigDecimal median,
            BigDecimal ordered,
            BigDecimal returned) {
        public BigDecimal net() {
            return ordered.subtract(returned);
        }
    }

    /// @param month null for orders and returns without a time
    public record Month(@Nullable YearMonth month, String currency, long orders, long returns, BigDecimal net) {}

    /// @param year null for orders and returns without a time
    public record Year(@Nullable Integer year, String currency, long orders, long returns, BigDecimal net) {}

    /// @return empty where there is no such customer
    public Optional<Habits> of(RecordId customer) {
        OptionalInt key = entries.keyOf(customer);
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(database.read(connection -> habits(connection, key.getAsInt())));
    }

    private Habits habits(Connection connection, int customer) throws SQLException {
        Instant now = clock.instant();
        long orders = 0;
        long returns = 0;
        List<Share> products = new ArrayList<>();
        List<Share> categories = new ArrayList<>();
        List<Share> channels = new ArrayList<>();
        List<Amounts> amounts = new ArrayList<>();
        List<Month> months = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setString(1, currency);
            select.setString(2, zone);
            select.setInt(3, customer);
            select.setObject(4, ContactFacts.at(now));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    switch (row.getInt("level")) {
                        case ALL -> {
                            orders = row.getLong("orders");
                            returns = row.getLong("returns");
                        }
                        case PRODUCT -> products.add(share(row));
                        case CATEGORY -> categories.add(share(row));
                        case CHANNEL -> channels.add(share(row));
                        case CURRENCY -> amounts.add(amounts(row));
                        case MONTH -> months.add(month(row));
                        default ->
                            throw new IllegalStateException(
                                    "a level must be one that was grouped by, was " + row.getInt("level"));
                    }
                }
            }
        }
        months.sort(java.util.Comparator.comparing(
                        Month::month, java.util.Comparator.nullsLast(java.util.Comparator.<YearMonth>naturalOrder()))
                .thenComparing(Month::currency));
        return new Habits(
                orders,
                returns,
                shares(products),
                shares(categories),
                shares(channels),
                amounts,
                months,
                OrderGaps.of(connection, customer, zone, now),
                coming(connection, customer, now));
    }

    private static long coming(Connection connection, int customer, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COMING)) {
            select.setInt(1, customer);
            select.setObject(2, ContactFacts.at(now));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Share share(ResultSet row) throws SQLException {
        return new Share(row.getString("value"), row.getLong("orders"), row.getObject("quantity", Double.class));
    }

    private static Amounts amounts(ResultSet row) throws SQLException {
        return new Amounts(
                row.getString("currency"),
                row.getLong("orders"),
                row.getLong("priced"),
                row.getBigDecimal("median"),
                orZero(row.getBigDecimal("ordered")),
                orZero(row.getBigDecimal("returned")));
    }

    private static Month month(ResultSet row) throws SQLException {
        String month = row.getString("month");
        return new Month(
                month == null ? null : YearMonth.parse(month),
                row.getString("currency"),
                row.getLong("orders"),
                row.getLong("returns"),
                orZero(row.getBigDecimal("ordered")).subtract(orZero(row.getBigDecimal("returned"))));
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    /// Those with an order, most frequent first.
    private static Shares shares(List<Share> all) {
        long without = all.stream()
                .filter(share -> share.value().isEmpty())
                .mapToLong(Share::orders)
                .sum();
        List<Share> bought = all.stream()
                .filter(share -> !share.value().isEmpty() && share.orders() > 0)
                .toList();
        List<Share> named = bought.subList(0, Math.min(NAMED, bought.size()));
        long others =
                bought.stream().skip(named.size()).mapToLong(Share::orders).sum();
        return new Shares(List.copyOf(named), others, without);
    }
}
