package io.keqing.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What people see of a job.
///
/// @param portal has its files; null where any portal can do it
/// @param total 0 while unknown
/// @param perSecond of the present claim; 0 while it is unknown
/// @param left null while unknown
public record Job(
        long id,
        String kind,
        String owner,
        State state,
        @Nullable String portal,
        int attempts,
        long done,
        long total,
        double perSecond,
        @Nullable Duration left,
        @Nullable String message,
        Instant queuedAt,
        @Nullable Instant finishedAt) {

    public enum State {
        QUEUED,
        RUNNING,
        FINISHED,
        FAILED,
        CANCELLED
    }

    static Job of(JobRow row) {
        State state = State.valueOf(row.state().toUpperCase(Locale.ROOT));
        double rate = state == State.RUNNING ? rate(row) : 0;
        Duration left = rate > 0 && row.total() >= row.done()
                ? Duration.ofMillis((long) ((row.total() - row.done()) / rate * 1000))
                : null;
        return new Job(
                Objects.requireNonNull(row.id()),
                row.kind(),
                row.owner(),
                state,
                row.portal(),
                row.attempts(),
                row.done(),
                row.total(),
                rate,
                left,
                row.message(),
                row.queuedAt(),
                row.finishedAt());
    }

    private static double rate(JobRow row) {
        if (row.claimedAt() == null || row.beatAt() == null) {
            return 0;
        }
        long millis = Duration.between(row.claimedAt(), row.beatAt()).toMillis();
        return millis <= 0 ? 0 : Math.max(0, row.done() - row.claimedDone()) * 1000.0 / millis;
    }
}
