package io.keqing.segment;

import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.search.Filter;
import io.keqing.search.SearchQuery;
import io.keqing.search.TellingTerms;
import io.keqing.segment.ChurnDefinition.Limit;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Score.Difference;
import io.keqing.statistics.Score.Share;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Who left in a period, of those who were active when it began: silent beyond the churn limit by its
/// last day, or with a contract that had ended.
@Singleton
public final class Churn {
    private static final int[] DAYS = {30, 60, 90, 120, 180, 365};
    private static final double[] GAPS = {0, 2, 3, 4};
    private static final int FETCH = 20_000;
    private static final int WORDS = 10;

    /// A reason counts for somebody who gave it so many days before the period or in it.
    private static final int REASON_DAYS = 180;

    private static final String SQL = """
            with days as (
                select i.customer_key as key, (i.at at time zone ?)::date as day
                  from interaction i
                 where i.kind = 'order' and i.customer_key is not null
                   and i.at < (?::date + 1)::timestamp at time zone ?
                 group by 1, 2),
            gaps as (select key, day, day - lag(day) over (partition by key order by day) as gap from days)
            select g.key, max(g.day) filter (where g.day <= ?::date), max(g.day),
                   percentile_cont(0.5) within group (order by g.gap) filter (where g.day <= ?::date),
                   percentile_cont(0.5) within group (order by g.gap), c.ended
              from gaps g join customer c on c.key = g.key
             group by g.key, c.ended
            """;
    private static final String REASONS = """
            select distinct i.reason, i.customer_key from interaction i
             where i.reason is not null and i.customer_key is not null
               and i.at >= ?::date::timestamp at time zone ? and i.at < (?::date + 1)::timestamp at time zone ?
            """;

    private final Database database;
    private final ChurnDefinition definition;
    private final TellingTerms terms;
    private final Region region;

    Churn(Database database, ChurnDefinition definition, TellingTerms terms, Region region) {
        this.database = database;
        this.definition = definition;
        this.terms = terms;
        this.region = region;
    }

    /// @param active customers who were not lost on the day before the period
    /// @param lost those of them who were on its last day
    public record Rate(Limit limit, long active, long lost) {}

    /// A reason of those who left beside those who stayed.
    ///
    /// @param lost customers who left and had given it
    /// @param stayed customers who stayed and had given it
    /// @param difference of the two shares
    /// @param adjusted p after Benjamini and Hochberg over all reasons
    public record Reason(String name, long lost, long stayed, Difference difference, double adjusted) {}

    /// @param sensitivity the rate by other limits
    /// @param words that comments of those lost today use more than those of others
    public record Report(
            LocalDate from,
            LocalDate to,
            Rate rate,
            List<Rate> sensitivity,
            List<Reason> reasons,
            List<String> words) {}

    /// An order history at both ends of a period.
    private record Orders(
            int key,
            @Nullable LocalDate before,
            LocalDate last,
            @Nullable Double gapBefore,
            @Nullable Double gap,
            @Nullable LocalDate ended) {
        boolean active(Limit limit, LocalDate start) {
            return before != null
                    && before.until(start, ChronoUnit.DAYS) <= patience(limit, gapBefore)
                    && !hasEnded(start);
        }

        boolean lost(Limit limit, LocalDate end) {
            return last.until(end, ChronoUnit.DAYS) > patience(limit, gap) || hasEnded(end);
        }

        private boolean hasEnded(LocalDate day) {
            return ended != null && ended.isBefore(day);
        }

        private static double patience(Limit limit, @Nullable Double gap) {
            return Math.max(limit.silentDays(), gap == null ? 0 : limit.gaps() * gap);
        }
    }

    /// The rate by the definition in force.
    public Rate rate(LocalDate from, LocalDate to) {
        Limit limit = definition.now().limit();
        return database.inTransaction(connection -> count(read(connection, from, to), limit, from.minusDays(1), to));
    }

    /// The rate, how it would be by other limits, and what those who left had said.
    ///
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public Report report(LocalDate from, LocalDate to, Viewer viewer) {
        Limit limit = definition.now().limit();
        LocalDate start = from.minusDays(1);
        return database.inTransaction(connection -> {
            List<Orders> orders = read(connection, from, to);
            List<Rate> sensitivity = new ArrayList<>();
            for (int days : DAYS) {
                for (double gaps : GAPS) {
                    sensitivity.add(count(orders, new Limit(days, gaps), start, to));
                }
            }
            RoaringBitmap lost = new RoaringBitmap();
            RoaringBitmap stayed = new RoaringBitmap();
            for (Orders each : orders) {
                if (each.active(limit, start)) {
                    (each.lost(limit, to) ? lost : stayed).add(each.key());
                }
            }
            return new Report(
                    from,
                    to,
                    count(orders, limit, start, to),
                    sensitivity,
                    reasons(connection, lost, stayed, from, to),
                    words(viewer));
        });
    }

    private List<String> words(Viewer viewer) {
        return terms.standingOut(
                SearchQuery.all("feedback"),
                new Filter(InteractionFields.CUSTOMER_LIFECYCLE.name(), List.of(new Filter.Condition.Is("lost"))),
                "comment",
                WORDS,
                viewer);
    }

    private static Rate count(List<Orders> orders, Limit limit, LocalDate start, LocalDate end) {
        long active = 0;
        long lost = 0;
        for (Orders each : orders) {
            if (each.active(limit, start)) {
                active++;
                lost += each.lost(limit, end) ? 1 : 0;
            }
        }
        return new Rate(limit, active, lost);
    }

    private List<Orders> read(Connection connection, LocalDate from, LocalDate to) throws SQLException {
        String zone = region.zone().getId();
        List<Orders> orders = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setString(1, zone);
            select.setObject(2, to);
            select.setString(3, zone);
            select.setObject(4, from.minusDays(1));
            select.setObject(5, from.minusDays(1));
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    orders.add(new Orders(
                            row.getInt(1),
                            row.getObject(2, LocalDate.class),
                            row.getObject(3, LocalDate.class),
                            row.getObject(4, Double.class),
                            row.getObject(5, Double.class),
                            row.getObject(6, LocalDate.class)));
                }
            }
        }
        return orders;
    }

    private List<Reason> reasons(
            Connection connection, RoaringBitmap lost, RoaringBitmap stayed, LocalDate from, LocalDate to)
            throws SQLException {
        if (lost.isEmpty() || stayed.isEmpty()) {
            return List.of();
        }
        Map<String, long[]> counts = new TreeMap<>();
        String zone = region.zone().getId();
        try (PreparedStatement select = connection.prepareStatement(REASONS)) {
            select.setObject(1, from.minusDays(REASON_DAYS));
            select.setString(2, zone);
            select.setObject(3, to);
            select.setString(4, zone);
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long[] both = counts.computeIfAbsent(row.getString(1), any -> new long[2]);
                    both[0] += lost.contains(row.getInt(2)) ? 1 : 0;
                    both[1] += stayed.contains(row.getInt(2)) ? 1 : 0;
                }
            }
        }
        List<String> names = List.copyOf(counts.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            long[] both = counts.getOrDefault(name, new long[2]);
            differences.add(new Share(lost.getLongCardinality(), both[0])
                    .minus(new Share(stayed.getLongCardinality(), both[1])));
        }
        double[] adjusted = FalseDiscoveries.adjusted(
                differences.stream().mapToDouble(Difference::p).toArray());
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            long[] both = counts.getOrDefault(names.get(i), new long[2]);
            reasons.add(new Reason(names.get(i), both[0], both[1], differences.get(i), adjusted[i]));
        }
        reasons.sort(Comparator.comparingDouble(
                (Reason reason) -> -reason.difference().value()));
        return reasons;
    }
}
