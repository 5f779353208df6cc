package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows on their way into the record tables: streamed by COPY into a temporary table of one connection, which dies
/// with it, so that a crash leaves nothing behind. Add rows, then hand it to [RecordWriter#write]. One thread.
public final class Staging implements AutoCloseable {
    private static final int FLUSH_AT = 1 << 18;

    private final StagingPlan plan;
    private final Connection connection;
    private final CopyBuffer buffer = new CopyBuffer();
    private final CopyIn copy;
    private final @Nullable Object[] values;
    private List<String> aliases = List.of();
    private long rows;

    Staging(StagingPlan plan, Connection connection) throws SQLException {
        this.plan = plan;
        this.connection = connection;
        this.values = new @Nullable Object[plan.mapped().size()];
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists staged, staged_rows");
            statement.execute(UpsertSql.createStaging(plan));
        }
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy staged_rows from stdin");
    }

    StagingPlan plan() {
        return plan;
    }

    Connection connection() {
        return connection;
    }

    /// Rows added so far.
    public long rows() {
        return rows;
    }

    /// The value of a mapped field in the row being filled; a reference is given as its [RecordId].
    public void set(int mappedField, @Nullable Object value) {
        values[mappedField] = value;
    }

    /// Further ids of the row's record, in the same source.
    public void aliases(List<String> ids) {
        aliases = ids;
    }

    /// Ends the row and starts the next, which is empty.
    ///
    /// @param line where it stood, counted from 1
    /// @throws DatabaseException where PostgreSQL refuses or is gone
    public void endRow(long line, RecordId id) {
        buffer.number(line);
        buffer.separator();
        buffer.text(id.source());
        buffer.separator();
        buffer.text(id.id());
        buffer.separator();
        buffer.list(aliases);
        for (int i = 0; i < values.length; i++) {
            add(plan.mapped().get(i), values[i]);
            values[i] = null;
        }
        buffer.endOfRow();
        aliases = List.of();
        rows++;
        if (buffer.length() > FLUSH_AT) {
            flush();
        }
    }

    private void add(Field<?> field, @Nullable Object value) {
        buffer.separator();
        if (field.kind() instanceof ValueKind.Reference) {
            if (value instanceof RecordId reference) {
                buffer.text(reference.source());
                buffer.separator();
                buffer.text(reference.id());
            } else {
                buffer.nothing();
                buffer.separator();
                buffer.nothing();
            }
        } else if (value == null) {
            buffer.nothing();
        } else {
            buffer.value(field.kind(), value);
        }
    }

    private void flush() {
        try {
            copy.writeToCopy(buffer.bytes(), 0, buffer.length());
            buffer.clear();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /// Ends the streaming in.
    void finish() throws SQLException {
        if (copy.isActive()) {
            flush();
            copy.endCopy();
        }
    }

    /// Drops what was staged and gives the connection back.
    @Override
    public void close() {
        try (connection) {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
            if (!connection.isClosed()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("drop table if exists staged, staged_rows");
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
