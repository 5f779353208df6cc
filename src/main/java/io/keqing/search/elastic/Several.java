package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.search.IndexUnavailableException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Several searches in one request (`_msearch`).
final class Several {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int count;

    void add(String index, Map<String, Object> body) {
        lines.writeBytes(Json.bytes(Json.of("index", index)));
        lines.write('\n');
        lines.writeBytes(Json.bytes(body));
        lines.write('\n');
        count++;
    }

    /// One answer for each search, in their order.
    List<byte[]> ask(Asking asking) {
        JsonNode answers =
                Json.tree(asking.ask("/_msearch", lines.toByteArray())).path("responses");
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
