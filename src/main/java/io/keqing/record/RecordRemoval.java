package io.keqing.record;

import io.keqing.field.Field;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes records away and keeps their last versions. One that others refer to becomes known by its id only,
/// where its type allows that.
final class RecordRemoval {
    private RecordRemoval() {}

    /// @return the keys of the records that are gone or known by their id only now
    static int[] remove(
            Connection connection,
            RecordTypes types,
            List<ChangeListener> listeners,
            RecordType type,
            int[] keys,
            String cause)
            throws SQLException {
        Set<Integer> referredTo = type.known().stubs() ? referredTo(connection, types, type, keys) : Set.of();
        int[] there = referredTo.isEmpty() ? keys : withoutStubs(connection, type, keys, referredTo);
        Map<String, int[]> referred = new HashMap<>();
        for (Field<?> reference : type.references()) {
            referred.put(reference.name(), referred(connection, type, reference, there));
        }
        int[] going = RecordMoves.keepVersions(connection, type, there, cause);
        if (going.length == 0) {
            return going;
        }
        int[] emptied = Arrays.stream(going).filter(referredTo::contains).toArray();
        int[] deleted =
                Arrays.stream(going).filter(key -> !referredTo.contains(key)).toArray();
        if (emptied.length > 0) {
            empty(connection, type, emptied, cause);
        }
        if (deleted.length > 0) {
            detach(connection, types, listeners, type, deleted);
            RecordMoves.forgetMerges(connection, type, deleted);
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from " + type.table() + " where key = any (?)")) {
                delete.setArray(1, RecordMoves.array(connection, deleted));
                delete.executeUpdate();
            }
        }
        Change change = new Change(type, going, type.copied().isEmpty() ? new int[0] : going, referred);
        for (ChangeListener listener : listeners) {
            listener.changed(connection, change);
        }
        return going;
    }

    /// What records point to by one reference.
    static int[] referred(Connection connection, RecordType type, Field<?> reference, int[] keys) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct %1$s from %2$s where key = any (?) ".formatted(reference.column(), type.table())
                        + "and " + reference.column() + " is not null")) {
            select.setArray(1, RecordMoves.array(connection, keys));
            return RecordMoves.keys(select);
        }
    }

    private static void empty(Connection connection, RecordType type, int[] keys, String cause) throws SQLException {
        StringBuilder empty = new StringBuilder("update " + type.table() + " set stub = true, check_sum = 0, "
                + "version = version + 1, changed_at = now(), cause = ?");
        for (Field<?> field : type.fields().stored()) {
            empty.append(", ").append(field.column()).append(" = null");
        }
        try (PreparedStatement update = connection.prepareStatement(empty + " where key = any (?)")) {
            update.setString(1, cause);
            update.setArray(2, RecordMoves.array(connection, keys));
            update.executeUpdate();
        }
    }

    private static int[] withoutStubs(Connection connection, RecordType type, int[] keys, Set<Integer> referredTo)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select key from " + type.table() + " where key = any (?) and not (stub and key = any (?))")) {
            select.setArray(1, RecordMoves.array(connection, keys));
            select.setArray(
                    2,
                    RecordMoves.array(
                            connection,
                            referredTo.stream().mapToInt(Integer::intValue).toArray()));
            return RecordMoves.keys(select);
        }
    }

    /// What refers to records that go for good is left without them.
    private static void detach(
            Connection connection, RecordTypes types, List<ChangeListener> listeners, RecordType type, int[] keys)
            throws SQLException {
        for (RecordType other : types.referringTo(type)) {
            for (Field<?> reference : RecordMoves.referencesTo(other, type)) {
                int[] detached;
                try (PreparedStatement update = connection.prepareStatement(
                        "update %1$s set %2$s = null, version = version + 1, changed_at = now(), check_sum = ((check_sum::bigint * 31) & 2147483647)::integer where %2$s = any (?) returning key"
                                .formatted(other.table(), reference.column()))) {
                    update.setArray(1, RecordMoves.array(connection, keys));
                    detached = RecordMoves.keys(update);
                }
                if (detached.length > 0) {
                    for (ChangeListener listener : listeners) {
                        listener.changed(connection, new Change(other, detached, new int[0], Map.of()));
                    }
                }
            }
        }
    }

    private static Set<Integer> referredTo(Connection connection, RecordTypes types, RecordType type, int[] keys)
            throws SQLException {
        Set<Integer> referredTo = new HashSet<>();
        for (RecordType other : types.referringTo(type)) {
            for (Field<?> reference : RecordMoves.referencesTo(other, type)) {
                try (PreparedStatement select = connection.prepareStatement(
                        "select k from unnest(?) k where exists (select from %s where %s = k)"
                                .formatted(other.table(), reference.column()))) {
                    select.setArray(1, RecordMoves.array(connection, keys));
                    for (int key : RecordMoves.keys(select)) {
                        referredTo.add(key);
                    }
                }
            }
        }
        return referredTo;
    }
}
