package io.keqing.segment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Whose figures are asked for: those of a source, of a segment, of both, or everybody's.
///
/// @param source null for all
/// @param members customers by key, null for all
public record Population(@Nullable String source, @Nullable RoaringBitmap members) {
    /// Everybody.
    public static final Population ALL = new Population(null, null);

    /// SQL that holds for them, of a customer `c`; takes four parameters.
    static final String SQL = "(?::text is null or c.source = ?) and (?::integer[] is null or c.key = any (?))";

    /// @return the place of the next parameter
    int bind(Connection connection, PreparedStatement statement, int place) throws SQLException {
        statement.setString(place, source);
        statement.setString(place + 1, source);
        RoaringBitmap only = members;
        for (int i = 2; i < 4; i++) {
            if (only == null) {
                statement.setNull(place + i, Types.ARRAY);
            } else {
                statement.setArray(place + i, FactsQueue.integers(connection, only.toArray()));
            }
        }
        return place + 4;
    }
}
