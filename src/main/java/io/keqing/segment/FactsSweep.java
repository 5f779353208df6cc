package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.keqing.record.Region;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What time does to facts and classes: notes the customers who are due, and has the buyers cut into shares anew every
/// day and once they have become a twentieth more or fewer.
@Singleton
final class FactsSweep {
    private static final double MANY = 0.05;
    private static final Logger LOG = LoggerFactory.getLogger(FactsSweep.class);

    private final Database database;
    private final FactsQueue queue;
    private final ClassCuts cuts;
    private final ZoneId zone;

    FactsSweep(Database database, FactsQueue queue, ClassCuts cuts, Region region) {
        this.database = database;
        this.queue = queue;
        this.cuts = cuts;
        this.zone = region.zone();
    }

    @Scheduled(initialDelay = "${keqing.facts.first-look:30s}", fixedDelay = "60s")
    void run() {
        try {
            queue.addDue();
            if (queue.waiting() == 0 && stale()) {
                cuts.renew();
            }
        } catch (DatabaseException e) {
            LOG.warn("Facts wait: {}", e.getMessage());
        }
    }

    private boolean stale() {
        long buyers = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select count(*) from customer_facts where last_order is not null");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
        ClassCuts.Found last = cuts.last();
        if (last == null) {
            return buyers > 0;
        }
        return LocalDate.ofInstant(last.since(), zone).isBefore(LocalDate.now(zone))
                || Math.abs(buyers - last.buyers()) > MANY * last.buyers();
    }
}
