package io.keqing.report.api;

import static io.keqing.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// Asks for reports over HTTP and waits for them.
public final class ReportCalls {
    private ReportCalls() {}

    public static void batch(Caller admin, String type, String lines) throws Exception {
        HttpResponse<String> made =
                admin.call("POST", "/" + type + "/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
    }

    public static JsonNode made(Caller who, String request) throws Exception {
        return done(
                who, json(accepted(who.post("/reports", request))).path("id").asLong());
    }

    public static HttpResponse<String> accepted(HttpResponse<String> answer) {
        assertEquals(202, answer.statusCode(), answer.body());
        return answer;
    }

    public static JsonNode done(Caller who, long id) throws Exception {
        for (int i = 0; i < 1_200; i++) {
            JsonNode report = who.read("/reports/" + id);
            String state = report.path("state").asText();
            if (!state.equals("queued") && !state.equals("running")) {
                assertEquals("finished", state, report.toString());
                return report;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("report " + id + " is not made in a minute");
    }

    public static byte[] file(Caller who, JsonNode report) throws Exception {
        HttpResponse<byte[]> answer =
                who.download("/reports/" + report.path("id").asLong() + "/file");
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        assertEquals(report.path("bytes").asLong(), answer.body().length);
        return answer.body();
    }
}
