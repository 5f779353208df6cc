package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.search.IndexUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Several searches in one request (`_msearch`), each of a whole index or failed.
final class Several {
    private static final int AGAIN = 10;
    private static final long PAUSE_MILLIS = 200;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int count;

    /// One of the answers.
    ///
    /// @param errorType what the engine calls the error; `unknown` where there is none
    private record Part(byte[] bytes, int status, String errorType) {
        boolean isBusy() {
            return status == 429 || status == 503;
        }
    }

    /// The answers are cut out of the engine's, not read and written again: most of one is hits.
    private static List<Part> parts(byte[] answer) {
        List<Part> parts = new ArrayList<>();
        try (JsonParser json = Json.MAPPER.getFactory().createParser(answer)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean responses = json.currentName().equals("responses");
                if (json.nextToken() == JsonToken.START_ARRAY && responses) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        parts.add(part(json, answer));
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Elasticsearch must answer in JSON", e);
        }
        return parts;
    }

    private static Part part(JsonParser json, byte[] answer) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        int status = 200;
        String errorType = "unknown";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "status" -> status = json.getIntValue();
                case "error" ->
                    errorType = json.<JsonNode>readValueAsTree().path("type").asText(errorType);
                default -> json.skipChildren();
            }
        }
        int end = (int) json.currentLocation().getByteOffset();
        return new Part(Arrays.copyOfRange(answer, start, end), status, errorType);
    }

    private List<Part> parts(Asking asking) {
        return parts(asking.ask("/_msearch", lines.toByteArray()));
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
    /// for two seconds at most.
    List<byte[]> ask(Asking asking) {
        List<Part> parts = parts(asking);
        for (int again = 0; again < AGAIN && parts.stream().anyMatch(Part::isBusy); again++) {
            Asking.pause(PAUSE_MILLIS);
            parts = parts(asking);
        }
        List<byte[]> read = new ArrayList<>();
        for (Part part : parts) {
            if (part.status() == 400) {
                throw Asking.refused(part.errorType());
            } else if (part.status() >= 300) {
                throw new IndexUnavailableException(
                        "Elasticsearch answered " + part.status() + " " + part.errorType(), null);
            }
            read.add(part.bytes());
        }
        if (read.size() != count) {
            throw new IndexUnavailableException(
                    "Elasticsearch must answer " + count + " searches, answered " + read.size(), null);
        }
        return read;
    }
}
