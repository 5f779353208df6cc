package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.Region;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many of those who first ordered in a month ordered again in each month after it.
@Singleton
public final class Retention {
    private static final String SQL = """
            with ordered as (
                select customer_key, date_trunc('month', at at time zone ?)::date as month
                  from interaction
                 where kind = 'order' and customer_key is not null and at < ?::timestamp at time zone ?
                 group by 1, 2),
            first as (select customer_key, min(month) as cohort from ordered group by 1)
            select f.cohort,
                   ((extract(year from o.month) - extract(year from f.cohort)) * 12
                    + extract(month from o.month) - extract(month from f.cohort))::integer,
                   count(*)
              from ordered o join first f using (customer_key)
             where f.cohort between ? and ?
             group by 1, 2
            """;

    private final Database database;
    private final Region region;

    Retention(Database database, Region region) {
        this.database = database;
        this.region = region;
    }

    /// @param ordered customers who ordered in the month itself, the one after it, … up to the present month, which is
    /// not over; the first of them is the size of the cohort
    public record Cohort(YearMonth month, List<Long> ordered) {}

    /// The cohorts of some months up to a last one, those without a first order left out; orders without a time count
    /// in none.
    ///
    /// @param months 1 to 120
    public List<Cohort> cohorts(YearMonth last, int months) {
        YearMonth present = YearMonth.from(region.today());
        Map<YearMonth, long[]> counts = new TreeMap<>();
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SQL)) {
                bind(select, present, last, months);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        YearMonth month = YearMonth.from(row.getObject(1, LocalDate.class));
                        counts.computeIfAbsent(
                                                month,
                                                first -> new long[(int) first.until(present, ChronoUnit.MONTHS) + 1])[
                                        row.getInt(2)] =
                                row.getLong(3);
                    }
                }
            }
            return true;
        });
        List<Cohort> cohorts = new ArrayList<>();
        counts.forEach((month, ordered) -> cohorts.add(
                new Cohort(month, java.util.Arrays.stream(ordered).boxed().toList())));
        return cohorts;
    }

    private void bind(PreparedStatement select, YearMonth present, YearMonth last, int months) throws SQLException {
        String zone = region.zone().getId();
        select.setString(1, zone);
        select.setObject(2, present.plusMonths(1).atDay(1));
        select.setString(3, zone);
        select.setObject(4, last.minusMonths(months - 1L).atDay(1));
        select.setObject(5, last.atDay(1));
    }
}
