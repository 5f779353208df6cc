package io.keqing.record;

import java.sql.Connection;
import java.sql.SQLException;

/// Hears of every change inside the transaction that makes it, and writes down there what has to follow.
/// One call per chunk, not per record.
public interface ChangeListener {
    void changed(Connection transaction, Change change) throws SQLException;
}
