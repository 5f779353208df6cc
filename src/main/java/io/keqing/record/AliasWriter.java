package io.keqing.record;

import io.keqing.field.Field;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Further ids of the records just merged. A record that is known by such an id only is the same one:
/// what refers to it moves over, and it goes.
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
            Consumer<Rejection> warnings)
            throws SQLException {
        int[] some = RecordWriter.keys(connection, "select 1 from merged where cardinality(aliases) > 0 limit 1");
        if (some.length == 0) {
            return;
        }
        String owners = "select coalesce(r.key, k.key) as key, k.home, m.line, m.source, a.id from merged m left join "
                + type.table() + " r on r.source = m.source and r.id = m.id left join "
                + type.known().aliases() + " k on k.source = m.source and k.id = m.id and r.key is null "
                + "cross join lateral unnest(m.aliases) a(id) where a.id <> m.id and coalesce(r.key, k.key) is not null";
        Map<Integer, Owner> stubs = new LinkedHashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select o.line, o.id, k.key, k.stub, o.key, o.home from (" + owners + ") o join " + type.table()
                                + " k on k.source = o.source and k.id = o.id where k.key <> o.key")) {
            while (row.next()) {
                if (row.getBoolean(4)) {
                    stubs.put(row.getInt(3), new Owner(row.getInt(5), row.getObject(6, Integer.class)));
                } else {
                    warnings.accept(
                            new Rejection(row.getLong(1), "aliases", row.getString(2), "alias of another record"));
                }
            }
        }
        tellTaken(connection, type, owners, warnings);
        for (Map.Entry<Integer, Owner> stub : stubs.entrySet()) {
            adopt(connection, type, stub.getKey(), stub.getValue(), listeners);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + type.known().aliases()
                        + " (source, id, key, home, cause) select distinct on (o.source, o.id) o.source, o.id, o.key, o.home, ? from ("
                        + owners
                        + ") o where not exists (select 1 from " + type.table()
                        + " k where k.source = o.source and k.id = o.id) order by o.source, o.id, o.line on conflict do nothing returning key")) {
            insert.setString(1, cause);
            announce(connection, type, RecordMoves.keys(insert), listeners);
        }
    }

    /// Documents hold every id that leads to them. Records that came with this chunk are announced with it, and
    /// nothing belongs to them yet.
    private static void announce(Connection connection, RecordType type, int[] owners, List<ChangeListener> listeners)
            throws SQLException {
        int[] known = RecordWriter.keys(
                connection, "select distinct key from merged where key is not null and cardinality(aliases) > 0");
        int[] changed = Arrays.stream(owners)
                .distinct()
                .filter(key -> Arrays.binarySearch(known, key) >= 0)
                .toArray();
        if (changed.length > 0) {
            Change renamed = new Change(type, changed, changed, Map.of());
            for (ChangeListener listener : listeners) {
                listener.changed(connection, renamed);
            }
        }
    }

    /// An alias stays with the record that had it first.
    private static void tellTaken(Connection connection, RecordType type, String owners, Consumer<Rejection> warnings)
            throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select o.line, o.id from (" + owners + ") o join "
                        + type.known().aliases() + " a on a.source = o.source and a.id = o.id where a.key <> o.key")) {
            while (row.next()) {
                warnings.accept(new Rejection(row.getLong(1), "aliases", row.getString(2), "alias of another record"));
            }
        }
    }

    /// Whose alias it is.
    ///
    /// @param home the record merged away that the row itself was known as, null where it was known as its own
    private record Owner(int key, @Nullable Integer home) {}

    private void adopt(Connection connection, RecordType type, int stub, Owner owner, List<ChangeListener> listeners)
            throws SQLException {
        for (RecordType referring : types.referringTo(type)) {
            for (Field<?> reference : RecordMoves.referencesTo(referring, type)) {
                int[] moved = RecordWriter.keys(
                        connection,
                        "update %1$s set %2$s = %3$d, %5$s = coalesce(%5$s, %6$s), %7$s where %2$s = %4$d returning key"
                                .formatted(
                                        referring.table(),
                                        reference.column(),
                                        owner.key(),
                                        stub,
                                        UpsertSql.home(reference),
                                        owner.home() == null ? "null" : owner.home(),
                                        RecordMoves.touched(owner.key())));
                if (moved.length > 0) {
                    Change change =
                            new Change(referring, moved, new int[0], Map.of(reference.name(), new int[] {owner.key()}));
                    for (ChangeListener listener : listeners) {
                        listener.changed(connection, change);
                    }
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            // what had been merged into the stub is the owner's from now on
            statement.execute(
                    "update " + type.known().aliases() + " set key = " + owner.key() + " where key = " + stub);
            statement.execute("update record_merge set keep_key = " + owner.key() + " where type = '" + type.name()
                    + "' and keep_key = " + stub);
            statement.execute("delete from " + type.table() + " where key = " + stub);
        }
        Change gone = new Change(type, new int[] {stub}, new int[0], Map.of());
        for (ChangeListener listener : listeners) {
            listener.changed(connection, gone);
        }
    }
}
