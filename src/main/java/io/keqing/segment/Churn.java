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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Who left in a period, of those who were active when it began. Who is active and who is lost,
/// [Purchases] says; a period that reaches ahead is read as of today.
@Singleton
public final class Churn {
    private static final int[] DAYS = {30, 60, 90, 120, 180, 365};
    private static final double[] GAPS = {0, 2, 3, 4};
    private static final int FETCH = 20_000;
    private static final int WORDS = 10;

    /// A reason counts for somebody who gave it so many days before the period or in it.
    private static final int REASON_DAYS = 180;

    private static final String SQL = """
            with p as materialized (
                select ?::text as zone, ?::date as first, ?::date as last, ?::timestamptz as moment,
                       ?::boolean as joined_is_contract),
            days as (
                select i.customer_key as key, (i.at at time zone p.zone)::date as day
                  from p cross join interaction i
                 where is_order(i.kind, i.at, p.moment) and i.at is not null and i.customer_key is not null
                 group by 1, 2),
            gaps as (select key, day, day - lag(day) over (partition by key order by day) as gap from days),
            bought as (
                select g.key, max(g.day) filter (where g.day <= p.first) as before, max(g.day) as last,
                       percentile_cont(0.5) within group (order by g.gap) filter (where g.day <= p.first) as gap_before,
                       percentile_cont(0.5) within group (order by g.gap) as gap
                  from gaps g cross join p group by g.key),
            agreed as (
                select i.customer_key as key, max((i.at at time zone p.zone)::date) as last,
                       max((i.at at time zone p.zone)::date)
                           filter (where (i.at at time zone p.zone)::date <= p.first) as before
                  from p cross join interaction i
                 where i.kind = 'contract' and i.at <= p.moment and i.customer_key is not null group by 1)
            select c.key,
                   standing(contract_began(c.joined, p.joined_is_contract, c.relation, a.before), c.ended,
                            counts_as_customer(c.relation, c.tags), b.before, p.first),
                   b.before, b.gap_before,
                   standing(contract_began(c.joined, p.joined_is_contract, c.relation, a.last), c.ended,
                            counts_as_customer(c.relation, c.tags), b.last, p.last),
                   b.last, b.gap
              from customer c cross join p
              left join bought b on b.key = c.key left join agreed a on a.key = c.key
             where (b.key is not null or a.key is not null or c.joined is not null or c.ended is not null)
               and %s
            """.formatted(Population.SQL);
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
    /// @param contracts those of the active who were under contract
    public record Rate(Limit limit, long active, long lost, long contracts) {}

    /// A reason of those who left beside those who stayed.
    ///
    /// @param lost customers who left and had given it
    /// @param stayed customers who stayed and had given it
    /// @param difference of the two shares
    /// @param adjusted p after Benjamini and Hochberg over all reasons
    public record Reason(String name, long lost, long stayed, Difference difference, double adjusted) {}

    /// @param sensitivity the rate by other limits
    /// @param words that comments of those lost today use more than those of others; none of a part of
    /// the customers
    public record Report(
            LocalDate from,
            LocalDate to,
            Rate rate,
            List<Rate> sensitivity,
            List<Reason> reasons,
            List<String> words) {}

    /// How a customer stands on a day.
    ///
    /// @param standing as `standing` in SQL, null for nobody's customer
    /// @param gap their median gap by then
    private record State(
            @Nullable String standing,
            @Nullable LocalDate lastOrder,
            @Nullable Double gap) {
        boolean active(Limit limit, LocalDate day) {
            return "contract".equals(standing) || "orders".equals(standing) && !silent(limit, day);
        }

        boolean lost(Limit limit, LocalDate day) {
            return "ended".equals(standing) || "orders".equals(standing) && silent(limit, day);
        }

        private boolean silent(Limit limit, LocalDate day) {
            return lastOrder != null && lastOrder.until(day, ChronoUnit.DAYS) > limit.patience(gap);
        }
    }

    /// A customer at both ends of a period.
    private record Ends(int key, State before, State after) {}

    /// The ends of a period; nobody is known ahead of today.
    private record Span(LocalDate start, LocalDate end, Instant moment) {}

    private Span span(LocalDate from, LocalDate to) {
        LocalDate today = region.today();
        LocalDate start = from.minusDays(1);
        Instant now = Instant.now();
        return to.isBefore(today)
                ? new Span(start, to, region.endOf(to).minusNanos(1_000))
                : new Span(start.isAfter(today) ? today : start, today, now);
    }

    /// The rate by the definition in force.
    public Rate rate(LocalDate from, LocalDate to, Population whose) {
        Limit limit = definition.now().limit();
        Span span = span(from, to);
        return database.inTransaction(connection -> count(read(connection, span, limit, whose), limit, span));
    }

    /// The rate, how it would be by other limits, and what those who left had said.
    ///
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public Report report(LocalDate from, LocalDate to, Population whose, Viewer viewer) {
        Limit limit = definition.now().limit();
        Span span = span(from, to);
        return database.inTransaction(connection -> {
            List<Ends> all = read(connection, span, limit, whose);
            List<Rate> sensitivity = new ArrayList<>();
            for (int days : DAYS) {
                for (double gaps : GAPS) {
                    sensitivity.add(count(all, new Limit(days, gaps, limit.joinedIsContract()), span));
                }
            }
            RoaringBitmap lost = new RoaringBitmap();
            RoaringBitmap stayed = new RoaringBitmap();
            for (Ends each : all) {
                if (each.before().active(limit, span.start())) {
                    (each.after().lost(limit, span.end()) ? lost : stayed).add(each.key());
                }
            }
            return new Report(
                    from,
                    to,
                    count(all, limit, span),
                    sensitivity,
                    reasons(connection, lost, stayed, from, to),
                    whose.equals(Population.ALL) ? words(viewer) : List.of());
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

    private static Rate count(List<Ends> all, Limit limit, Span span) {
        long active = 0;
        long lost = 0;
        long contracts = 0;
        for (Ends each : all) {
            if (each.before().active(limit, span.start())) {
                active++;
                contracts += "contract".equals(each.before().standing()) ? 1 : 0;
                lost += each.after().lost(limit, span.end()) ? 1 : 0;
            }
        }
        return new Rate(limit, active, lost, contracts);
    }

    private List<Ends> read(Connection connection, Span span, Limit limit, Population whose) throws SQLException {
        List<Ends> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setString(1, region.zone().getId());
            select.setObject(2, span.start());
            select.setObject(3, span.end());
            select.setObject(4, span.moment().atOffset(ZoneOffset.UTC));
            select.setBoolean(5, limit.joinedIsContract());
            whose.bind(connection, select, 6);
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Ends(row.getInt(1), state(row, 2), state(row, 5)));
                }
            }
        }
        return all;
    }

    private static State state(ResultSet row, int column) throws SQLException {
        return new State(
                row.getString(column),
                row.getObject(column + 1, LocalDate.class),
                row.getObject(column + 2, Double.class));
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
