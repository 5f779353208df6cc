package io.keqing.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes back what one cause has written, by history. What it created goes; a value that it was the last to write
/// becomes what it was before, whoever wrote the rest of the record; everything else is kept and told. In steps of one
/// transaction
/// each, in an order that begins with what refers to others. Asked again after a crash, it finds what is left to
/// do.
@Singleton
public final class RecordUndo {
    private static final int STEP = 1_000;

    private final Database database;
    private final RecordTypes types;
    private final RecordWriter writer;
    private final List<ChangeListener> listeners;

    RecordUndo(Database database, RecordTypes types, RecordWriter writer, List<ChangeListener> listeners) {
        this.database = database;
        this.types = types;
        this.writer = writer;
        this.listeners = List.copyOf(listeners);
    }

    /// What was not taken back.
    ///
    /// @param field empty where the whole record stays
    /// @param reason for people
    public record Kept(RecordType type, RecordId id, String field, String reason) {}

    /// What one step did.
    ///
    /// @param removed records that are gone, or known by their id only from now on
    /// @param restored records of which at least one value is what it was
    public record Step(int removed, int restored, List<Kept> kept) {}

    /// Hears of each step.
    public interface Account {
        /// In the step's own transaction. What was kept may be told twice after a crash.
        void note(Connection transaction, Step step) throws SQLException;

        /// After the step is committed. Throws to stop before the next one.
        void committed(Step step);
    }

    /// @param cause whose writing is taken back: `import:12`
    /// @param undoCause written to rows and history: `undo:12`
    /// @throws DatabaseException where PostgreSQL is gone: the steps before are committed
    public void undo(String cause, String undoCause, Account account) {
        for (RecordType type : types.all().reversed()) {
            walk(account, (connection, after, kept) -> removeCreated(connection, type, cause, undoCause, after, kept));
            walk(account, (connection, after, kept) -> keepEdited(connection, type, cause, undoCause, after, kept));
            walk(account, (connection, after, kept) -> restore(connection, type, cause, undoCause, after, kept));
            if (!type.known().aliases().isEmpty()) {
                walk(account, (connection, after, kept) -> dropAliases(connection, type, cause, after));
            }
            walk(account, (connection, after, kept) -> keepMerged(connection, type, cause, after, kept));
        }
    }

    /// One page of a walk in the order of keys.
    private interface Page {
        Done of(Connection transaction, int after, List<Kept> kept) throws SQLException;
    }

    /// @param last key looked at, -1 where there was nothing more
    private record Done(int last, int removed, int restored) {
        static final Done NOTHING = new Done(-1, 0, 0);
    }

    private void walk(Account account, Page page) {
        int after = 0;
        while (after >= 0) {
            int from = after;
            List<Kept> kept = new ArrayList<>();
            Done done = database.inTransaction(connection -> {
                Done now = page.of(connection, from, kept);
                account.note(connection, new Step(now.removed, now.restored, kept));
                return now;
            });
            account.committed(new Step(done.removed, done.restored, kept));
            after = done.last;
        }
    }

    private interface Found {
        void take(int key, RecordId id, String detail);
    }

    /// Reads one page: key, source, id, and one thing more.
    ///
    /// @return the last key, -1 where there is none
    private static int each(PreparedStatement select, Found found) throws SQLException {
        int last = -1;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last = row.getInt(1);
                found.take(last, new RecordId(row.getString(2), row.getString(3)), row.getString(4));
            }
        }
        return last;
    }

    private Done removeCreated(
            Connection connection, RecordType type, String cause, String undoCause, int after, List<Kept> kept)
            throws SQLException {
        writer.lock(connection, type);
        List<Integer> keys = new ArrayList<>();
        int last;
        try (PreparedStatement select = connection.prepareStatement("select r.key, r.source, r.id, exists (select "
                + "from record_merge m where m.type = ? and m.keep_key = r.key and m.undone_at is null) from "
                + type.table() + " r where r.key > ? and r.cause = ? and not exists (select from history h "
                + "where h.type = ? and h.key = r.key and h.cause <> ?) order by r.key limit " + STEP)) {
            select.setString(1, type.name());
            select.setInt(2, after);
            select.setString(3, cause);
            select.setString(4, type.name());
            select.setString(5, cause);
            last = each(select, (key, id, merged) -> {
                if (merged.equals("t")) {
                    kept.add(new Kept(type, id, "", "another record was merged into it"));
                } else {
                    keys.add(key);
                }
            });
        }
        int removed = RecordRemoval.remove(connection, types, listeners, type, ints(keys), undoCause).length;
        return new Done(last, removed, 0);
    }

    /// Records that the cause created and others have edited since: they stay, without what only the cause has
    /// written.
    private Done keepEdited(
            Connection connection, RecordType type, String cause, String undoCause, int after, List<Kept> kept)
            throws SQLException {
        writer.lock(connection, type);
        List<Integer> keys = new ArrayList<>();
        int last;
        try (PreparedStatement select = connection.prepareStatement("select r.key, r.source, r.id, r.cause from "
                + type.table() + " r where r.key in (select h.key from history h where h.type = ? and h.key > ? "
                + "and h.cause = ?) and r.cause <> ? and r.cause <> ? and not exists (select from history h "
                + "where h.type = ? and h.key = r.key and h.ended_by = ? and h.cause <> ?) order by r.key limit "
                + STEP)) {
            select.setString(1, type.name());
            select.setInt(2, after);
            select.setString(3, cause);
            select.setString(4, cause);
            select.setString(5, undoCause);
            select.setString(6, type.name());
            select.setString(7, cause);
            select.setString(8, cause);
            last = each(select, (key, id, by) -> {
                kept.add(new Kept(type, id, "", "changed since by " + by));
                keys.add(key);
            });
        }
        return new Done(last, 0, restore(connection, type, keys, cause, undoCause, kept));
    }

    /// Records that the cause created or changed, and that were merged away since.
    private static Done keepMerged(Connection connection, RecordType type, String cause, int after, List<Kept> kept)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select away_key, away_source, away_id, keep_id "
                + "from record_merge where type = ? and away_key > ? and undone_at is null and row ->> 'cause' = ? "
                + "order by away_key limit " + STEP)) {
            select.setString(1, type.name());
            select.setInt(2, after);
            select.setString(3, cause);
            int last = each(select, (key, id, into) -> kept.add(new Kept(type, id, "", "it was merged into " + into)));
            return new Done(last, 0, 0);
        }
    }

    private Done dropAliases(Connection connection, RecordType type, String cause, int after) throws SQLException {
        writer.lock(connection, type);
        Set<Integer> owners = new TreeSet<>();
        try (PreparedStatement delete = connection.prepareStatement("with part as (select source, id from "
                + type.known().aliases() + " where key > ? and cause = ? and home is null order by key limit " + STEP
                + ") delete from " + type.known().aliases()
                + " a using part where a.source = part.source and a.id = part.id returning a.key")) {
            delete.setInt(1, after);
            delete.setString(2, cause);
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    owners.add(row.getInt(1));
                }
            }
        }
        writer.announce(connection, new Change(type, ints(owners), ints(owners), Map.of()));
        return owners.isEmpty() ? Done.NOTHING : new Done(0, 0, 0);
    }

    private Done restore(
            Connection connection, RecordType type, String cause, String undoCause, int after, List<Kept> kept)
            throws SQLException {
        writer.lock(connection, type);
        List<Integer> keys = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select distinct h.key from history h join "
                + type.table() + " r on r.key = h.key where h.type = ? and h.key > ? and h.ended_by = ? "
                + "and h.cause <> h.ended_by and not exists (select from history u where u.type = h.type "
                + "and u.key = h.key and u.ended_by = ?) order by h.key limit " + STEP)) {
            select.setString(1, type.name());
            select.setInt(2, after);
            select.setString(3, cause);
            select.setString(4, undoCause);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getInt(1));
                }
            }
        }
        return keys.isEmpty()
                ? Done.NOTHING
                : new Done(keys.getLast(), 0, restore(connection, type, keys, cause, undoCause, kept));
    }

    /// @return how many records have at least one value that is what it was
    private int restore(
            Connection connection, RecordType type, List<Integer> keys, String cause, String undoCause, List<Kept> kept)
            throws SQLException {
        ArrayNode rows = RecordVersions.JSON.createArrayNode();
        List<Integer> restored = new ArrayList<>();
        for (RecordVersions record : RecordVersions.load(connection, type, keys)) {
            ObjectNode before = record.before(cause, kept);
            if (!before.equals(record.now())) {
                rows.add(before);
                restored.add(record.key());
            }
        }
        if (!restored.isEmpty()) {
            put(connection, type, ints(restored), rows, undoCause);
        }
        return restored.size();
    }

    private void put(Connection connection, RecordType type, int[] keys, ArrayNode rows, String undoCause)
            throws SQLException {
        Map<String, TreeSet<Integer>> referred = new HashMap<>();
        refer(connection, type, keys, referred);
        RecordMoves.keepVersions(connection, type, keys, undoCause);
        String columns = type.fields().stored().stream()
                .flatMap(field -> field.kind() instanceof ValueKind.Reference reference
                        ? Stream.of(reference(field, reference), home(type, field))
                        : Stream.of(field.column() + " = x." + field.column()))
                .filter(set -> !set.isEmpty())
                .collect(Collectors.joining(", "));
        try (PreparedStatement update = connection.prepareStatement("update " + type.table() + " r set " + columns
                + ", version = r.version + 1, changed_at = now(), cause = ? from jsonb_populate_recordset(null::"
                + type.table() + ", ?::jsonb) x where r.key = x.key")) {
            update.setString(1, undoCause);
            update.setString(2, rows.toString());
            update.executeUpdate();
        }
        try (PreparedStatement check = connection.prepareStatement(
                "update " + type.table() + " set check_sum = " + RecordMoves.checkSum(type) + " where key = any (?)")) {
            check.setArray(1, RecordMoves.array(connection, keys));
            check.executeUpdate();
        }
        refer(connection, type, keys, referred);
        writer.announce(
                connection,
                new Change(
                        type,
                        keys,
                        type.copied().isEmpty() ? new int[0] : keys,
                        referred.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ints(entry.getValue())))));
    }

    /// What a reference led to may be gone since.
    private String reference(Field<?> field, ValueKind.Reference reference) {
        return "%1$s = (select k.key from %2$s k where k.key = x.%1$s)"
                .formatted(field.column(), types.get(reference.to()).table());
    }

    private String home(RecordType type, Field<?> field) {
        String home = UpsertSql.home(field);
        RecordType to = types.get(((ValueKind.Reference) field.kind()).to());
        return to.known().aliases().isEmpty() ? "" : home + " = x." + home;
    }

    private static void refer(
            Connection connection, RecordType type, int[] keys, Map<String, TreeSet<Integer>> referred)
            throws SQLException {
        for (Field<?> reference : type.references()) {
            for (int key : RecordRemoval.referred(connection, type, reference, keys)) {
                referred.computeIfAbsent(reference.name(), name -> new TreeSet<>())
                        .add(key);
            }
        }
    }

    private static int[] ints(java.util.Collection<Integer> keys) {
        return keys.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
