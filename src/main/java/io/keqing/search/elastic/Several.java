package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.search.IndexUnavailableException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Several searches in one request (`_msearch`).
final class Several {
    private static final int AGAIN = 10;
    private static final long PAUSE_MILLIS = 200;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int count;

    private JsonNode responses(Asking asking) {
        return Json.tree(asking.ask("/_msearch", lines.toByteArray())).path("responses");
    }

    private static boolean isBusy(JsonNode answers) {
        for (JsonNode answer : answers) {
            int status = answer.path("status").asInt(200);
            if (status == 429 || status == 503) {
                return true;
            }
        }
        return false;
    }

    void add(String index, Map<String, Object> body) {
        lines.writeBytes(Json.bytes(Json.of("index", index, "allow_partial_search_results", false)));
        lines.write('\n');
        lines.writeBytes(Json.bytes(body));
        lines.write('\n');
        count++;
    }

    /// The request as it is sent.
    String text() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    /// One answer for each search, in their order. Where the engine had no room for one of them all are asked again,
    /// for
    /// two seconds at most.
    List<byte[]> ask(Asking asking) {
        JsonNode answers = responses(asking);
        for (int again = 0; again < AGAIN && isBusy(answers); again++) {
            Asking.pause(PAUSE_MILLIS);
            answers = responses(asking);
        }
        List<byte[]> read = new ArrayList<>();
        for (JsonNode answer : answers) {
            int status = answer.path("status").asInt(200);
            String type = answer.path("error").path("type").asText("unknown");
            if (status == 400) {
                throw Asking.refused(type);
            } else if (status >= 300) {
                throw new IndexUnavailableException("Elasticsearch answered " + status + " " + type, null);
            }
            read.add(Json.bytes(answer));
        }
        if (read.size() != count) {
            throw new IndexUnavailableException(
                    "Elasticsearch must answer " + count + " searches, answered " + read.size(), null);
        }
        return read;
    }
}
