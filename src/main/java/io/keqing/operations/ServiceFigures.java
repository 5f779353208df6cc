package io.keqing.operations;

import io.keqing.field.Label;
import io.keqing.operations.Compared.About;
import io.keqing.operations.Compared.Part;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.statistics.Survival;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How fast people are answered and helped, at the first go or not, and how many complain: enquiries,
/// cases and complaints, read from the truth.
@Singleton
final class ServiceFigures implements Indicator {
    /// A case is solved at the first go where no other follows on its topic within so many days.
    static final int FOLLOW_UP_DAYS = 7;

    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.9;

    private static final String ASKED = "('enquiry', 'case', 'complaint')";

    /// What was asked in a period, until it was answered or solved, or as long as it has waited. What is
    /// closed without saying when takes no part. `%1$s` divides, `%2$s` ends the wait, as does `%3$s`
    /// without an end.
    private static final String WAITED =
            "with " + BusinessHours.PARAMETERS + """
            select divided, calendar, business, over, count(*)
              from (select coalesce(%1$s, '') as divided,
                           greatest(0, round(extract(epoch from e.until - i.at) / 60))::float8 as calendar,
                           greatest(0, round((""" + BusinessHours.between("i.at", "e.until") + """
                           )::numeric))::float8 as business,
                           e.over
                      from interaction i cross join h cross join lateral (
                           select coalesce(%2$s, %3$s, now()) as until, %2$s is not null as over) e
                     where i.kind in """ + ASKED + """
                       and i.at >= ? and i.at < ? and i.at <= now()
                       and not (coalesce(%2$s, %3$s) is null and i.status in ('resolved', 'closed'))) w
             group by 1, 2, 3, 4
            """;
    private static final String FIRST_GO = """
            select divided, count(*), count(*) filter (where good)
              from (select coalesce(%s, '') as divided, i.status is distinct from 'reopened' and not exists (
                           select from interaction n
                            where n.customer_key = i.customer_key and n.key <> i.key
                              and n.at > i.resolved_at and n.at <= i.resolved_at + make_interval(days => D)
                              and coalesce(n.topic, n.category, '') = coalesce(i.topic, i.category, '')
                              and n.kind in ASKED) as good
                      from interaction i
                     where i.customer_key is not null and i.resolved_at >= ? and i.resolved_at < ?
                       and i.resolved_at <= now() - make_interval(days => D) and i.kind in ASKED) w
             group by 1
            """.replace("ASKED", ASKED).replace("=> D", "=> " + FOLLOW_UP_DAYS);
    private static final String COMPLAINED = """
            select divided, count(*), count(*) filter (where complained)
              from (select i.customer_key, coalesce(%s, '') as divided, bool_or(i.kind = 'complaint') as complained
                      from interaction i
                     where i.customer_key is not null and i.at >= ? and i.at < ? and i.at <= now()
                     group by 1, 2) w
             group by 1
            """;

    private final Database database;
    private final BusinessHours hours;
    private final Region region;

    ServiceFigures(Database database, BusinessHours hours, Region region) {
        this.database = database;
        this.hours = hours;
        this.region = region;
    }

    @Override
    public int place() {
        return 20;
    }

    @Override
    public List<Kpi> of(Asked asked, Viewer viewer) {
        return database.read(connection -> {
            List<Kpi> kpis = new ArrayList<>();
            kpis.addAll(waits(connection, asked, true));
            kpis.addAll(waits(connection, asked, false));
            kpis.add(shares(connection, FIRST_GO, asked, FCR));
            kpis.add(shares(connection, COMPLAINED, asked, COMPLAINTS));
            return kpis;
        });
    }

    private static final About FCR = new About(
            "fcr",
            new Label("首次解决率", "First contact resolution"),
            new Label(
                    "期间解决的咨询、工单与投诉中，没有重新打开、且 %d 天内同一客户没有就同一主题再来的占比；解决不满 %d 天的还不算。"
                            .formatted(FOLLOW_UP_DAYS, FOLLOW_UP_DAYS),
                    "Of the enquiries, cases and complaints solved in the period: those not reopened and without another of the same customer on the same topic within %d days; what was solved less than %d days ago does not count yet."
                            .formatted(FOLLOW_UP_DAYS, FOLLOW_UP_DAYS)),
            true);
    private static final About COMPLAINTS = new About(
            "complaintRate",
            new Label("投诉率", "Complaint rate"),
            new Label(
                    "期间有往来的客户中投诉过的占比（按人）。", "Of the customers in touch in the period: those who complained (people)."),
            false);

    /// What each figure means, in their order.
    List<About> definitions() {
        List<About> all = new ArrayList<>();
        for (boolean response : new boolean[] {true, false}) {
            for (double q : new double[] {MEDIAN, TAIL}) {
                all.add(about(response, q, false));
                all.add(about(response, q, true));
            }
        }
        all.add(FCR);
        all.add(COMPLAINTS);
        return all;
    }

    private record Waits(
            Survival calendar, Survival business, Map<String, Survival> byCalendar, Map<String, Survival> byBusiness) {
        Waits() {
            this(new Survival(), new Survival(), new TreeMap<>(), new TreeMap<>());
        }
    }

    private List<Kpi> waits(Connection connection, Asked asked, boolean response) throws SQLException {
        Waits now = waits(connection, asked, asked.by(), response);
        Waits before = waits(connection, asked.before(), asked.by(), response);
        List<Kpi> kpis = new ArrayList<>();
        for (double q : new double[] {MEDIAN, TAIL}) {
            kpis.add(Compared.durations(
                    about(response, q, false),
                    q,
                    now.calendar(),
                    before.calendar(),
                    now.byCalendar(),
                    before.byCalendar()));
            kpis.add(Compared.durations(
                    about(response, q, true),
                    q,
                    now.business(),
                    before.business(),
                    now.byBusiness(),
                    before.byBusiness()));
        }
        return kpis;
    }

    private About about(boolean response, double q, boolean business) {
        String percent = "P" + Math.round(q * 100);
        String name = (response ? "response" : "resolution") + percent + (business ? "Business" : "");
        Label when = business ? hours.text() : new Label("", "");
        return new About(
                name,
                new Label(
                        (response ? "首次响应 " : "解决时间 ") + percent + (business ? "（工作时间）" : ""),
                        (response ? "First response " : "Resolution ")
                                + percent
                                + (business ? ", business hours" : "")),
                new Label(
                        "期间提出的咨询、工单与投诉，从提出到%s的分钟数；未完成的按已等待的时长计入（Kaplan–Meier）。%s"
                                .formatted(response ? "首次响应" : "解决", when.zh()),
                        "Minutes from asking to %s, of the enquiries, cases and complaints of the period; what is not over counts as long as it has waited (Kaplan–Meier).%s"
                                .formatted(response ? "the first response" : "being solved", " " + when.en())),
                false);
    }

    private Waits waits(Connection connection, Asked asked, @Nullable Division by, boolean response)
            throws SQLException {
        String end = response ? "i.first_response_at" : "i.resolved_at";
        // whoever was never answered but helped has waited until then
        String other = response ? "i.resolved_at" : "null::timestamptz";
        String sql = WAITED.formatted(column(by), end, other);
        Waits waits = new Waits();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int place = hours.bind(connection, select, 1);
            bind(select, place, asked);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    boolean over = row.getBoolean(4);
                    long count = row.getLong(5);
                    waits.calendar().add(row.getDouble(2), over, count);
                    waits.business().add(row.getDouble(3), over, count);
                    if (by != null) {
                        String key = row.getString(1);
                        waits.byCalendar()
                                .computeIfAbsent(key, any -> new Survival())
                                .add(row.getDouble(2), over, count);
                        waits.byBusiness()
                                .computeIfAbsent(key, any -> new Survival())
                                .add(row.getDouble(3), over, count);
                    }
                }
            }
        }
        return waits;
    }

    /// People are counted once over all, however many groups they are in.
    private Kpi shares(Connection connection, String sql, Asked asked, About about) throws SQLException {
        Map<String, Part> now = parts(connection, sql.formatted(column(null)), asked);
        Map<String, Part> before = parts(connection, sql.formatted(column(null)), asked.before());
        Division by = asked.by();
        Part none = new Part(0, 0);
        return Compared.shares(
                about,
                now.getOrDefault("", none),
                before.getOrDefault("", none),
                by == null ? Map.of() : parts(connection, sql.formatted(column(by)), asked),
                by == null ? Map.of() : parts(connection, sql.formatted(column(by)), asked.before()));
    }

    private Map<String, Part> parts(Connection connection, String sql, Asked asked) throws SQLException {
        Map<String, Part> parts = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, 1, asked);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    parts.put(row.getString(1), new Part(row.getLong(2), row.getLong(3)));
                }
            }
        }
        return parts;
    }

    private void bind(PreparedStatement select, int place, Asked asked) throws SQLException {
        select.setObject(place, at(region.endOf(asked.from().minusDays(1))));
        select.setObject(place + 1, at(region.endOf(asked.to())));
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
