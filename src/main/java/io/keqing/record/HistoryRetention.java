package io.keqing.record;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Old versions are kept 30 days, then they go: in small steps, so that no writer waits for it.
@Singleton
final class HistoryRetention {
    static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(HistoryRetention.class);
    private static final int STEP = 5_000;
    private static final int STEPS = 200;

    private final Database database;

    HistoryRetention(Database database) {
        this.database = database;
    }

    @Scheduled(initialDelay = "10m", fixedDelay = "1h")
    void run() {
        try {
            long gone = forgetOld();
            if (gone > 0) {
                LOG.info("{} old versions of records are past their 30 days", gone);
            }
        } catch (DatabaseException e) {
            LOG.warn("Old versions stay for another hour: {}", e.getMessage());
        }
    }

    /// @return how many versions went
    long forgetOld() {
        long gone = 0;
        int step = STEP;
        for (int i = 0; i < STEPS && step == STEP; i++) {
            step = database.inTransaction(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(
                        "delete from history where ctid = any "
                                + "(array(select ctid from history where valid_to < now() - make_interval(days => ?) limit ?))")) {
                    delete.setInt(1, (int) KEPT.toDays());
                    delete.setInt(2, STEP);
                    return delete.executeUpdate();
                }
            });
            gone += step;
        }
        return gone;
    }
}
