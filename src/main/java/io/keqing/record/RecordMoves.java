package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Steps that removing, adopting, merging and splitting records have in common.
final class RecordMoves {
    private RecordMoves() {}

    static List<Field<?>> referencesTo(RecordType other, RecordType type) {
        return other.references().stream()
                .filter(field -> ((ValueKind.Reference) field.kind()).to().equals(type.name()))
                .toList();
    }

    /// SQL that marks a row as another one than before, for a change that no column of its catalogue holds
    /// whole.
    static String touched(int by) {
        return "version = version + 1, changed_at = now(), check_sum = ((check_sum::bigint * 31 + " + by
                + ") & 2147483647)::integer";
    }

    /// SQL of the check over a row's own values, as writing computes it.
    static String checkSum(RecordType type) {
        return "(hashtextextended(row("
                + String.join(
                        ", ", type.fields().stored().stream().map(Field::column).toList())
                + ")::text, 0) & 2147483647)::integer";
    }

    /// Leaves the present versions of records in history.
    ///
    /// @return the keys of those that there are
    static int[] keepVersions(Connection connection, RecordType type, int[] keys, String endedBy) throws SQLException {
        try (PreparedStatement keep =
                connection.prepareStatement("insert into history (type, key, version, valid_from, "
                        + "valid_to, cause, ended_by, row) select ?, r.key, r.version, r.changed_at, now(), r.cause, ?, to_jsonb(r) "
                        + "from " + type.table() + " r where r.key = any (?) returning key")) {
            keep.setString(1, type.name());
            keep.setString(2, endedBy);
            keep.setArray(3, array(connection, keys));
            return keys(keep);
        }
    }

    static Array array(Connection connection, int[] keys) throws SQLException {
        return connection.createArrayOf("integer", Arrays.stream(keys).boxed().toArray());
    }

    /// The keys that a statement gives back, in order.
    static int[] keys(PreparedStatement statement) throws SQLException {
        IntStream.Builder keys = IntStream.builder();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(row.getInt(1));
            }
        }
        return keys.build().sorted().toArray();
    }

    /// A record that is gone for good takes with it what was merged into it, over however many steps: they
    /// were one person, and nothing of them may come back.
    static void forgetMerges(Connection connection, RecordType type, int... keys) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement("with recursive gone (key) as (select unnest(?) "
                + "union select m.away_key from record_merge m join gone on m.keep_key = gone.key where m.type = ? "
                + "and m.undone_at is null) delete from record_merge m using gone where m.type = ? "
                + "and (m.keep_key = gone.key or m.away_key = gone.key)")) {
            forget.setArray(1, array(connection, keys));
            forget.setString(2, type.name());
            forget.setString(3, type.name());
            forget.executeUpdate();
        }
    }
}
