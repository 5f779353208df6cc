package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Further ids of the records just merged. A record that is known by such an id only is the same one: what
/// refers to
/// it moves over, and it goes.
final class AliasWriter {
    private final RecordTypes types;

    AliasWriter(RecordTypes types) {
        this.types = types;
    }

    void write(
            Connection connection,
            RecordType type,
            String cause,
            List<ChangeListener> listeners,
            RecordWriter.Progress progress)
            throws SQLException {
        String owners = "select r.key, m.line, m.source, a.id from merged m join " + type.table()
                + " r on r.source = m.source and r.id = m.id cross join lateral unnest(m.aliases) a(id) where a.id <> m.id";
        Map<Integer, Integer> stubs = new LinkedHashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("select o.line, o.id, k.key, k.stub, o.key from (" + owners + ") o join "
                                + type.table() + " k on k.source = o.source and k.id = o.id where k.key <> o.key")) {
            while (row.next()) {
                if (row.getBoolean(4)) {
                    stubs.put(row.getInt(3), row.getInt(5));
                } else {
                    progress.warned(
                            new Rejection(row.getLong(1), "aliases", row.getString(2), "alias of another record"));
                }
            }
        }
        tellTaken(connection, type, owners, progress);
        for (Map.Entry<Integer, Integer> stub : stubs.entrySet()) {
            adopt(connection, type, stub.getKey(), stub.getValue(), cause, listeners);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + type.known().aliases()
                        + " (source, id, key, cause) select distinct on (o.source, o.id) o.source, o.id, o.key, ? from ("
                        + owners
                        + ") o where not exists (select 1 from " + type.table()
                        + " k where k.source = o.source and k.id = o.id) order by o.source, o.id, o.line on conflict do nothing")) {
            insert.setString(1, cause);
            insert.executeUpdate();
        }
    }

    /// An alias stays with the record that had it first.
    private static void tellTaken(Connection connection, RecordType type, String owners, RecordWriter.Progress progress)
            throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select o.line, o.id from (" + owners + ") o join "
                        + type.known().aliases() + " a on a.source = o.source and a.id = o.id where a.key <> o.key")) {
            while (row.next()) {
                progress.warned(new Rejection(row.getLong(1), "aliases", row.getString(2), "alias of another record"));
            }
        }
    }

    private void adopt(
            Connection connection, RecordType type, int stub, int owner, String cause, List<ChangeListener> listeners)
            throws SQLException {
        for (RecordType referring : types.referringTo(type)) {
            for (Field<?> reference : referring.references()) {
                if (!((ValueKind.Reference) reference.kind()).to().equals(type.name())) {
                    continue;
                }
                int[] moved = RecordWriter.keys(
                        connection,
                        "update %1$s set %2$s = %3$d, version = version + 1, changed_at = now(), check_sum = ((check_sum::bigint * 31 + %3$d) & 2147483647)::integer where %2$s = %4$d returning key"
                                .formatted(referring.table(), reference.column(), owner, stub));
                if (moved.length > 0) {
                    Change change =
                            new Change(referring, moved, new int[0], Map.of(reference.name(), new int[] {owner}));
                    for (ChangeListener listener : listeners) {
                        listener.changed(connection, change);
                    }
                }
            }
        }
        try (Statement delete = connection.createStatement()) {
            delete.execute("delete from " + type.table() + " where key = " + stub);
        }
        Change gone = new Change(type, new int[] {stub}, new int[0], Map.of());
        for (ChangeListener listener : listeners) {
            listener.changed(connection, gone);
        }
    }
}
