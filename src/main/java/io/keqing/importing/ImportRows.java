package io.keqing.importing;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ImportRows extends CrudRepository<ImportRow, Long> {
    @Query("SELECT * FROM import ORDER BY id DESC LIMIT :limit")
    List<ImportRow> latest(int limit);

    @Query("UPDATE import SET state = 'running', started_at = :at, beat_at = :at WHERE id = :id AND state = 'queued'")
    long begin(long id, Instant at);

    @Query("UPDATE import SET state = 'cancelled', finished_at = :at, message = :message WHERE id = :id "
            + "AND state = 'queued'")
    long cancelQueued(long id, Instant at, String message);

    @Query("UPDATE import SET beat_at = :at, read = :read WHERE id = :id AND state IN ('queued', 'running')")
    void beat(long id, Instant at, long read);

    @Query("UPDATE import SET state = 'failed', message = :message, problems = :problems, "
            + "finished_at = :at WHERE id = :id")
    void fail(long id, Instant at, String message, long problems);

    /// Imports whose portal died: its own of an earlier life, and those nobody has spoken for since `beat`.
    @Query("UPDATE import SET state = 'failed', finished_at = :at, message = :message WHERE state IN ('queued', "
            + "'running') AND (portal = :portal AND queued_at < :since OR beat_at < :beat)")
    long failAbandoned(String portal, Instant since, Instant beat, Instant at, String message);

    @Query("UPDATE import SET state = :state, mapping = :mapping::jsonb, header = :header, read = :read, "
            + "created = :created, updated = :updated, unchanged = :unchanged, skipped = :skipped, "
            + "rejected = :rejected, warnings = :warnings, lines = :lines, problems = :problems, types = :types::jsonb, "
            + "notes = :notes::jsonb, message = :message, finished_at = :at WHERE id = :id")
    void end(
            long id,
            String state,
            String mapping,
            String header,
            long read,
            long created,
            long updated,
            long unchanged,
            long skipped,
            long rejected,
            long warnings,
            long lines,
            long problems,
            String types,
            String notes,
            String message,
            Instant at);
}
