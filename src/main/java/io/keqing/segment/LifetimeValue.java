package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.statistics.BgNbd;
import io.keqing.statistics.BgNbd.Group;
import io.keqing.statistics.GammaGamma;
import io.keqing.statistics.GammaGamma.Spent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.jspecify.annotations.Nullable;

/// What customers will be worth. The simple figure is average order × orders a year × margin ÷ yearly churn, by value
/// band; the second opinion is [BgNbd] with [GammaGamma], fitted to all but the last days, which show how well it
/// foretells.
@Singleton
public final class LifetimeValue {
    private static final int YEAR = 365;
    private static final double WEEK = 7;
    private static final int FETCH = 20_000;
    private static final int LAST_BUCKET = 7;

    private static final String SIMPLE = """
            select coalesce(value_band, 'none'), count(*), sum(spent)::float8, sum(orders)::float8,
                   (select count(*) from interaction i join customer_facts g on g.key = i.customer_key
                     where i.kind = 'order' and i.at > now() - interval '365 days' and i.at <= now()
                       and g.value_band = f.value_band)::float8
              from customer_facts f where orders > 0 and spent > 0 group by value_band
            """;
    private static final String HISTORY = """
            with days as (
                select i.customer_key as key, (i.at at time zone ?)::date as day,
                       sum(i.amount) filter (where coalesce(i.currency, ?) = ?)::float8 as amount
                  from interaction i
                 where i.kind = 'order' and i.customer_key is not null
                   and i.at < (?::date + 1)::timestamp at time zone ?
                 group by 1, 2)
            select count(*) filter (where day <= ?)::integer, min(day), max(day) filter (where day <= ?),
                   count(*) filter (where day > ?)::integer, avg(amount) filter (where day <= ?)
              from days group by key having count(*) filter (where day <= ?) > 0
            """;

    private final Database database;
    private final Churn churn;
    private final Region region;

    LifetimeValue(Database database, Churn churn, Region region) {
        this.database = database;
        this.churn = churn;
        this.region = region;
    }

    /// The simple figure of a value band.
    ///
    /// @param averageOrder in the portal's currency
    /// @param ordersPerYear of one customer, in the last 365 days
    /// @param years 1 ÷ yearly churn
    /// @param value margin included
    public record Band(
            String band, long customers, double averageOrder, double ordersPerYear, double years, double value) {}

    /// Customers with so many repeats, in the days that were kept back.
    ///
    /// @param repeats the last stands for more as well
    /// @param actual orders that came
    /// @param expected orders that were foretold
    public record Bucket(int repeats, long customers, double actual, double expected) {}

    /// The second opinion.
    ///
    /// @param r the model's parameters, in weeks; alpha, a, b likewise
    /// @param p what orders are worth; q, gamma likewise; null where nobody spent anything twice
    /// @param correlation of the number of orders and their mean, which the model takes to be 0
    /// @param actual orders in the days kept back
    /// @param expected orders foretold for them
    /// @param value of all customers in the days to come, margin included
    public record Model(
            double r,
            double alpha,
            double a,
            double b,
            @Nullable Double p,
            @Nullable Double q,
            @Nullable Double gamma,
            double correlation,
            long customers,
            double actual,
            double expected,
            List<Bucket> buckets,
            double ordersToCome,
            @Nullable Double value) {}

    /// @param model null where too little was ordered again to fit one
    public record Report(
            List<Band> bands, double yearlyChurn, @Nullable Model model) {}

    private record Known(
            int days,
            LocalDate first,
            LocalDate last,
            int later,
            @Nullable Double mean) {}

    /// @param margin 0 to 1
    /// @param days to come, 1 or more
    /// @param keptBack last days that the model does not see, 1 or more
    public Report of(double margin, int days, int keptBack) {
        LocalDate today = region.today();
        Churn.Rate rate = churn.rate(today.minusDays(YEAR - 1L), today);
        double yearly = rate.active() == 0 ? 1 : Math.max(1e-3, (double) rate.lost() / rate.active());
        return new Report(bands(margin, yearly), yearly, model(margin, days, keptBack, today));
    }

    private List<Band> bands(double margin, double churnRate) {
        return database.read(connection -> {
            List<Band> bands = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(SIMPLE);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    double order = row.getDouble(3) / row.getDouble(4);
                    double perYear = row.getDouble(5) / row.getLong(2);
                    bands.add(new Band(
                            row.getString(1),
                            row.getLong(2),
                            order,
                            perYear,
                            1 / churnRate,
                            order * perYear * margin / churnRate));
                }
            }
            bands.sort(java.util.Comparator.comparingDouble(Band::value).reversed());
            return bands;
        });
    }

    private @Nullable Model model(double margin, int days, int keptBack, LocalDate today) {
        LocalDate seen = today.minusDays(keptBack);
        List<Known> all = database.inTransaction(connection -> known(connection, seen, today));
        Map<Group, Long> counts = new HashMap<>();
        all.forEach(known -> counts.merge(group(known, seen), 1L, Long::sum));
        List<Group> groups = counts.entrySet().stream()
                .map(each -> new Group(
                        each.getKey().repeats(),
                        each.getKey().recency(),
                        each.getKey().age(),
                        each.getValue()))
                .toList();
        if (groups.stream().noneMatch(group -> group.repeats() > 0)) {
            return null;
        }
        BgNbd orders = BgNbd.fit(groups);
        List<Spent> spent = all.stream()
                .filter(known -> known.days() > 1)
                .flatMap(known -> spent(known).stream())
                .toList();
        GammaGamma money = spent.size() < 3 ? null : GammaGamma.fit(spent);
        TreeMap<Integer, double[]> buckets = new TreeMap<>();
        double toCome = 0;
        double value = 0;
        for (Known known : all) {
            Group then = group(known, seen);
            double[] sums = buckets.computeIfAbsent(Math.min(LAST_BUCKET, then.repeats()), any -> new double[3]);
            sums[0]++;
            sums[1] += known.later();
            sums[2] += orders.expected(then, keptBack / WEEK);
            // from the end of what the model saw: the days to come less those that were kept back
            double later = orders.expected(then, (keptBack + days) / WEEK) - orders.expected(then, keptBack / WEEK);
            toCome += later;
            List<Spent> own = spent(known);
            if (money != null && !own.isEmpty()) {
                value += later * money.expected(own.getFirst()) * margin;
            }
        }
        double[] total = new double[2];
        List<Bucket> told = new ArrayList<>();
        buckets.forEach((repeats, sums) -> {
            told.add(new Bucket(repeats, (long) sums[0], sums[1], sums[2]));
            total[0] += sums[1];
            total[1] += sums[2];
        });
        return new Model(
                orders.r(),
                orders.alpha(),
                orders.a(),
                orders.b(),
                money == null ? null : money.p(),
                money == null ? null : money.q(),
                money == null ? null : money.gamma(),
                correlation(spent),
                all.size(),
                total[0],
                total[1],
                told,
                toCome,
                money == null ? null : value);
    }

    private static List<Spent> spent(Known known) {
        Double mean = known.mean();
        return mean == null || mean <= 0 ? List.of() : List.of(new Spent(known.days(), mean));
    }

    private static double correlation(List<Spent> spent) {
        return spent.size() < 3
                ? 0
                : new PearsonsCorrelation()
                        .correlation(
                                spent.stream().mapToDouble(Spent::orders).toArray(),
                                spent.stream().mapToDouble(Spent::mean).toArray());
    }

    private static Group group(Known known, LocalDate seen) {
        return new Group(
                known.days() - 1,
                known.first().until(known.last(), java.time.temporal.ChronoUnit.DAYS) / WEEK,
                known.first().until(seen, java.time.temporal.ChronoUnit.DAYS) / WEEK,
                1);
    }

    private List<Known> known(Connection connection, LocalDate seen, LocalDate today) throws SQLException {
        List<Known> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HISTORY)) {
            select.setString(1, region.zone().getId());
            select.setString(2, region.currency());
            select.setString(3, region.currency());
            select.setObject(4, today);
            select.setString(5, region.zone().getId());
            for (int place = 6; place <= 10; place++) {
                select.setObject(place, seen);
            }
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Known(
                            row.getInt(1),
                            row.getObject(2, LocalDate.class),
                            row.getObject(3, LocalDate.class),
                            row.getInt(4),
                            row.getObject(5, Double.class)));
                }
            }
        }
        return all;
    }
}
