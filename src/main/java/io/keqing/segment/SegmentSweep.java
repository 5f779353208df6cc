package io.keqing.segment;

import io.keqing.record.DatabaseException;
import io.keqing.record.Region;
import io.keqing.search.IndexQueue;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works segments out again once the index has taken in what was imported or edited, and every day, because relative
/// dates move by themselves. Portals that do so at the same moment keep one evaluation.
@Singleton
final class SegmentSweep {
    /// While records keep coming in, a segment is worked out this often.
    private static final Duration REST = Duration.ofMinutes(15);

    /// What cannot be worked out, for a field that is gone say, is left alone this long.
    private static final Duration RETRY = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSweep.class);

    private final SegmentRows rows;
    private final EvaluationTable evaluations;
    private final CustomerSegments segments;
    private final IndexQueue queue;
    private final ZoneId zone;
    private final Map<Long, Instant> failed = new ConcurrentHashMap<>();

    SegmentSweep(
            SegmentRows rows, EvaluationTable evaluations, CustomerSegments segments, IndexQueue queue, Region region) {
        this.rows = rows;
        this.evaluations = evaluations;
        this.segments = segments;
        this.queue = queue;
        this.zone = region.zone();
    }

    @Scheduled(initialDelay = "60s", fixedDelay = "60s")
    void run() {
        try {
            sweep(Instant.now());
        } catch (DatabaseException | IndexUnavailableException e) {
            LOG.warn("Segments wait: {}", e.getMessage());
        }
    }

    /// @return segments worked out
    int sweep(Instant now) {
        if (queue.backlog(null).documents() > 0) {
            return 0;
        }
        long version = evaluations.documentVersion();
        int worked = 0;
        for (SegmentRow row : rows.inOrder()) {
            if (row.owner() != null && due(row, version, now)) {
                try {
                    segments.evaluate(row);
                    worked++;
                } catch (InvalidQueryException | SegmentRefusal e) {
                    // its message names fields and values: the screen tells it to whom it belongs
                    failed.put(CustomerSegments.id(row), now);
                    LOG.warn("Segment {} cannot be worked out any more", row.id());
                }
            }
        }
        return worked;
    }

    private boolean due(SegmentRow row, long version, Instant now) {
        Instant broken = failed.get(CustomerSegments.id(row));
        if (broken != null && broken.plus(RETRY).isAfter(now)) {
            return false;
        }
        return evaluations
                .seen(CustomerSegments.id(row))
                .map(last -> last.version() != row.version()
                        || last.seen() < version && last.checkedAt().plus(REST).isBefore(now)
                        || LocalDate.ofInstant(last.checkedAt(), zone).isBefore(LocalDate.ofInstant(now, zone)))
                .orElse(true);
    }
}
