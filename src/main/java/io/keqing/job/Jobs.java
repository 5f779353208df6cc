package io.keqing.job;

import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Long work, handed in, looked at and cancelled; any portal on the database may ask. Who may do so is
/// for the room whose work it is to say.
@Singleton
public final class Jobs {
    private static final int MOST_LISTED = 1_000;

    private final JobRows rows;
    private final Database database;

    Jobs(JobRows rows, Database database) {
        this.rows = rows;
        this.database = database;
    }

    /// @param payload JSON, for the work alone
    /// @param portal has the files of the work; null where any portal can do it
    /// @return the number of the job
    public long submit(String kind, String payload, @Nullable String portal, Viewer owner) {
        return database.inTransaction(connection -> submit(connection, kind, payload, portal, owner));
    }

    /// The same inside the caller's transaction, so that a job and what it is about are there together
    /// or not at all.
    public long submit(Connection transaction, String kind, String payload, @Nullable String portal, Viewer owner)
            throws SQLException {
        try (var insert = transaction.prepareStatement(
                "INSERT INTO job (kind, owner, payload, portal) VALUES (?, ?, ?::jsonb, ?) RETURNING id")) {
            insert.setString(1, kind);
            insert.setString(2, owner.name());
            insert.setString(3, payload);
            insert.setString(4, portal);
            try (var result = insert.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    public Optional<Job> find(long id) {
        return rows.findById(id).map(Job::of);
    }

    /// The jobs with these numbers, by number; those that are gone are left out.
    public Map<Long, Job> all(Collection<Long> ids) {
        return ids.isEmpty()
                ? Map.of()
                : rows.findByIdIn(ids).stream().map(Job::of).collect(Collectors.toMap(Job::id, job -> job));
    }

    /// The latest of a kind, newest first.
    public List<Job> list(String kind) {
        return rows.latest(kind, MOST_LISTED).stream().map(Job::of).toList();
    }

    /// Whether any portal works on any of them.
    public boolean anyRunning() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select exists (select from job where state = 'running')");
                    var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    /// Stops a job before its next step, whichever portal does it. What is done stays.
    ///
    /// @return whether it was still to be stopped
    public boolean cancel(long id) {
        return rows.cancelUnbegun(id) > 0 || rows.wantCancel(id) > 0;
    }
}
