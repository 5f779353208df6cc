package io.keqing.segment;

import io.keqing.field.Label;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.segment.LifetimeValue.Asked;
import io.keqing.statistics.BgNbd;
import io.keqing.statistics.BgNbd.Group;
import io.keqing.statistics.Correlation;
import io.keqing.statistics.GammaGamma;
import io.keqing.statistics.GammaGamma.Spent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A second opinion on what customers will be worth: [BgNbd] with [GammaGamma], fitted to all but the
/// last days, which
/// show how well it foretells. Orders of one day are one; the first order of each customer begins their
/// history and
/// counts neither as a repeat nor in the mean of what they spend, as in the papers.
@Singleton
public final class LifetimeModel {
    private static final double WEEK = 7;
    private static final int FETCH = 20_000;
    private static final int LAST_BUCKET = 7;
    private static final int FEWEST_SPENDERS = 3;

    private static final String HISTORY = """
            with p as materialized (
                select ?::timestamptz as moment, ?::text as home, ?::text as zone, ?::date as seen),
            days as (
                select i.customer_key as key, (i.at at time zone p.zone)::date as day,
                       sum(net_amount(i.kind, i.amount, i.currency, p.home))::float8 as amount
                  from p cross join interaction i join customer c on c.key = i.customer_key
                 where is_order(i.kind, i.at, p.moment) and i.at is not null
                   and counts_as_customer(c.relation, c.tags) and %s
                 group by 1, 2),
            numbered as (select d.*, min(day) over (partition by key) as first from days d)
            select count(*) filter (where day <= seen)::integer, min(day), max(day) filter (where day <= seen),
                   count(*) filter (where day > seen)::integer, avg(amount) filter (where day <= seen and day > first),
                   count(amount) filter (where day <= seen and day > first)::integer
              from numbered cross join p group by key having count(*) filter (where day <= seen) > 0
            """.formatted(Population.SQL);

    private final Database database;
    private final Region region;

    LifetimeModel(Database database, Region region) {
        this.database = database;
        this.region = region;
    }

    /// Customers with so many repeats, in the days that were kept back.
    ///
    /// @param repeats the last stands for more as well
    /// @param actual orders that came
    /// @param expected orders that were foretold
    public record Bucket(int repeats, long customers, double actual, double expected) {}

    /// @param r the model's parameters, in weeks; alpha, a, b likewise
    /// @param p what orders are worth; q, gamma likewise; null where fewer than three spent anything on
    /// repeats
    /// @param correlation of the number of repeats and their mean, which the model takes to be 0; null
    /// where one of the
    /// two does not vary
    /// @param actual orders in the days kept back
    /// @param expected orders foretold for them
    /// @param ordersToCome of all customers in the days to come
    /// @param value of all customers in the days to come, margin included
    /// @param reasons why something is null
    public record Model(
            double r,
            double alpha,
            double a,
            double b,
            @Nullable Double p,
            @Nullable Double q,
            @Nullable Double gamma,
            @Nullable Double correlation,
            long customers,
            double actual,
            @Nullable Double expected,
            List<Bucket> buckets,
            @Nullable Double ordersToCome,
            @Nullable Double value,
            List<Label> reasons) {}

    /// Either a model or why there is none.
    record Outcome(@Nullable Model model, @Nullable Label reason) {}

    private static final Label NO_REPEATS =
            new Label("未定义：没有人在两个不同的日子下过单", "not defined because nobody has ordered on two days");
    private static final Label NO_MONEY = new Label(
            "价值未定义：复购有金额的客户不足 %d 位".formatted(FEWEST_SPENDERS),
            "the value is not defined because fewer than %d customers spent anything on repeats"
                    .formatted(FEWEST_SPENDERS));
    private static final Label NO_MEAN = new Label(
            "价值未定义：各人均额差异过大，其平均值不存在（q ≤ 1）",
            "the value is not defined because means differ so much that they have no mean (q is not above 1)");
    private static final Label NO_CORRELATION = new Label(
            "相关系数未定义：复购次数或均额没有差异，或客户不足 3 位",
            "the correlation is not defined because repeats or their means do not vary, or fewer than 3 have them");
    private static final Label NOT_FINITE = new Label(
            "预测未定义：订单过于规律，模型的似然没有最大值",
            "what was foretold is not defined because orders come so regularly that no model is most likely");

    private record Known(
            int days,
            LocalDate first,
            LocalDate last,
            int later,
            @Nullable Double mean,
            int priced) {
        Group group(LocalDate seen) {
            return new Group(
                    days - 1, first.until(last, ChronoUnit.DAYS) / WEEK, first.until(seen, ChronoUnit.DAYS) / WEEK, 1);
        }

        /// What they spent on repeats, null where nothing.
        @Nullable
        Spent spent() {
            return mean == null || mean <= 0 || priced == 0 ? null : new Spent(priced, mean);
        }
    }

    /// @param moment the last that is known
    Outcome of(Asked asked, Instant moment) {
        LocalDate seen = asked.asOf().minusDays(asked.keptBack());
        List<Known> all = database.inTransaction(connection -> known(connection, asked, moment, seen));
        Map<Group, Long> counts = new HashMap<>();
        all.forEach(known -> counts.merge(known.group(seen), 1L, Long::sum));
        List<Group> groups = new ArrayList<>();
        counts.forEach((group, count) -> groups.add(new Group(group.repeats(), group.recency(), group.age(), count)));
        if (groups.stream().noneMatch(group -> group.repeats() > 0)) {
            return new Outcome(null, NO_REPEATS);
        }
        return new Outcome(model(asked, all, seen, BgNbd.fit(groups)), null);
    }

    private static Model model(Asked asked, List<Known> all, LocalDate seen, BgNbd orders) {
        List<Label> reasons = new ArrayList<>();
        List<Spent> spent = new ArrayList<>();
        for (Known known : all) {
            Spent own = known.spent();
            if (own != null) {
                spent.add(own);
            }
        }
        GammaGamma money = spent.size() < FEWEST_SPENDERS ? null : GammaGamma.fit(spent);
        OptionalDouble mean = money == null ? OptionalDouble.empty() : money.mean();
        if (mean.isEmpty()) {
            reasons.add(money == null ? NO_MONEY : NO_MEAN);
        }
        OptionalDouble correlation = Correlation.of(
                spent.stream().mapToDouble(Spent::orders).toArray(),
                spent.stream().mapToDouble(Spent::mean).toArray());
        if (correlation.isEmpty()) {
            reasons.add(NO_CORRELATION);
        }
        double before = asked.keptBack() / WEEK;
        double until = (asked.keptBack() + asked.days()) / WEEK;
        TreeMap<Integer, double[]> buckets = new TreeMap<>();
        double toCome = 0;
        double value = 0;
        for (Known known : all) {
            Group then = known.group(seen);
            double soon = orders.expected(then, before);
            double[] sums = buckets.computeIfAbsent(Math.min(LAST_BUCKET, then.repeats()), any -> new double[3]);
            sums[0]++;
            sums[1] += known.later();
            sums[2] += soon;
            // from the end of what the model saw: the days to come less those that were kept back
            double later = orders.expected(then, until) - soon;
            toCome += later;
            Spent own = known.spent();
            if (money != null && mean.isPresent()) {
                value += later * (own == null ? mean.getAsDouble() : money.expected(own)) * asked.margin();
            }
        }
        double actual = 0;
        double expected = 0;
        for (double[] sums : buckets.values()) {
            actual += sums[1];
            expected += sums[2];
        }
        boolean finite = Double.isFinite(expected) && Double.isFinite(toCome);
        if (!finite) {
            reasons.add(NOT_FINITE);
        }
        List<Bucket> told = new ArrayList<>();
        if (finite) {
            buckets.forEach((repeats, sums) -> told.add(new Bucket(repeats, (long) sums[0], sums[1], sums[2])));
        }
        return new Model(
                orders.r(),
                orders.alpha(),
                orders.a(),
                orders.b(),
                money == null ? null : money.p(),
                money == null ? null : money.q(),
                money == null ? null : money.gamma(),
                correlation.isPresent() ? correlation.getAsDouble() : null,
                all.size(),
                actual,
                finite ? expected : null,
                told,
                finite ? toCome : null,
                finite && mean.isPresent() && Double.isFinite(value) ? value : null,
                reasons);
    }

    private List<Known> known(Connection connection, Asked asked, Instant moment, LocalDate seen) throws SQLException {
        List<Known> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HISTORY)) {
            select.setObject(1, moment.atOffset(ZoneOffset.UTC));
            select.setString(2, region.currency());
            select.setString(3, region.zone().getId());
            select.setObject(4, seen);
            asked.whose().bind(connection, select, 5);
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Known(
                            row.getInt(1),
                            row.getObject(2, LocalDate.class),
                            row.getObject(3, LocalDate.class),
                            row.getInt(4),
                            row.getObject(5, Double.class),
                            row.getInt(6)));
                }
            }
        }
        return all;
    }
}
