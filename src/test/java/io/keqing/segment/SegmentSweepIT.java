package io.keqing.segment;

import static io.keqing.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Segments that nobody opens: worked out again after edits, but no more often than they may be, and every day.
class SegmentSweepIT {
    @Test
    void aSegment_isWorkedOutAgainAfterEditsAndEveryDay_andRestsOtherwise() throws Exception {
        try (EmbeddedServer server = Caller.portal(Map.of())) {
            Caller admin = Caller.admin(server);
            SegmentSweep sweep = server.getApplicationContext().getBean(SegmentSweep.class);
            admin.put("/customers/sweep/A", "{\"tier\":\"gold\"}");
            admin.settle();
            JsonNode segment = json(admin.post("/segments", """
                    {"name":"gold","query":"customers/search?f.source=sweep&f.tier=gold"}
                    """));
            long id = segment.path("id").asLong();
            assertEquals(1, total(admin, id));
            Instant now = Instant.now();
            assertEquals(0, sweep.sweep(now), "nothing has changed");

            admin.put("/customers/sweep/B", "{\"tier\":\"gold\"}");
            admin.settle();
            assertEquals(0, sweep.sweep(now), "it was worked out a moment ago");
            assertEquals(1, total(admin, id));
            assertEquals(1, sweep.sweep(now.plus(Duration.ofMinutes(16))));
            assertEquals(2, total(admin, id));
            assertEquals(1, sweep.sweep(now.plus(Duration.ofDays(1))), "a day has passed");
            assertEquals(2, total(admin, id));
        }
    }

    private static int total(Caller admin, long id) throws Exception {
        return admin.read("/segments/" + id).path("total").asInt();
    }
}
