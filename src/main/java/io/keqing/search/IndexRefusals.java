package io.keqing.search;

import io.keqing.record.RecordType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Documents that the engine refused, kept with its reason until a later try goes through.
final class IndexRefusals {
    private IndexRefusals() {}

    /// Of the keys just put, exactly `refused` are refused from now on.
    static void replace(
            Connection transaction, RecordType type, Collection<Integer> keys, List<IndexWriter.Refused> refused)
            throws SQLException {
        try (PreparedStatement delete =
                transaction.prepareStatement("delete from index_refused where type = ? and key = any (?)")) {
            delete.setString(1, type.name());
            delete.setArray(2, transaction.createArrayOf("integer", keys.toArray()));
            delete.executeUpdate();
        }
        if (refused.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                transaction.prepareStatement("insert into index_refused (type, key, reason) values "
                        + "(?, ?, ?) on conflict (type, key) do update set reason = excluded.reason")) {
            for (IndexWriter.Refused document : refused) {
                insert.setString(1, type.name());
                insert.setInt(2, document.key());
                insert.setString(3, document.reason());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
