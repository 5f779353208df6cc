package io.keqing.alert;

import io.keqing.alert.Warning.State;
import io.keqing.interaction.InteractionFields;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.statistics.BurstTest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Warnings as their table keeps them.
@Singleton
final class WarningTable {
    private static final String COLUMNS = "id, product, channel, topic, since, first_day, last_day, window_days, seen, "
            + "expected, p, adjusted, state, reason, by_user, muted_until";

    private final SearchUrl url;

    WarningTable(SearchUrl url) {
        this.url = url;
    }

    /// Those told of on `from` or later, the most surprising of the latest day first.
    List<Warning> since(Connection connection, LocalDate from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from warning where last_day >= ? order by last_day desc, p, id")) {
            select.setObject(1, from);
            return read(select);
        }
    }

    Optional<Warning> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from warning where id = ?")) {
            select.setLong(1, id);
            return read(select).stream().findFirst();
        }
    }

    private List<Warning> read(PreparedStatement select) throws SQLException {
        List<Warning> warnings = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Series series = new Series(row.getString(2), row.getString(3), row.getString(4));
                LocalDate since = row.getObject(5, LocalDate.class);
                LocalDate last = row.getObject(7, LocalDate.class);
                warnings.add(new Warning(
                        row.getLong(1),
                        series.product(),
                        series.channel(),
                        series.topic(),
                        since,
                        row.getObject(6, LocalDate.class),
                        last,
                        row.getInt(8),
                        row.getInt(9),
                        row.getDouble(10),
                        row.getDouble(11),
                        row.getDouble(12),
                        State.valueOf(row.getString(13).toUpperCase(Locale.ROOT)),
                        row.getString(14),
                        row.getString(15),
                        row.getObject(16, LocalDate.class),
                        url.address(cases(series, since, last))));
            }
        }
        return warnings;
    }

    /// The cases of a series in some days.
    static SearchQuery cases(Series series, LocalDate from, LocalDate to) {
        List<Filter> filters = new ArrayList<>();
        filters.add(new Filter(
                InteractionFields.KIND.name(), List.of(new Condition.Is("case"), new Condition.Is("complaint"))));
        add(filters, InteractionFields.PRODUCT.name(), series.product());
        add(filters, InteractionFields.CHANNEL.name(), series.channel());
        add(filters, InteractionFields.TOPIC.name(), series.topic());
        filters.add(days(from, to));
        return SearchQuery.all(InteractionFields.TYPE).withFilters(filters);
    }

    static Filter days(LocalDate from, LocalDate to) {
        return new Filter(
                InteractionFields.AT.name(), List.of(new Condition.Between(from.toString(), to.toString(), false)));
    }

    private static void add(List<Filter> filters, String field, @Nullable String value) {
        if (value != null) {
            filters.add(
                    new Filter(field, List.of(value.isEmpty() ? new Condition.Missing() : new Condition.Is(value))));
        }
    }

    long insert(Connection connection, Series series, Told told, State state, @Nullable LocalDate mutedUntil)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into warning (product, channel, topic, "
                + "since, first_day, last_day, window_days, seen, expected, p, adjusted, state, muted_until) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")) {
            insert.setString(1, series.product());
            insert.setString(2, series.channel());
            insert.setString(3, series.topic());
            insert.setObject(4, told.since());
            insert.setObject(5, told.day());
            insert.setObject(6, told.day());
            bind(insert, 7, told);
            insert.setString(12, state.name().toLowerCase(Locale.ROOT));
            insert.setObject(13, mutedUntil);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// @param day the day that was looked at
    record Told(LocalDate since, LocalDate day, BurstTest.Finding finding, double adjusted) {}

    private static void bind(PreparedStatement statement, int place, Told told) throws SQLException {
        statement.setInt(place, told.finding().window());
        statement.setInt(place + 1, told.finding().seen());
        statement.setDouble(place + 2, told.finding().expected());
        statement.setDouble(place + 3, told.finding().p());
        statement.setDouble(place + 4, told.adjusted());
    }

    /// It goes on; its figures stay those of its most surprising day.
    void update(Connection connection, long id, Told told) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update warning set last_day = greatest(last_day, ?), " + "since = least(since, ?) where id = ?")) {
            update.setObject(1, told.day());
            update.setObject(2, told.since());
            update.setLong(3, id);
            update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement("update warning set window_days = ?, seen = ?, "
                + "expected = ?, p = ?, adjusted = ? where id = ? and p > ?")) {
            bind(update, 1, told);
            update.setLong(6, id);
            update.setDouble(7, told.finding().p());
            update.executeUpdate();
        }
    }

    void mark(
            Connection connection,
            long id,
            State state,
            @Nullable String reason,
            @Nullable LocalDate mutedUntil,
            String by)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update warning set state = ?, reason = ?, "
                + "muted_until = ?, by_user = ?, changed_at = now() where id = ?")) {
            update.setString(1, state.name().toLowerCase(Locale.ROOT));
            update.setString(2, reason);
            update.setObject(3, mutedUntil);
            update.setString(4, by);
            update.setLong(5, id);
            update.executeUpdate();
        }
    }

    Optional<LocalDate> lastDay(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select max(day) from warning_day");
                ResultSet row = select.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getObject(1, LocalDate.class));
        }
    }

    LocalDate toLookFrom(Connection connection, String zone) throws SQLException {
        String sql = "select least(w.day, (select min((i.at at time zone ?)::date) from interaction i where i.kind in "
                + "('case', 'complaint') and i.at <= now() and i.changed_at > w.at)) from (select max(day) as day, "
                + "max(at) as at from warning_day) w";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, zone);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                LocalDate day = row.getObject(1, LocalDate.class);
                return day == null ? LocalDate.EPOCH : day;
            }
        }
    }

    void looked(Connection connection, LocalDate day, int series) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into warning_day (day, series) values (?, ?) "
                        + "on conflict (day) do update set series = excluded.series, at = now()")) {
            insert.setObject(1, day);
            insert.setInt(2, series);
            insert.executeUpdate();
        }
    }
}
