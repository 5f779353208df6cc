package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What time does to facts and classes: notes the customers who are due, and has the buyers cut into
/// shares anew every day and once they have become a twentieth more or fewer.
@Singleton
final class FactsSweep {
    private static final Logger LOG = LoggerFactory.getLogger(FactsSweep.class);

    private final Database database;
    private final FactsQueue queue;
    private final ClassCuts cuts;

    FactsSweep(Database database, FactsQueue queue, ClassCuts cuts) {
        this.database = database;
        this.queue = queue;
        this.cuts = cuts;
    }

    @Scheduled(initialDelay = "${keqing.facts.first-look:30s}", fixedDelay = "60s")
    void run() {
        try {
            queue.addDue();
            if (queue.waiting() == 0 && database.read(cuts::areStale)) {
                cuts.renew();
            }
        } catch (DatabaseException e) {
            LOG.warn("Facts wait: {}", e.getMessage());
        }
    }
}
