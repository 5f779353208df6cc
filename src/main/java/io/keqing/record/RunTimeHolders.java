package io.keqing.record;

import io.keqing.field.Field;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The records that hold a value under a run-time name. They are looked at again, without being changed, when
/// the name is found by another field, or its field is another kind or another secret now.
@Singleton
final class RunTimeHolders {
    private static final int PAGE = 10_000;

    private final Database database;
    private final List<ChangeListener> listeners;

    RunTimeHolders(Database database, List<ChangeListener> listeners) {
        this.database = database;
        this.listeners = List.copyOf(listeners);
    }

    void announce(RecordType type, RunTimeName name) {
        int last = 0;
        while (last >= 0) {
            int after = last;
            last = database.inTransaction(connection -> announce(connection, type, name, after));
        }
    }

    /// All of them within a transaction that is going on.
    void announce(Connection connection, RecordType type, RunTimeName name) throws SQLException {
        int last = 0;
        while (last >= 0) {
            last = announce(connection, type, name, last);
        }
    }

    /// @return the last key of a full page, −1 where there are no more
    private int announce(Connection connection, RecordType type, RunTimeName name, int after) throws SQLException {
        Field<?> holder = type.fields().named(name.scope().holder()).orElseThrow();
        Optional<Field<?>> scope = type.fields().scope(holder);
        String sql = "select key from " + type.table() + " where key > ? and " + holder.column()
                + " -> ?::text is not null"
                + scope.map(field -> " and coalesce(" + field.column() + ", '') = ?")
                        .orElse("")
                + " order by key limit " + PAGE;
        IntStream.Builder keys = IntStream.builder();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, after);
            select.setString(2, name.name());
            if (scope.isPresent()) {
                select.setString(3, name.scope().name());
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getInt(1));
                }
            }
        }
        int[] page = keys.build().toArray();
        if (page.length > 0) {
            Change change = new Change(type, page, new int[0], Map.of());
            for (ChangeListener listener : listeners) {
                listener.changed(connection, change);
            }
        }
        return page.length == PAGE ? page[PAGE - 1] : -1;
    }
}
