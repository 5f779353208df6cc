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

    /// Without checks, which write nothing and are looked at while they run.
    @Query("SELECT * FROM import WHERE NOT dry_run ORDER BY id DESC LIMIT :limit")
    List<ImportRow> latestWritten(int limit);

    /// Those of files with these very columns that had rejects, the latest first and checks last.
    @Query("SELECT * FROM import WHERE header = :header AND problems > 0 ORDER BY dry_run, id DESC LIMIT 100")
    List<ImportRow> withHeader(String header);

    @Query("DELETE FROM import WHERE dry_run AND finished_at < :before")
    long dropChecks(Instant before);

    @Query("UPDATE import SET state = 'running', started_at = coalesce(started_at, :at) WHERE id = :id "
            + "AND state IN ('queued', 'running')")
    long begin(long id, Instant at);

    /// What the account of the import says is committed of the main type of its file.
    String COMMITTED = "(created, updated, unchanged, rejected) = (SELECT coalesce(sum(c.created), 0), "
            + "coalesce(sum(c.updated), 0), coalesce(sum(c.unchanged), 0), coalesce(sum(c.rejected), 0) "
            + "FROM import_chunk c WHERE c.import_id = i.id AND c.main)";

    @Query("UPDATE import i SET state = 'failed', message = :message, problems = :problems, " + COMMITTED
            + ", finished_at = :at WHERE id = :id")
    void fail(long id, Instant at, String message, long problems);

    /// Imports of a portal that it did not come round to queue, in a life before `since`.
    @Query("UPDATE import SET state = 'failed', finished_at = :at, message = :message WHERE state = 'queued' "
            + "AND job IS NULL AND portal = :portal AND queued_at < :since")
    long failUnqueued(String portal, Instant since, Instant at, String message);

    /// Imports whose job was ended from outside: cancelled before it began, or given up.
    @Query("UPDATE import i SET state = CASE j.state WHEN 'cancelled' THEN 'cancelled' ELSE 'failed' END, "
            + "finished_at = :at, message = coalesce(nullif(j.message, ''), 'Its job ended'), " + COMMITTED
            + " FROM job j "
            + "WHERE j.id = i.job AND i.state IN ('queued', 'running') "
            + "AND j.state IN ('finished', 'failed', 'cancelled')")
    long followJobs(Instant at);

    @Query(
            "DELETE FROM import_chunk c USING import i WHERE i.id = c.import_id AND i.state NOT IN ('queued', 'running')")
    long clearAccounts();

    @Query("SELECT count(*) FROM import_kept WHERE import_id = :id")
    long countKept(long id);

    @Query("UPDATE import SET undone_at = :at WHERE id = :id")
    void undone(long id, Instant at);

    @Query("SELECT id FROM import WHERE portal = :portal AND state IN ('queued', 'running')")
    List<Long> open(String portal);

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
