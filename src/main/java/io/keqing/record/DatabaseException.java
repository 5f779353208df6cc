package io.keqing.record;

import java.sql.SQLException;

/// PostgreSQL refused or did not answer. The transaction was rolled back.
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super("PostgreSQL: " + cause.getMessage(), cause);
    }

    /// Whether the server could not be reached or went away, as opposed to refusing a statement.
    public boolean isOutage() {
        String state = getCause() instanceof SQLException sql ? sql.getSQLState() : null;
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }
}
