package io.keqing.interaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.field.RecordId;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RecordWriter;
import io.keqing.record.Rejection;
import io.keqing.record.Staging;
import io.keqing.record.StagingPlan;
import io.keqing.record.WriteCounts;
import io.micronaut.context.ApplicationContext;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverdueIT {
    /// The sum of a document's check once left the range of an integer, for overdue cases only.
    @Test
    void aCaseBecomesOverdueByTimeAlone_andIsSentToTheIndexOnce() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("keqing.test.shared", "true"), "test")) {
            RecordType type = context.getBean(RecordTypes.class).get(InteractionFields.TYPE);
            write(context.getBean(RecordWriter.class), type, Instant.parse("2020-01-01T00:00:00Z"));
            Document late = context.getBean(RecordStore.class)
                    .find(type, new RecordId("overdue", "1"))
                    .orElseThrow();
            assertEquals(true, late.get(InteractionFields.OVERDUE));
            assertTrue(late.check() > 0, "the check was " + late.check());

            Database database = context.getBean(Database.class);
            long before = queued(database);
            OverdueSweep sweep = context.getBean(OverdueSweep.class);
            sweep.sweep();
            assertEquals(before + 1, queued(database));
            sweep.sweep();
            assertEquals(before + 1, queued(database));
        }
    }

    private static void write(RecordWriter writer, RecordType type, Instant due) {
        try (Staging staging = writer.stage(
                StagingPlan.upsert(type, List.of(InteractionFields.DUE_AT), "test", StagingPlan.Empty.KEEP))) {
            staging.set(0, due);
            staging.endRow(1, new RecordId("overdue", "1"));
            writer.write(staging, new RecordWriter.Progress() {
                @Override
                public boolean committed(WriteCounts soFar) {
                    return true;
                }

                @Override
                public void rejected(Rejection rejection) {
                    throw new AssertionError("nothing was to be rejected, was " + rejection);
                }

                @Override
                public void warned(Rejection warning) {
                    throw new AssertionError("nothing was to be warned of, was " + warning);
                }
            });
        }
    }

    private static long queued(Database database) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from index_queue");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
