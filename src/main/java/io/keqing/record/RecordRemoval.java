package io.keqing.record;

import io.keqing.field.Field;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes one record away and keeps its last version.
final class RecordRemoval {
    private RecordRemoval() {}

    static boolean remove(
            Connection connection,
            RecordTypes types,
            List<ChangeListener> listeners,
            RecordType type,
            int key,
            String cause)
            throws SQLException {
        Map<String, int[]> referred = new HashMap<>();
        for (Field<?> reference : type.references()) {
            referred.put(
                    reference.name(),
                    RecordWriter.keys(
                            connection,
                            "select %1$s from %2$s where key = %3$d and %1$s is not null"
                                    .formatted(reference.column(), type.table(), key)));
        }
        boolean stubsAllowed = type.known().stubs();
        if (stubsAllowed
                && RecordWriter.keys(connection, "select key from " + type.table() + " where stub and key = " + key)
                                .length
                        > 0
                && isReferredTo(connection, types, type, key)) {
            return false;
        }
        if (RecordMoves.keepVersion(connection, type, key, cause) == 0) {
            return false;
        }
        String forget;
        if (stubsAllowed && isReferredTo(connection, types, type, key)) {
            StringBuilder empty = new StringBuilder("update " + type.table() + " set stub = true, check_sum = 0, "
                    + "version = version + 1, changed_at = now(), cause = ?");
            for (Field<?> field : type.fields().stored()) {
                empty.append(", ").append(field.column()).append(" = null");
            }
            forget = empty + " where key = ?";
        } else {
            detach(connection, types, listeners, type, key);
            RecordMoves.forgetMerges(connection, type, key);
            forget = "delete from " + type.table() + " where ?::text is not null and key = ?";
        }
        try (PreparedStatement statement = connection.prepareStatement(forget)) {
            statement.setString(1, cause);
            statement.setInt(2, key);
            statement.executeUpdate();
        }
        int[] keys = {key};
        for (ChangeListener listener : listeners) {
            listener.changed(connection, new Change(type, keys, type.copied().isEmpty() ? new int[0] : keys, referred));
        }
        return true;
    }

    /// What refers to a record that goes for good is left without it.
    private static void detach(
            Connection connection, RecordTypes types, List<ChangeListener> listeners, RecordType type, int key)
            throws SQLException {
        for (RecordType other : types.referringTo(type)) {
            for (Field<?> reference : RecordMoves.referencesTo(other, type)) {
                int[] detached = RecordWriter.keys(
                        connection,
                        "update %1$s set %2$s = null, version = version + 1, changed_at = now(), check_sum = ((check_sum::bigint * 31) & 2147483647)::integer where %2$s = %3$d returning key"
                                .formatted(other.table(), reference.column(), key));
                if (detached.length > 0) {
                    for (ChangeListener listener : listeners) {
                        listener.changed(connection, new Change(other, detached, new int[0], Map.of()));
                    }
                }
            }
        }
    }

    private static boolean isReferredTo(Connection connection, RecordTypes types, RecordType type, int key)
            throws SQLException {
        for (RecordType other : types.referringTo(type)) {
            for (Field<?> reference : RecordMoves.referencesTo(other, type)) {
                if (RecordWriter.keys(
                                        connection,
                                        "select key from %s where %s = %d limit 1"
                                                .formatted(other.table(), reference.column(), key))
                                .length
                        > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
