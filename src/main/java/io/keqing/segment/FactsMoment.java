package io.keqing.segment;

import io.keqing.record.Region;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Fills the parameters that every statement of [FactsSql] begins with.
@Singleton
final class FactsMoment {
    private final Region region;

    FactsMoment(Region region) {
        this.region = region;
    }

    /// @return the place of the next parameter
    int bind(Connection connection, PreparedStatement statement, Instant now) throws SQLException {
        ChurnDefinition.Limit limit = ChurnDefinition.now(connection).limit();
        OffsetDateTime at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
        statement.setObject(1, at);
        statement.setObject(2, at);
        statement.setString(3, region.zone().getId());
        statement.setString(4, region.zone().getId());
        statement.setString(5, region.currency());
        statement.setInt(6, limit.silentDays());
        statement.setDouble(7, limit.gaps());
        statement.setBoolean(8, limit.joinedIsContract());
        return 9;
    }
}
