package io.keqing.record;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Connections of the pool for SQL that is generated from the catalogue; entities with fixed columns use Micronaut
/// Data's repositories.
@Singleton
public final class Database {
    private final DataSource pool;

    Database(DataSource dataSource) {
        this.pool = DelegatingDataSource.unwrapDataSource(dataSource);
    }

    /// Work on a connection that may fail in SQL.
    @FunctionalInterface
    public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /// A connection of the pool in auto-commit mode; the caller closes it.
    Connection open() throws SQLException {
        return pool.getConnection();
    }

    /// @throws DatabaseException for any failure in SQL
    public <T extends @org.jspecify.annotations.Nullable Object> T read(Work<T> work) {
        try (Connection connection = open()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /// All of `work` or nothing of it.
    ///
    /// @throws DatabaseException for any failure in SQL
    public <T extends @org.jspecify.annotations.Nullable Object> T inTransaction(Work<T> work) {
        try (Connection connection = open()) {
            return inTransaction(connection, work);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    static <T extends @org.jspecify.annotations.Nullable Object> T inTransaction(Connection connection, Work<T> work)
            throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done && !connection.isClosed()) {
                connection.rollback();
            }
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }
}
