package io.keqing.segment;

import io.keqing.field.Label;
import io.keqing.operations.Compared;
import io.keqing.operations.Compared.About;
import io.keqing.operations.Compared.Part;
import io.keqing.operations.Indicator;
import io.keqing.operations.Kpi;
import io.keqing.operations.SameCustomers;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.segment.ClassMigration.Cell;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Churn, retention and loyalty on the page of figures. They are of people, whom no channel, product or team has to
/// itself, and are not divided.
@Singleton
final class CustomerFigures implements Indicator {
    private static final String RETAINED = """
            with ordered as (
                select i.customer_key as key, bool_or(i.at < ?::date::timestamp at time zone ?) as before,
                       bool_or(i.at >= ?::date::timestamp at time zone ?) as again
                  from interaction i
                  join customer c on c.key = i.customer_key and counts_as_customer(c.relation, c.tags)
                 where is_order(i.kind, i.at, now())
                   and i.at >= ?::date::timestamp at time zone ? and i.at < (?::date + 1)::timestamp at time zone ?
                 group by 1)
            select count(*) filter (where before), count(*) filter (where before and again) from ordered
            """;

    private final Database database;
    private final Churn churn;
    private final ClassMigration migration;
    private final Region region;

    CustomerFigures(Database database, Churn churn, ClassMigration migration, Region region) {
        this.database = database;
        this.churn = churn;
        this.migration = migration;
        this.region = region;
    }

    @Override
    public int place() {
        return 30;
    }

    @Override
    public List<Kpi> of(Asked asked, Viewer viewer) {
        List<Cell> moved = migration
                .between(Scheme.LOYALTY, asked.from().minusDays(1), asked.to(), null)
                .cells();
        return List.of(
                kpi(CHURN, lost(asked), lost(asked.before())),
                kpi(RETENTION, retained(asked), retained(asked.before())),
                SameCustomers.shares(LOYALTY, loyal(moved, Cell::to), loyal(moved, Cell::from), pairs(moved)));
    }

    private static final About CHURN = new About(
            "churn",
            new Label("流失率", "Churn"),
            new Label(
                    "期初活跃的客户中，到期末流失的占比。" + Purchases.ACTIVE_AND_LOST.zh(),
                    "Of the customers active when the period began: those lost on its last day. "
                            + Purchases.ACTIVE_AND_LOST.en()),
            false);
    private static final About RETENTION = new About(
            "retention",
            new Label("复购率", "Retention"),
            new Label(
                    "前一个等长期间下过单的客户中，本期又下单的占比。",
                    "Of the customers who ordered in the period before, as long: those who ordered again in this one."),
            true);
    private static final About LOYALTY = new About(
            "loyalty",
            new Label("忠诚客户占比", "Loyal customers"),
            new Label(
                    "期末忠诚度为“忠诚”的客户，占忠诚、有流失风险与已流失之和；对比期初。",
                    "Loyal customers of those loyal, at risk or lost, on the last day; before = when the period began."),
            true);

    private static Kpi kpi(About about, Part now, Part before) {
        return Compared.shares(about, now, before, Map.of(), Map.of());
    }

    private Part lost(Asked asked) {
        Churn.Rate rate = churn.rate(asked.from(), asked.to(), Population.ALL);
        return new Part(rate.active(), rate.lost());
    }

    private static Part loyal(List<Cell> cells, Function<Cell, String> end) {
        long told = 0;
        long loyal = 0;
        for (Cell cell : cells) {
            String name = end.apply(cell);
            told += name.equals(Scheme.LOYALTY.start()) ? 0 : cell.customers();
            loyal += name.equals("loyal") ? cell.customers() : 0;
        }
        return new Part(told, loyal);
    }

    /// Those who have a loyalty on both days.
    private static SameCustomers.Pairs pairs(List<Cell> cells) {
        long[] counts = new long[4];
        for (Cell cell : cells) {
            if (!cell.from().equals(Scheme.LOYALTY.start()) && !cell.to().equals(Scheme.LOYALTY.start())) {
                counts[(cell.from().equals("loyal") ? 2 : 0) + (cell.to().equals("loyal") ? 1 : 0)] += cell.customers();
            }
        }
        return new SameCustomers.Pairs(counts[3], counts[1], counts[2], counts[0]);
    }

    private Part retained(Asked asked) {
        LocalDate begin = asked.before().from();
        String zone = region.zone().getId();
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(RETAINED)) {
                Object[] values = {asked.from(), zone, asked.from(), zone, begin, zone, asked.to(), zone};
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 1, values[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return new Part(row.getLong(1), row.getLong(2));
                }
            }
        });
    }
}
