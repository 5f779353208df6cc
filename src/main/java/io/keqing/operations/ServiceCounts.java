package io.keqing.operations;

import io.keqing.operations.Compared.Part;
import io.keqing.operations.Indicator.Asked;
import io.keqing.operations.Indicator.Division;
import io.keqing.privacy.LeastGroup;
import io.keqing.record.Region;
import io.keqing.statistics.Survival;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts what [ServiceFigures] tells, in the truth.
final class ServiceCounts {
    /// A case is solved at the first go where no other follows on its topic within so many days.
    static final int FOLLOW_UP_DAYS = 7;

    private static final String ASKED = "('enquiry', 'case', 'complaint')";
    /// What is open now was not solved, whatever was written before it was opened again; as the SQL
    /// function `is_open_case` has it.
    private static final String OPEN = "coalesce(i.status in ('open', 'pending', 'reopened'), false)";

    private static final String WITHIN = " and (?::integer[] is null or i.key = any (?)) ";

    /// An end before its beginning by no more than this is one of two clocks.
    private static final String CLOCKS = "interval '1 minute'";

    /// What was asked in a period, until it was answered or solved, or as long as it has waited. `%1$s`
    /// divides, `%2$s` ends the wait, as does `%3$s` without an end. `out` says why a record takes no
    /// part: empty for those that do.
    private static final String WAITED =
            "with " + BusinessHours.PARAMETERS + """
            select divided, out, calendar, business, over, count(*)
              from (select coalesce(%1$s, '') as divided, e.out,
                           case when e.out = '' then greatest(0, round(extract(epoch from e.until - i.at) / 60))
                                else 0 end::float8 as calendar,
                           case when e.out = '' then greatest(0, round((""" + BusinessHours.between("i.at", "e.until") + """
                           )::numeric)) else 0 end::float8 as business,
                           e.over
                      from interaction i cross join h
                      cross join lateral (
                           select known_instant(%2$s, h.zone) as done, known_instant(%3$s, h.zone) as other) d
                      cross join lateral (
                           select least(coalesce(d.done, d.other, now()), now()) as until,
                                  coalesce(d.done <= now(), false) as over,
                                  case when known_instant(i.at, h.zone) is null then 'noDay'
                                       when coalesce(d.done, d.other) < i.at - CLOCKS then 'endBeforeStart'
                                       when coalesce(d.done, d.other) is null and i.status in ('resolved', 'closed')
                                            then 'withoutEnd'
                                       else '' end as out) e
                     where i.kind in ASKED and i.at >= ? and i.at < ? and i.at <= now() WITHIN) w
             group by 1, 2, 3, 4, 5
            """;
    private static final String WAITING_PEOPLE = """
            select coalesce(%s, ''), count(distinct coalesce(i.customer_key, -i.key))
              from interaction i
             where i.kind in ASKED and i.at >= ? and i.at < ? and i.at <= now() WITHIN
             group by 1
            """;

    /// What was solved in a period. A case of the same customer on the same topic that was asked later,
    /// up to seven days after it was solved, or earlier and was solved later than this was asked, says
    /// that it took more than one contact.
    private static final String FIRST_GO = """
            select divided, out, count(*), count(*) filter (where good), count(distinct customer_key)
              from (select coalesce(%s, '') as divided, i.customer_key,
                           case when known_instant(i.resolved_at, z.zone) is null then 'noDay'
                                when i.customer_key is null then 'withoutCustomer'
                                when known_instant(i.at, z.zone) > i.resolved_at + CLOCKS then 'endBeforeStart'
                                when i.resolved_at > now() - make_interval(days => DAYS) then 'tooRecent'
                                else '' end as out,
                           not OPEN
                           and not exists (select from interaction_reopened o where o.key = i.key)
                           and not exists (
                               select from interaction n
                                where n.customer_key = i.customer_key and n.key <> i.key
                                  and coalesce(n.topic, n.category, '') = coalesce(i.topic, i.category, '')
                                  and n.kind in ASKED
                                  and n.at <= i.resolved_at + make_interval(days => DAYS)
                                  and (n.at > least(coalesce(known_instant(i.at, z.zone), i.resolved_at), i.resolved_at)
                                       or n.at < i.at and n.resolved_at > i.at and n.resolved_at <= now())) as good
                      from interaction i cross join (select ?::text as zone) z
                     where i.resolved_at >= ? and i.resolved_at < ? and i.resolved_at <= now() and i.kind in ASKED
                           WITHIN) w
             group by 1, 2
            """;
    private static final String COMPLAINED = """
            select divided, '', count(*), count(*) filter (where complained), count(*)
              from (select i.customer_key, coalesce(%s, '') as divided, bool_or(i.kind = 'complaint') as complained
                      from interaction i cross join (select ?::text as zone) z
                     where i.customer_key is not null and i.at >= ? and i.at < ? and i.at <= now() WITHIN
                     group by 1, 2) w
             group by 1
            """;

    private final Connection connection;
    private final BusinessHours hours;
    private final Region region;
    private final @Nullable Population population;

    /// @param population what to count among, null for everything
    ServiceCounts(Connection connection, BusinessHours hours, Region region, @Nullable Population population) {
        this.connection = connection;
        this.hours = hours;
        this.region = region;
        this.population = population;
    }

    /// @param keys of interactions
    /// @param ofStaff whether they were chosen by who worked on them, so that each figure is one of
    ///     members of staff
    record Population(List<Integer> keys, boolean ofStaff) {
        Population {
            keys = List.copyOf(keys);
        }
    }

    private static String sql(String text) {
        return text.replace("ASKED", ASKED)
                .replace("OPEN", OPEN)
                .replace("WITHIN", WITHIN)
                .replace("CLOCKS", CLOCKS)
                .replace("DAYS", String.valueOf(FOLLOW_UP_DAYS));
    }

    /// Waits by what divides them, over calendar and over business hours, and the records that take no
    /// part, by why.
    record Waits(
            Map<String, Durations.Group> calendar, Map<String, Durations.Group> business, Map<String, Long> leftOut) {}

    /// @param response whether until the first response; else until solved
    Waits waits(Asked asked, @Nullable Division by, boolean response) throws SQLException {
        String end = response ? "i.first_response_at" : "case when not OPEN then i.resolved_at end";
        // whoever was never answered but helped has waited until then
        String other = response ? "i.resolved_at" : "null::timestamptz";
        Map<String, Survival> calendar = new TreeMap<>();
        Map<String, Survival> business = new TreeMap<>();
        Map<String, Long> leftOut = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql(WAITED.formatted(column(by), end, other)))) {
            bind(select, hours.bind(connection, select, 1), asked);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String key = row.getString(1);
                    String out = row.getString(2);
                    boolean over = row.getBoolean(5);
                    long count = row.getLong(6);
                    if (out.isEmpty()) {
                        add(calendar, key, row.getDouble(3), over, count);
                        add(business, key, row.getDouble(4), over, count);
                    } else {
                        leftOut.merge(out, count, Long::sum);
                    }
                }
            }
        }
        Map<String, Long> people = by == null ? Map.of() : people(asked, by);
        return new Waits(groups(calendar, by, people), groups(business, by, people), leftOut);
    }

    private static void add(Map<String, Survival> waits, String key, double minutes, boolean over, long count) {
        waits.computeIfAbsent(key, any -> new Survival()).add(minutes, over, count);
    }

    private Map<String, Durations.Group> groups(
            Map<String, Survival> waits, @Nullable Division by, Map<String, Long> people) {
        Map<String, Durations.Group> groups = new TreeMap<>();
        waits.forEach((key, waited) -> groups.put(
                key, new Durations.Group(waited, isTooSmall(by, key, waited.n(), people.getOrDefault(key, 0L)))));
        return groups;
    }

    private Map<String, Long> people(Asked asked, Division by) throws SQLException {
        Map<String, Long> people = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(sql(WAITING_PEOPLE).formatted(column(by)))) {
            bind(select, 1, asked);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    people.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return people;
    }

    /// A share of a group.
    ///
    /// @param hidden whether too few are in the group for it to be told
    record Share(Part part, boolean hidden) {
        static final Share NONE = new Share(new Part(0, 0), false);
    }

    /// Shares by what divides them, and the records that take no part, by why.
    record Shares(Map<String, Share> groups, Map<String, Long> leftOut) {
        Share all() {
            return groups.getOrDefault("", Share.NONE);
        }
    }

    Shares solvedAtFirstGo(Asked asked, @Nullable Division by) throws SQLException {
        return shares(FIRST_GO, asked, by);
    }

    /// People are counted once over all, however many groups they are in.
    Shares complained(Asked asked, @Nullable Division by) throws SQLException {
        return shares(COMPLAINED, asked, by);
    }

    private Shares shares(String text, Asked asked, @Nullable Division by) throws SQLException {
        Map<String, Share> groups = new TreeMap<>();
        Map<String, Long> leftOut = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql(text).formatted(column(by)))) {
            select.setString(1, region.zone().getId());
            bind(select, 2, asked);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String key = row.getString(1);
                    long n = row.getLong(3);
                    if (row.getString(2).isEmpty()) {
                        groups.put(key, new Share(new Part(n, row.getLong(4)), isTooSmall(by, key, n, row.getLong(5))));
                    } else {
                        leftOut.merge(row.getString(2), n, Long::sum);
                    }
                }
            }
        }
        return new Shares(groups, leftOut);
    }

    private boolean isTooSmall(@Nullable Division by, String key, long cases, long people) {
        if (population != null && population.ofStaff()) {
            return cases < LeastGroup.STAFF;
        }
        return by != null && LeastGroup.isTooSmall(by == Division.TEAM, key, cases, people);
    }

    /// The period and the population.
    private void bind(PreparedStatement select, int place, Asked asked) throws SQLException {
        select.setObject(place, at(region.endOf(asked.from().minusDays(1))));
        select.setObject(place + 1, at(region.endOf(asked.to())));
        java.sql.Array keys = population == null
                ? null
                : connection.createArrayOf("integer", population.keys().toArray());
        select.setArray(place + 2, keys);
        select.setArray(place + 3, keys);
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /// SQL of what divides an interaction `i`.
    private static String column(@Nullable Division by) {
        return switch (by) {
            case null -> "''::text";
            case CHANNEL -> "i.channel";
            case PRODUCT -> "i.product";
            case TEAM -> "i.staff";
        };
    }
}
