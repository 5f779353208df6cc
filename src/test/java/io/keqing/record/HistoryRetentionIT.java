package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.context.ApplicationContext;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryRetentionIT {
    @Test
    void versionsOlderThanThirtyDaysGo_youngerOnesStay() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("keqing.test.shared", "true"), "test")) {
            Database database = context.getBean(Database.class);
            database.inTransaction(connection -> {
                try (Statement insert = connection.createStatement()) {
                    return insert.executeUpdate("insert into history (type, key, version, valid_from, valid_to, cause, "
                            + "ended_by, row) select 'customers', n, 1, now() - interval '90 days', now() - case when n <= 12000 "
                            + "then interval '31 days' else interval '29 days' end, 'a', 'b', '{}' "
                            + "from generate_series(1, 12010) n");
                }
            });
            HistoryRetention retention = context.getBean(HistoryRetention.class);
            assertEquals(12_000, retention.forgetOld());
            assertEquals(0, retention.forgetOld());
            long left = database.read(connection -> {
                try (Statement select = connection.createStatement();
                        ResultSet row = select.executeQuery("select count(*) from history")) {
                    row.next();
                    return row.getLong(1);
                }
            });
            assertEquals(10, left);
        }
    }
}
