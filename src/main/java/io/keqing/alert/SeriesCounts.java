package io.keqing.alert;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cases and complaints by day, of every product, channel and topic, and of the wider series they add up to: all
/// channels of a product's topic, all of a product, all of a topic.
///
/// @param first the day of index 0
/// @param begin index of the first day the portal knows anything of
/// @param days by series, of each day from `first` on
record SeriesCounts(LocalDate first, int begin, Map<Series, int[]> days) {
    private static final String SQL = """
            select coalesce(product, ''), coalesce(channel, ''), coalesce(topic, ''),
                   (at at time zone ?)::date as day, count(*)
              from interaction
             where kind in ('case', 'complaint') and at >= ?::date::timestamp at time zone ?
               and at < (?::date + 1)::timestamp at time zone ? and at <= now()
             group by 1, 2, 3, 4
            """;

    static SeriesCounts of(Connection connection, LocalDate first, LocalDate last, String zone) throws SQLException {
        int length = (int) first.until(last, ChronoUnit.DAYS) + 1;
        Map<Series, int[]> days = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setString(1, zone);
            select.setObject(2, first);
            select.setString(3, zone);
            select.setObject(4, last);
            select.setString(5, zone);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int day = (int) first.until(row.getObject(4, LocalDate.class), ChronoUnit.DAYS);
                    for (Series series : widening(row.getString(1), row.getString(2), row.getString(3))) {
                        days.computeIfAbsent(series, any -> new int[length])[day] += row.getInt(5);
                    }
                }
            }
        }
        return new SeriesCounts(first, begin(connection, first, zone), days);
    }

    private static List<Series> widening(String product, String channel, String topic) {
        List<Series> series = new ArrayList<>();
        series.add(new Series(product, channel, topic));
        series.add(new Series(product, null, topic));
        series.add(new Series(product, null, null));
        series.add(new Series(null, null, topic));
        return series;
    }

    private static int begin(Connection connection, LocalDate first, String zone) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select (min(at) at time zone ?)::date from interaction where kind in ('case', 'complaint')")) {
            select.setString(1, zone);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                LocalDate begin = row.getObject(1, LocalDate.class);
                return begin == null ? Integer.MAX_VALUE : (int) Math.max(0, first.until(begin, ChronoUnit.DAYS));
            }
        }
    }

    int @Nullable [] of(Series series) {
        return days.get(series);
    }
}
