package io.keqing.segment;

import io.keqing.field.Sensitivity;
import io.keqing.privacy.LeastGroup;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.segment.Strategy.Measure;
import io.keqing.segment.Strategy.Target;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Score;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// How the figure of a strategy moved since it was decided: on that day, today, and on days between.
@Singleton
public final class StrategyProgress {
    private static final int POINTS = 13;

    private final Database database;
    private final Region region;

    StrategyProgress(Database database, Region region) {
        this.database = database;
        this.region = region;
    }

    /// @param n customers, or answers for the NPS
    /// @param value null where there is nobody, or too few answered
    /// @param interval 95 %, null for a mere number
    public record Point(
            LocalDate day,
            long n,
            @Nullable Double value,
            @Nullable Interval interval) {}

    /// Of a segment that personal fields took part in, whoever may not search them is told of nobody.
    ///
    /// @return empty where the strategy names no figure
    public List<Point> of(Strategy strategy, Viewer viewer) {
        Measure measure = strategy.measure();
        if (measure == null) {
            return List.of();
        }
        boolean personal = Masking.shows(Sensitivity.PERSONAL, viewer);
        List<Point> points = new ArrayList<>();
        for (LocalDate day : days(strategy.since(), region.today())) {
            points.add(database.read(connection -> point(connection, strategy.target(), measure, day, personal)));
        }
        return points;
    }

    private static List<LocalDate> days(LocalDate from, LocalDate to) {
        long span = Math.max(0, from.until(to, ChronoUnit.DAYS));
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            LocalDate day = from.plusDays(Math.round((double) span * i / (POINTS - 1)));
            if (days.isEmpty() || !days.getLast().equals(day)) {
                days.add(day);
            }
        }
        return days;
    }

    private Point point(Connection connection, Target target, Measure measure, LocalDate day, boolean personal)
            throws SQLException {
        RoaringBitmap members = switch (target) {
            case Target.OfClass(Scheme scheme, String name) -> ofClass(connection, scheme, name, day);
            case Target.OfSegment(long segment) -> ofSegment(connection, segment, day, personal);
        };
        long n = members.getLongCardinality();
        if (measure == Measure.CUSTOMERS || n == 0) {
            return new Point(day, n, measure == Measure.CUSTOMERS ? (double) n : null, null);
        }
        return switch (measure) {
            case ORDERED -> share(day, n, count(connection, members, day, 30, "is_order(i.kind, i.at, now())"));
            case COMPLAINED -> share(day, n, count(connection, members, day, 90, "i.kind = 'complaint'"));
            default -> nps(connection, members, day);
        };
    }

    private static Point share(LocalDate day, long n, long good) {
        Score.Share share = new Score.Share(n, good);
        return new Point(day, n, share.value(), share.interval());
    }

    private long count(Connection connection, RoaringBitmap members, LocalDate day, int days, String which)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(distinct i.customer_key) from interaction i "
                        + "where i.customer_key = any (?) and " + which + " and i.at >= ? and i.at < ?")) {
            bind(connection, select, members, day, days);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private Point nps(Connection connection, RoaringBitmap members, LocalDate day) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*), count(*) filter (where f.nps >= 9), "
                        + "count(*) filter (where f.nps <= 6), count(distinct f.customer_key) from open_feedback f "
                        + "where f.customer_key = any (?) and f.nps is not null and f.at >= ? and f.at < ?")) {
            bind(connection, select, members, day, 90);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long n = row.getLong(1);
                if (row.getLong(4) < LeastGroup.PEOPLE) {
                    return new Point(day, n, null, null);
                }
                Score.Net net = new Score.Net(n, row.getLong(2), row.getLong(3));
                return new Point(day, n, net.value(), net.interval());
            }
        }
    }

    private void bind(Connection connection, PreparedStatement select, RoaringBitmap members, LocalDate day, int days)
            throws SQLException {
        select.setArray(1, FactsQueue.integers(connection, members.toArray()));
        select.setObject(2, OffsetDateTime.ofInstant(region.endOf(day.minusDays(days)), ZoneOffset.UTC));
        select.setObject(3, OffsetDateTime.ofInstant(region.endOf(day), ZoneOffset.UTC));
    }

    private static RoaringBitmap ofClass(Connection connection, Scheme scheme, String name, LocalDate day)
            throws SQLException {
        String in = "select key from class_history where scheme = ? and since <= ? and (until is null or until > ?)";
        String sql = name.equals(scheme.start())
                ? "select key from customer where key not in (" + in + " and class <> ?)"
                : in + " and class = ?";
        RoaringBitmap members = new RoaringBitmap();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, scheme.id());
            select.setObject(2, day);
            select.setObject(3, day);
            select.setString(4, name);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    members.add(row.getInt(1));
                }
            }
        }
        return members;
    }

    /// Who was in it when it was last worked out by the end of the day.
    private RoaringBitmap ofSegment(Connection connection, long segment, LocalDate day, boolean personal)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select members from segment_evaluation where segment_id = ? and at < ? and (? or not personal) order by at desc limit 1")) {
            select.setLong(1, segment);
            select.setObject(2, OffsetDateTime.ofInstant(region.endOf(day), ZoneOffset.UTC));
            select.setBoolean(3, personal);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? EvaluationTable.bitmap(row.getBytes(1)) : new RoaringBitmap();
            }
        }
    }
}
