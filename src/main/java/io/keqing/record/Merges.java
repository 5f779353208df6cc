package io.keqing.record;

import io.keqing.field.RecordId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The merges that were decided, those taken back among them.
@Singleton
public final class Merges {
    private static final String SELECT = """
            select m.id, m.keep_source, m.keep_id, m.away_source, m.away_id, m.user_name, m.at, m.undone_by, m.undone_at,
                   array(select v.field || case v.name when '' then '' else '.' || v.name end
                           from record_merge_value v where v.merge = m.id order by v.field, v.name)
              from record_merge m
            """;

    private final Database database;

    Merges(Database database) {
        this.database = database;
    }

    public Optional<Merge> find(long id) {
        return database.read(connection -> find(connection, id));
    }

    static Optional<Merge> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where m.id = ?")) {
            select.setLong(1, id);
            return read(select).stream().findFirst();
        }
    }

    /// Newest first.
    ///
    /// @param before only merges with a lower id
    public List<Merge> latest(RecordType type, long before, int limit) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(SELECT + " where m.type = ? and m.id < ? order by m.id desc limit ?")) {
                select.setString(1, type.name());
                select.setLong(2, before);
                select.setInt(3, limit);
                return read(select);
            }
        });
    }

    private static List<Merge> read(PreparedStatement select) throws SQLException {
        List<Merge> merges = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                OffsetDateTime undone = row.getObject(9, OffsetDateTime.class);
                merges.add(new Merge(
                        row.getLong(1),
                        new RecordId(row.getString(2), row.getString(3)),
                        new RecordId(row.getString(4), row.getString(5)),
                        row.getString(6),
                        row.getObject(7, OffsetDateTime.class).toInstant(),
                        List.of((String[]) row.getArray(10).getArray()),
                        row.getString(8),
                        undone == null ? null : undone.toInstant()));
            }
        }
        return merges;
    }
}
