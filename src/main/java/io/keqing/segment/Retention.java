package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.statistics.Score.Share;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How many of those who first ordered in a month ordered again in each month after it: customers who
/// count and orders that have come, as [Purchases] says.
@Singleton
public final class Retention {
    private static final String SQL = """
            with ordered as (
                select i.customer_key, date_trunc('month', i.at at time zone ?)::date as month
                  from interaction i join customer c on c.key = i.customer_key
                 where is_order(i.kind, i.at, ?) and i.at is not null and counts_as_customer(c.relation, c.tags)
                   and (?::text is null or c.source = ?)
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
    public record Cohort(YearMonth month, List<Long> ordered) {
        /// The share of the cohort that ordered so many months after its first, with its 95 % interval
        /// (Wilson).
        ///
        /// @param later 0 or more, below the size of `ordered`
        public Share share(int later) {
            return new Share(ordered.getFirst(), ordered.get(later));
        }
    }

    /// The cohorts of some months up to a last one, those without a first order left out; orders
    /// without a time count in none.
    ///
    /// @param months 1 to 120
    /// @param source whose customers; all of them without
    public List<Cohort> cohorts(YearMonth last, int months, @Nullable String source) {
        YearMonth present = YearMonth.from(region.today());
        Map<YearMonth, long[]> counts = new TreeMap<>();
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SQL)) {
                bind(select, last, months, source);
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

    private void bind(PreparedStatement select, YearMonth last, int months, @Nullable String source)
            throws SQLException {
        String zone = region.zone().getId();
        select.setString(1, zone);
        select.setObject(2, Instant.now().atOffset(ZoneOffset.UTC));
        select.setString(3, source);
        select.setString(4, source);
        select.setObject(5, last.minusMonths(months - 1L).atDay(1));
        select.setObject(6, last.atDay(1));
    }
}
