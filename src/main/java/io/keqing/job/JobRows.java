package io.keqing.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Collection;
import java.util.List;

/// All times are the database's: the clocks of several portals need not agree. Whoever writes for a
/// claim names its attempt, so a portal that slept through its silence changes nothing when it wakes.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface JobRows extends CrudRepository<JobRow, Long> {
    @Query("SELECT * FROM job WHERE kind = :kind ORDER BY id DESC LIMIT :limit")
    List<JobRow> latest(String kind, int limit);

    List<JobRow> findByIdIn(Collection<Long> ids);

    @Query("UPDATE job SET beat_at = clock_timestamp(), fruitless = CASE WHEN :done > done THEN 0 ELSE fruitless END, "
            + "done = :done, total = :total WHERE id = :id AND attempts = :attempt AND state = 'running'")
    long beat(long id, int attempt, long done, long total);

    @Query("UPDATE job SET state = :state, message = :message, done = :done, total = :total, "
            + "finished_at = clock_timestamp() WHERE id = :id AND attempts = :attempt AND state = 'running'")
    long end(long id, int attempt, String state, String message, long done, long total);

    /// Back into the queue from a portal that stops in good order; such a claim was not fruitless.
    @Query("UPDATE job SET state = 'queued', fruitless = 0, done = :done, total = :total "
            + "WHERE id = :id AND attempts = :attempt AND state = 'running'")
    long release(long id, int attempt, long done, long total);

    /// Back into the queue what an earlier life of this portal had claimed: nobody else has its files.
    @Query("UPDATE job SET state = 'queued' WHERE state = 'running' AND portal = :portal AND claimed_by <> :life")
    long releaseEarlier(String portal, String life);

    @Query("UPDATE job SET state = 'cancelled', message = 'Cancelled before it began', "
            + "finished_at = clock_timestamp() WHERE id = :id AND state = 'queued' AND attempts = 0")
    long cancelUnbegun(long id);

    @Query("UPDATE job SET cancel_wanted = true WHERE id = :id AND state IN ('queued', 'running')")
    long wantCancel(long id);
}
