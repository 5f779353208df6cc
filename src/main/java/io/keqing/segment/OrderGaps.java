package io.keqing.segment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// How long a customer usually waits between orders. The gaps are those between consecutive days with
/// an order, so that an order split into several records of one day does not count as coming back the
/// same day; orders without a time and orders to come take no part.
///
/// @param days days with an order
/// @param gaps gaps between them: one less, none below two days
/// @param median in days, null where there is no gap
public record OrderGaps(
        long days,
        long gaps,
        @Nullable Double median,
        @Nullable LocalDate first,
        @Nullable LocalDate last) {
    private static final String SQL = """
            select count(*), count(gap), percentile_cont(0.5) within group (order by gap), min(day), max(day)
              from (select day, day - lag(day) over (order by day) as gap
                      from (select distinct (at at time zone ?)::date as day
                              from interaction
                             where customer_key = ? and is_order(kind, at, ?) and at is not null) ordered) waited
            """;

    /// @param now orders after it are to come
    public static OrderGaps of(Connection connection, int customer, String zone, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setString(1, zone);
            select.setInt(2, customer);
            select.setObject(3, now.atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new OrderGaps(
                        row.getLong(1),
                        row.getLong(2),
                        row.getObject(3, Double.class),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class));
            }
        }
    }
}
