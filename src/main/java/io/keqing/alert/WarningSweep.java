package io.keqing.alert;

import io.keqing.record.DatabaseException;
import io.keqing.record.Region;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at today again and again, and at every day before it that was not looked at to its end or whose cases have
/// changed since. Cases of a day mostly grow, so that what is found early holds.
@Singleton
final class WarningSweep {
    private static final Logger LOG = LoggerFactory.getLogger(WarningSweep.class);

    /// So many days are caught up with, after an import or a long rest.
    private static final int BACK = 21;

    private final Warnings warnings;
    private final Region region;

    WarningSweep(Warnings warnings, Region region) {
        this.warnings = warnings;
        this.region = region;
    }

    @Scheduled(initialDelay = "${keqing.alert.first-look:45s}", fixedDelay = "5m")
    void run() {
        try {
            sweep(region.today());
        } catch (DatabaseException e) {
            LOG.warn("Early warnings wait: {}", e.getMessage());
        }
    }

    void sweep(LocalDate today) {
        LocalDate from = warnings.toLookFrom();
        LocalDate earliest = today.minusDays(BACK);
        for (LocalDate day = from.isBefore(earliest) ? earliest : from; !day.isAfter(today); day = day.plusDays(1)) {
            for (Warning warning : warnings.look(day)) {
                LOG.info(
                        "Early warning {}: {} cases in {} days, {} expected",
                        warning.id(),
                        warning.seen(),
                        warning.windowDays(),
                        Math.round(warning.expected()));
            }
        }
    }
}
