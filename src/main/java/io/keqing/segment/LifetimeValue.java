package io.keqing.segment;

import io.keqing.field.Label;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.statistics.Horizon;
import io.keqing.statistics.Interval;
import io.keqing.statistics.ShrunkenShare;
import io.keqing.statistics.ValueBootstrap;
import io.keqing.statistics.ValueBootstrap.Block;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What customers will be worth. The simple figure is average order × orders a year × margin × the
/// discounted years that a customer stays within a horizon, by value band; the second opinion is
/// [LifetimeModel]. Whose orders and who was lost, [Purchases] says. What cannot be told is null, with
/// the reason.
@Singleton
public final class LifetimeValue {
    /// Where nobody says another.
    public static final double MARGIN = 0.3;

    /// Where nobody says another: five years, a later one worth a tenth less.
    public static final Horizon HORIZON = new Horizon(5, 0.1);

    /// Days to come of the second opinion, where nobody says others.
    public static final int DAYS = 365;

    /// Days kept back from its fit, where nobody says others.
    public static final int KEPT_BACK = 180;

    /// So few customers have no interval.
    static final int FEWEST = 5;

    private static final String WITHOUT_AMOUNT = "";
    private static final int YEAR = 365;
    private static final int[] PERIODS = {YEAR, 182, 91};
    private static final String SIMPLE = """
            with p as materialized (
                select ?::timestamptz as moment, ?::text as home),
            bought as (
                select i.customer_key as key, sum(net_amount(i.kind, i.amount, i.currency, p.home))::float8 as spent,
                       count(*) filter (where is_order(i.kind, i.at, p.moment)) as orders,
                       count(*) filter (where is_order(i.kind, i.at, p.moment)
                                          and i.at > p.moment - interval '365 days') as lately
                  from p cross join interaction i join customer c on c.key = i.customer_key
                 where (is_order(i.kind, i.at, p.moment) or is_return(i.kind, i.at, p.moment))
                   and counts_as_customer(c.relation, c.tags) and %s
                 group by 1),
            numbered as (
                select coalesce(f.value_band, 'none') as band, b.*,
                       row_number() over (partition by coalesce(f.value_band, 'none') order by b.key) %% 1000 as block
                  from bought b left join customer_facts f on f.key = b.key where b.orders > 0)
            select case when spent is not null then band end, count(*)::float8, sum(spent), sum(orders)::float8,
                   sum(lately)::float8
              from numbered group by 1, block order by 1 nulls last, block
            """.formatted(Population.SQL);

    private final Database database;
    private final Churn churn;
    private final LifetimeModel model;
    private final Region region;

    LifetimeValue(Database database, Churn churn, LifetimeModel model, Region region) {
        this.database = database;
        this.churn = churn;
        this.model = model;
        this.region = region;
    }

    /// What is asked.
    ///
    /// @param margin 0 to 1
    /// @param horizon years ahead of the simple figure, and what later ones count for
    /// @param days to come that the second opinion tells of, 1 or more
    /// @param keptBack last days that the second opinion does not see, 1 or more
    /// @param asOf the last day that is known; not ahead
    public record Asked(double margin, Horizon horizon, int days, int keptBack, LocalDate asOf, Population whose) {}

    /// The simple figure of a value band, that of today.
    ///
    /// @param orders of all of its customers
    /// @param averageOrder in the portal's currency
    /// @param ordersPerYear of one customer, in the last 365 days
    /// @param years that one stays within the horizon, null where nobody's churn is known
    /// @param discountedYears each counted at what it is worth today
    /// @param value margin included
    /// @param interval of the value, null where too few are in the band
    /// @param reason why something is null, null where nothing is
    public record Band(
            String band,
            long customers,
            long orders,
            double averageOrder,
            double ordersPerYear,
            @Nullable Double years,
            @Nullable Double discountedYears,
            @Nullable Double value,
            @Nullable Interval interval,
            @Nullable Label reason) {}

    /// The yearly churn that years are worked out from.
    ///
    /// @param days of the period it was counted in: a year or, where nobody was active that long ago, a
    /// part of one
    /// @param active customers when it began
    /// @param lost those of them who left
    /// @param value of a year, shrunken, never 0 and never 1; null where nobody was active
    public record YearlyChurn(
            int days,
            long active,
            long lost,
            @Nullable Double value,
            @Nullable Label reason) {}

    private record Lost(int days, @Nullable ShrunkenShare share) {
        double periods() {
            return (double) YEAR / days;
        }

        @Nullable
        Double yearly() {
            return share == null ? null : ShrunkenShare.of(share.value(), periods());
        }
    }

    /// @param withoutAmount customers who ordered, but nothing with an amount in the portal's currency: left out
    /// of the bands
    /// @param model null where there is none
    /// @param noModel why there is none, null where there is one
    public record Report(
            List<Band> bands,
            YearlyChurn churn,
            long withoutAmount,
            LifetimeModel.@Nullable Model model,
            @Nullable Label noModel) {}

    private static final Label NOBODY_ACTIVE = new Label(
            "未定义：三个月前没有活跃客户，流失率无从得知",
            "not defined because nobody was active three months ago, so that no churn is known");
    private static final Label FEW = new Label(
            "区间未定义：该价值带不足 %d 位客户".formatted(FEWEST),
            "the interval is not defined because fewer than %d customers are in the band".formatted(FEWEST));

    public Report of(Asked asked) {
        Lost lost = lost(asked);
        ShrunkenShare share = lost.share();
        Map<String, List<Block>> blocks = database.read(connection -> blocks(connection, asked));
        List<Block> unknown = blocks.remove(WITHOUT_AMOUNT);
        double withoutAmount = unknown == null
                ? 0
                : unknown.stream().mapToDouble(Block::customers).sum();
        LifetimeModel.Outcome outcome = model.of(asked, moment(asked.asOf()));
        return new Report(
                bands(blocks, asked, lost),
                new YearlyChurn(
                        lost.days(),
                        share == null ? 0 : share.n(),
                        share == null ? 0 : share.good(),
                        lost.yearly(),
                        share == null ? NOBODY_ACTIVE : null),
                Math.round(withoutAmount),
                outcome.model(),
                outcome.reason());
    }

    /// Counted in the last year; a portal that is younger has half a year, or a quarter.
    private Lost lost(Asked asked) {
        for (int days : PERIODS) {
            Churn.Rate rate = churn.rate(asked.asOf().minusDays(days - 1L), asked.asOf(), asked.whose());
            if (rate.active() > 0) {
                return new Lost(days, new ShrunkenShare(rate.active(), rate.lost()));
            }
        }
        return new Lost(YEAR, null);
    }

    /// Up to now today, else up to the end of the day.
    private Instant moment(LocalDate asOf) {
        return asOf.isBefore(region.today()) ? region.endOf(asOf).minusNanos(1_000) : Instant.now();
    }

    private static List<Band> bands(Map<String, List<Block>> blocks, Asked asked, Lost lost) {
        List<Band> bands = new ArrayList<>();
        blocks.forEach((name, of) -> bands.add(band(name, of, asked, lost)));
        bands.sort(Comparator.comparingDouble((Band band) ->
                        Objects.requireNonNullElse(band.value(), band.averageOrder() * band.ordersPerYear()))
                .reversed());
        return bands;
    }

    private static Band band(String name, List<Block> blocks, Asked asked, Lost lost) {
        ShrunkenShare share = lost.share();
        Double churn = lost.yearly();
        Block all = blocks.stream().reduce(Block::plus).orElseThrow();
        boolean few = all.customers() < FEWEST;
        return new Band(
                name,
                Math.round(all.customers()),
                Math.round(all.orders()),
                all.spent() / all.orders(),
                all.lately() / all.customers(),
                churn == null ? null : asked.horizon().expected(churn),
                churn == null ? null : asked.horizon().discounted(churn),
                churn == null ? null : ValueBootstrap.value(all, churn, asked.horizon(), asked.margin()),
                share == null || few
                        ? null
                        : ValueBootstrap.interval(blocks, share, lost.periods(), asked.horizon(), asked.margin()),
                share == null ? NOBODY_ACTIVE : few ? FEW : null);
    }

    private Map<String, List<Block>> blocks(Connection connection, Asked asked) throws SQLException {
        Map<String, List<Block>> blocks = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SIMPLE)) {
            select.setObject(1, moment(asked.asOf()).atOffset(ZoneOffset.UTC));
            select.setString(2, region.currency());
            asked.whose().bind(connection, select, 3);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String band = row.getString(1);
                    blocks.computeIfAbsent(band == null ? WITHOUT_AMOUNT : band, any -> new ArrayList<>())
                            .add(new Block(row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getDouble(5)));
                }
            }
        }
        return blocks;
    }
}
