package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.DerivedFields;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.record.Database;
import io.keqing.record.Region;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What [CustomerFacts] keeps about a customer's orders, worked out anew from the records with the reason
/// beside it: value and reason are of the same moment, which a stored value could not promise.
@Singleton
public final class OrderFacts implements DerivedFields {
    private static final Set<String> ORDERS = Set.of("order");
    private static final Set<String> MONEY = Set.of("order", "return");
    private static final String SQL = """
            select count(*) filter (where ordered),
                   count(*) filter (where returned),
                   sum(net),
                   count(*) filter (where (ordered or returned) and not own),
                   count(*) filter (where (ordered or returned) and amount is null),
                   count(*) filter (where ordered and at is null),
                   min((at at time zone p.zone)::date) filter (where ordered),
                   max((at at time zone p.zone)::date) filter (where ordered),
                   max(at) filter (where ordered),
                   max(at) filter (where net is not null),
                   count(*) filter (where coming)
              from (select ?::text as zone, ?::text as home, ?::timestamptz as now) p
             cross join lateral (
                   select i.amount, i.at, coalesce(i.currency, p.home) = p.home as own,
                          is_order(i.kind, i.at, p.now) as ordered, is_return(i.kind, i.at, p.now) as returned,
                          is_coming_order(i.kind, i.at, p.now) as coming,
                          case when has_happened(i.at, p.now)
                               then net_amount(i.kind, i.amount, i.currency, p.home) end as net
                     from interaction i
                    where i.customer_key = ?) bought
            """;

    private final Database database;
    private final String currency;
    private final String zone;

    OrderFacts(Database database, Region region) {
        this.database = database;
        this.currency = region.currency();
        this.zone = region.zone().getId();
    }

    private record Bought(
            long orders,
            long returns,
            @Nullable BigDecimal spent,
            long otherCurrency,
            long unpriced,
            long undated,
            @Nullable LocalDate first,
            @Nullable LocalDate last,
            @Nullable Instant lastOrder,
            @Nullable Instant lastAmount,
            long coming) {}

    @Override
    public List<Derived> of(int customer) {
        return database.read(connection -> {
            Instant now = Instant.now();
            Bought bought = bought(connection, customer, now);
            return bought.orders() + bought.returns() + bought.coming() == 0
                    ? List.of()
                    : facts(bought, OrderGaps.of(connection, customer, zone, now));
        });
    }

    private Bought bought(Connection connection, int customer, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setString(1, zone);
            select.setString(2, currency);
            select.setObject(3, now.atOffset(ZoneOffset.UTC));
            select.setInt(4, customer);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Bought(
                        row.getLong(1),
                        row.getLong(2),
                        row.getBigDecimal(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getObject(7, LocalDate.class),
                        row.getObject(8, LocalDate.class),
                        instant(row, 9),
                        instant(row, 10),
                        row.getLong(11));
            }
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private List<Derived> facts(Bought bought, OrderGaps gaps) {
        List<Derived> facts = new ArrayList<>();
        facts.add(new Derived(
                CustomerFields.ORDERS,
                bought.orders(),
                new Label(
                        "类型为“订单”的互动记录数；退货不计入。" + undated(bought).zh()
                                + coming(bought).zh(),
                        "Interactions of kind order; returns do not count."
                                + undated(bought).en()
                                + coming(bought).en()),
                bought.lastOrder(),
                ORDERS));
        BigDecimal spent = bought.spent();
        if (spent != null) {
            facts.add(new Derived(CustomerFields.SPENT, spent, why(bought), bought.lastAmount(), MONEY));
        }
        LocalDate first = bought.first();
        LocalDate last = bought.last();
        if (first != null && last != null) {
            facts.add(day(
                    CustomerFields.FIRST_ORDER, first, new Label("最早一笔有日期的订单。", "The earliest order with a date.")));
            facts.add(day(CustomerFields.LAST_ORDER, last, new Label("最近一笔有日期的订单。", "The latest order with a date.")));
        }
        Double median = gaps.median();
        if (median != null) {
            facts.add(new Derived(
                    CustomerFields.MEDIAN_GAP,
                    median,
                    new Label(
                            "相邻下单日之间天数的中位数：%d 个下单日，%d 个间隔。%s"
                                    .formatted(gaps.days(), gaps.gaps(), gaps.gaps() < 3 ? "间隔太少，仅供参考。" : ""),
                            "Median of the days between consecutive days with an order: %d such days, %d gap%s.%s"
                                    .formatted(
                                            gaps.days(),
                                            gaps.gaps(),
                                            gaps.gaps() == 1 ? "" : "s",
                                            gaps.gaps() < 3 ? " Too few to rely on." : "")),
                    bought.lastOrder(),
                    ORDERS));
        }
        return facts;
    }

    private static Derived day(Field<LocalDate> field, LocalDate day, Label because) {
        return new Derived(field, day, because, null, ORDERS);
    }

    private static Label undated(Bought bought) {
        return bought.undated() == 0
                ? new Label("", "")
                : new Label(
                        "其中 %d 笔没有时间。".formatted(bought.undated()),
                        " %d of them without a time.".formatted(bought.undated()));
    }

    private static Label coming(Bought bought) {
        return bought.coming() == 0
                ? new Label("", "")
                : new Label(
                        "另有 %d 笔待到的订单（时间在现在之后），未计入。".formatted(bought.coming()),
                        " To come, after now, and not counted: %d.".formatted(bought.coming()));
    }

    private Label why(Bought bought) {
        StringBuilder zh = new StringBuilder(
                "%d 笔订单的金额减去 %d 笔退货的金额，币种 %s。".formatted(bought.orders(), bought.returns(), currency));
        StringBuilder en = new StringBuilder("Amounts of %d order%s less those of %d return%s, in %s."
                .formatted(
                        bought.orders(),
                        bought.orders() == 1 ? "" : "s",
                        bought.returns(),
                        bought.returns() == 1 ? "" : "s",
                        currency));
        if (bought.otherCurrency() > 0) {
            zh.append("%d 条其他币种的记录未计入。".formatted(bought.otherCurrency()));
            en.append(" Left out: %d in another currency.".formatted(bought.otherCurrency()));
        }
        if (bought.unpriced() > 0) {
            zh.append("%d 条记录没有金额。".formatted(bought.unpriced()));
            en.append(" Without an amount: %d.".formatted(bought.unpriced()));
        }
        return new Label(zh.toString(), en.toString());
    }
}
