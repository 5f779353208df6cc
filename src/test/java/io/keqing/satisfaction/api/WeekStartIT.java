package io.keqing.satisfaction.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/// Where weeks begin on a Sunday: what is typed, the series, and the table of a confidential survey agree.
class WeekStartIT {
    @Test
    void weeksBeginOnTheDayThatThePortalIsSetTo() throws Exception {
        try (EmbeddedServer sunday = Caller.portal(Map.of("keqing.week-start", "sunday"))) {
            Caller there = Caller.admin(sunday);
            StringJoiner lines = new StringJoiner("\n");
            for (int id = 0; id < 560; id++) {
                // 2025-03-01 is a Saturday
                lines.add("{\"source\": \"w\", \"id\": \"%d\", \"survey\": \"%s\", \"customer\": \"C%d\", "
                                .formatted(id, id < 280 ? "open" : "closed", id)
                        + "\"at\": \"2025-03-%02dT10:00:00Z\", \"nps\": %d}".formatted(1 + id % 14, id % 11));
            }
            assertEquals(
                    200,
                    there.call("POST", "/feedback/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                            .statusCode());
            assertEquals(
                    200,
                    there.put(
                                    "/surveys/closed",
                                    "{\"label\": \"closed\", \"confidential\": true, \"period\": \"week\"}")
                            .statusCode());
            there.settle();
            for (String survey : List.of("open", "closed")) {
                JsonNode series = there.read("/satisfaction/nps?f.survey=" + survey + "&interval=week")
                        .path("series");
                List<String> starts = new ArrayList<>();
                series.forEach(at -> starts.add(at.path("at").asText()));
                assertEquals(List.of("2025-02-23", "2025-03-02", "2025-03-09"), starts, survey);
            }
            assertEquals(
                    140,
                    there.read("/feedback/search?f.survey=open&f.at=2025-03-02..2025-03-08")
                            .path("total")
                            .asLong());
        }
    }
}
