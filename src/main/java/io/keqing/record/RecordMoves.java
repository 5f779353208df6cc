package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

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

    /// Leaves the present version of a record in history.
    static int keepVersion(Connection connection, RecordType type, int key, String endedBy) throws SQLException {
        try (PreparedStatement keep =
                connection.prepareStatement("insert into history (type, key, version, valid_from, "
                        + "valid_to, cause, ended_by, row) select ?, r.key, r.version, r.changed_at, now(), r.cause, ?, to_jsonb(r) "
                        + "from " + type.table() + " r where r.key = ?")) {
            keep.setString(1, type.name());
            keep.setString(2, endedBy);
            keep.setInt(3, key);
            return keep.executeUpdate();
        }
    }

    /// A record that is gone for good takes with it what was merged into it, over however many steps: they
    /// were one person, and nothing of them may come back.
    static void forgetMerges(Connection connection, RecordType type, int key) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement("with recursive gone (key) as (select ?::integer "
                + "union select m.away_key from record_merge m join gone on m.keep_key = gone.key where m.type = ? "
                + "and m.undone_at is null) delete from record_merge m using gone where m.type = ? "
                + "and (m.keep_key = gone.key or m.away_key = gone.key)")) {
            forget.setInt(1, key);
            forget.setString(2, type.name());
            forget.setString(3, type.name());
            forget.executeUpdate();
        }
    }
}
