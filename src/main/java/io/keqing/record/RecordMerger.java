package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Viewer;
import io.keqing.record.Merge.Side;
import io.keqing.record.MergeValues.Place;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes one record of two, and two of one again. The row merged away leaves its table and is kept with the
/// merge; its id and aliases lead to the survivor, and so does what referred to it. Each alias and each
/// reference remembers its home, the record it belongs to by itself, also those that arrive later under the
/// old id: undoing a merge sends everything home, in whatever order merges are undone. All of it is one
/// transaction with history and whatever listeners note.
@Singleton
public final class RecordMerger {
    private final Database database;
    private final RecordTypes types;
    private final RecordWriter writer;
    private final Merges merges;

    RecordMerger(Database database, RecordTypes types, RecordWriter writer, Merges merges) {
        this.database = database;
        this.types = types;
        this.writer = writer;
        this.merges = merges;
    }

    /// Merges `away` into `keep`. The survivor keeps its values; empty ones are filled from the other.
    ///
    /// @param chosen for fields where it shall be otherwise, by name: whose value stands
    /// @throws MergeRefusal where there are not two such records
    /// @throws InvalidRecordException for a name in `chosen` that is no stored field
    public Merge merge(RecordType type, RecordId keep, RecordId away, Map<String, Side> chosen, Viewer viewer) {
        RecordEditor.requireEditor(viewer);
        requireFields(type, chosen);
        long id = database.inTransaction(connection -> {
            writer.lock(connection, type);
            Both both = both(connection, type, keep, away);
            return merge(connection, type, both, chosen, viewer);
        });
        return merges.find(id).orElseThrow();
    }

    /// Takes a merge back. What refers to the restored record's own ids belongs to it again, whenever it came.
    ///
    /// @throws MergeRefusal where there is no such merge, or it was taken back before, or the person was
    /// erased since
    public Merge.Undone undo(RecordType type, long id, Viewer viewer) {
        RecordEditor.requireEditor(viewer);
        return database.inTransaction(connection -> {
            writer.lock(connection, type);
            return undo(connection, type, id, viewer);
        });
    }

    /// For whoever erases a person: takes away every merge that led to the record with `key`, and the rows kept
    /// with them, which are the same person's. Deleting a record does so by itself.
    public void forget(Connection transaction, RecordType type, int key) throws SQLException {
        RecordMoves.forgetMerges(transaction, type, key);
    }

    private record Both(int keep, int away) {
        /// Both are announced, also where the survivor's row stays as it was: who it is has changed, and with that
        /// what others copy of it.
        int[] keys() {
            return new int[] {Math.min(keep, away), Math.max(keep, away)};
        }
    }

    private static void requireFields(RecordType type, Map<String, Side> chosen) {
        List<Rejection> problems = new ArrayList<>();
        chosen.forEach((name, side) -> {
            int dot = name.indexOf('.');
            boolean known = type.fields()
                    .named(dot < 0 ? name : name.substring(0, dot))
                    .filter(field -> !field.derived() && (dot < 0 || field.kind() instanceof ValueKind.RunTime))
                    .isPresent();
            if (!known) {
                problems.add(new Rejection(0, name, "", "is not a field of " + type.name() + " that is kept"));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidRecordException(problems);
        }
    }

    private static Both both(Connection connection, RecordType type, RecordId keep, RecordId away) throws SQLException {
        int[] keys = new int[2];
        List<RecordId> ids = List.of(keep, away);
        for (int i = 0; i < 2; i++) {
            RecordId id = ids.get(i);
            keys[i] = RecordStore.keyOf(connection, type, id)
                    .orElseThrow(() -> new MergeRefusal(
                            MergeRefusal.Why.UNKNOWN, "There is no record %s/%s".formatted(type.name(), id)));
        }
        if (keys[0] == keys[1]) {
            throw new MergeRefusal(
                    MergeRefusal.Why.INVALID, "Two records can be merged, %s and %s are one".formatted(keep, away));
        }
        String stub = "select key from %s where stub and key = ".formatted(type.table());
        if (RecordWriter.keys(connection, stub + keys[0]).length > 0
                && RecordWriter.keys(connection, stub + keys[1]).length == 0) {
            throw new MergeRefusal(
                    MergeRefusal.Why.INVALID, "The record to keep must be more than an id, keep %s".formatted(away));
        }
        return new Both(keys[0], keys[1]);
    }

    private long merge(Connection connection, RecordType type, Both both, Map<String, Side> chosen, Viewer viewer)
            throws SQLException {
        long id = record(connection, type, both, viewer);
        String cause = "merge:" + id;
        MergeValues values = new MergeValues(connection, type, cause);
        Map<Place, String> before = values.of(both.keep());
        Map<Place, String> other = values.of(both.away());
        for (Place place : places(before, other, chosen)) {
            String now = before.get(place);
            String then = other.get(place);
            if (wins(place, now, then, chosen) == Side.AWAY && !Objects.equals(now, then)) {
                values.set(both.keep(), place, then);
                values.remember(id, place, now, then);
            }
        }
        values.finish();
        RecordMoves.keepVersions(connection, type, new int[] {both.away()}, cause);
        for (RecordType referring : types.referringTo(type)) {
            for (Field<?> reference : RecordMoves.referencesTo(referring, type)) {
                String home = UpsertSql.home(reference);
                move(
                        connection,
                        referring,
                        reference,
                        "%1$s = %2$d, %3$s = coalesce(%3$s, %4$d)"
                                .formatted(reference.column(), both.keep(), home, both.away()),
                        reference.column() + " = " + both.away(),
                        new int[] {both.keep(), both.away()});
            }
        }
        String aliases = type.known().aliases();
        run(
                connection,
                "update %1$s set key = %2$d, home = coalesce(home, %3$d) where key = %3$d"
                        .formatted(aliases, both.keep(), both.away()));
        run(connection, "delete from %s where key = %d".formatted(type.table(), both.away()));
        run(
                connection,
                ("insert into %s (source, id, key, home, cause) select away_source, away_id, keep_key, away_key, "
                                + "'merge:' || id from record_merge where id = %d")
                        .formatted(aliases, id));
        writer.announce(connection, new Change(type, both.keys(), both.keys(), Map.of()));
        return id;
    }

    private static List<Place> places(Map<Place, String> before, Map<Place, String> other, Map<String, Side> chosen) {
        List<Place> places = new ArrayList<>(other.keySet());
        before.keySet().stream()
                .filter(place -> !other.containsKey(place) && chosen.containsKey(place.shown()))
                .forEach(places::add);
        return places;
    }

    private static Side wins(Place place, @Nullable String now, @Nullable String then, Map<String, Side> chosen) {
        Side side = chosen.getOrDefault(place.shown(), chosen.get(place.field().name()));
        if (side != null) {
            return side;
        }
        return now == null && then != null ? Side.AWAY : Side.KEEP;
    }

    private static long record(Connection connection, RecordType type, Both both, Viewer viewer) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into record_merge (type, keep_key, keep_source, keep_id, away_key, away_source, away_id, row, user_name) "
                        + "select ?, k.key, k.source, k.id, a.key, a.source, a.id, to_jsonb(a), ? from %1$s k, %1$s a where k.key = ? and a.key = ? returning id"
                                .formatted(type.table()))) {
            insert.setString(1, type.name());
            insert.setString(2, viewer.name());
            insert.setInt(3, both.keep());
            insert.setInt(4, both.away());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private Merge.Undone undo(Connection connection, RecordType type, long id, Viewer viewer) throws SQLException {
        Both both = standing(connection, type, id);
        String cause = "undo:merge:" + id;
        int root = RecordWriter.keys(connection, "select merged_into('%s', %d)".formatted(type.name(), both.keep()))[0];
        run(
                connection,
                "update record_merge set undone_at = now(), undone_by = %s where id = %d"
                        .formatted(quoted(connection, viewer.name()), id));
        int[] homes = homes(connection, type, both.away());
        String here = Arrays.toString(homes).replace('[', '(').replace(']', ')');
        String table = type.table();
        run(
                connection,
                ("insert into %1$s overriding system value select p.* from record_merge m cross join lateral "
                                + "jsonb_populate_record(null::%1$s, m.row || jsonb_build_object('version', (m.row ->> 'version')::integer + 1, "
                                + "'changed_at', now(), 'cause', '%2$s')) p where m.id = %3$d")
                        .formatted(table, cause, id));
        run(
                connection,
                "update %s set check_sum = case when stub then 0 else %s end where key = %d"
                        .formatted(table, RecordMoves.checkSum(type), both.away()));
        String aliases = type.known().aliases();
        run(
                connection,
                "delete from %1$s a using %2$s r where r.key = %3$d and a.source = r.source and a.id = r.id and a.home = %3$d"
                        .formatted(aliases, table, both.away()));
        run(
                connection,
                "update %1$s set key = %2$d, home = nullif(home, %2$d) where home in %3$s"
                        .formatted(aliases, both.away(), here));
        Map<String, Integer> moved = new LinkedHashMap<>();
        for (RecordType referring : types.referringTo(type)) {
            for (Field<?> reference : RecordMoves.referencesTo(referring, type)) {
                String home = UpsertSql.home(reference);
                int count = move(
                        connection,
                        referring,
                        reference,
                        "%1$s = %2$d, %3$s = nullif(%3$s, %2$d)".formatted(reference.column(), both.away(), home),
                        home + " in " + here,
                        new int[] {root, both.away()});
                moved.merge(referring.name(), count, Integer::sum);
            }
        }
        MergeValues values = new MergeValues(connection, type, cause);
        List<String> restored = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (MergeValues.Layer layer : values.layers(id).values()) {
            boolean taken = values.takeOut(layer, both.keep());
            (taken ? restored : kept).add(layer.place().shown());
        }
        values.finish();
        run(connection, "delete from record_merge_value where merge = " + id);
        run(connection, "update record_merge set row = null where id = " + id);
        int[] keys = new Both(root, both.away()).keys();
        writer.announce(connection, new Change(type, keys, keys, Map.of()));
        return new Merge.Undone(Merges.find(connection, id).orElseThrow(), restored, kept, moved);
    }

    private static Both standing(Connection connection, RecordType type, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select keep_key, away_key, undone_at is not null, exists (select 1 from tombstone where mark = "
                        + "tombstone_mark(away_source, away_id)) from record_merge where type = ? and id = ?")) {
            select.setString(1, type.name());
            select.setLong(2, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new MergeRefusal(MergeRefusal.Why.UNKNOWN, "There is no merge " + id);
                }
                if (row.getBoolean(3)) {
                    throw new MergeRefusal(
                            MergeRefusal.Why.CONFLICT, "A merge can be taken back once, %d was".formatted(id));
                }
                if (row.getBoolean(4)) {
                    throw new MergeRefusal(
                            MergeRefusal.Why.CONFLICT,
                            "Merge %d cannot be taken back: the person was erased".formatted(id));
                }
                return new Both(row.getInt(1), row.getInt(2));
            }
        }
    }

    /// The record and everything that was merged into it and still is.
    private static int[] homes(Connection connection, RecordType type, int key) throws SQLException {
        return RecordWriter.keys(
                connection,
                ("with recursive here (key) as (select %2$d union select m.away_key from record_merge m join here "
                                + "on m.keep_key = here.key where m.type = '%1$s' and m.undone_at is null) select key from here")
                        .formatted(type.name(), key));
    }

    /// @param set where the references lead now
    /// @return how many of them anybody is shown
    private int move(
            Connection connection, RecordType referring, Field<?> reference, String set, String which, int[] referred)
            throws SQLException {
        int[] keys = RecordWriter.keys(
                connection,
                "update %s set %s, %s where %s returning key"
                        .formatted(referring.table(), set, RecordMoves.touched(referred[0]), which));
        writer.announce(connection, new Change(referring, keys, new int[0], Map.of(reference.name(), referred)));
        return shown(connection, referring, keys);
    }

    private static int shown(Connection connection, RecordType type, int[] keys) throws SQLException {
        if (type.shown().equals(type.table())) {
            return keys.length;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from " + type.shown() + " where key = any (?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "integer", IntStream.of(keys).boxed().toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static String quoted(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.enquoteLiteral(text);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
