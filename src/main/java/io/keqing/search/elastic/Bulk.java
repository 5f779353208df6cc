package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keqing.record.Document;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.IndexWriter.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One `_bulk` request: written once, sent to one alias or two, repeated for what the engine had no time for.
final class Bulk {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int TRIES = 6;
    private static final int LONGEST_REASON = 300;

    private final Engine engine;
    private final List<Line> lines;

    /// @param document the bytes of the put, null for a delete
    private record Line(int key, byte[] action, byte @Nullable [] document) {}

    private Bulk(Engine engine, List<Line> lines) {
        this.engine = engine;
        this.lines = lines;
    }

    static Bulk of(Engine engine, DocumentJson writer, long version, List<Document> found, List<Integer> gone) {
        List<Line> lines = new ArrayList<>(found.size() + gone.size());
        ByteArrayOutputStream out = new ByteArrayOutputStream(2_048);
        for (Document document : found) {
            out.reset();
            try (JsonGenerator json = FACTORY.createGenerator(out)) {
                writer.write(document, json);
            } catch (IOException e) {
                throw new UncheckedIOException(document + " must be writable as JSON", e);
            }
            lines.add(new Line(document.key(), action("index", document.key(), version), out.toByteArray()));
        }
        for (int key : gone) {
            lines.add(new Line(key, action("delete", key, version), null));
        }
        return new Bulk(engine, lines);
    }

    private static byte[] action(String action, int key, long version) {
        return ("{\"" + action + "\":{\"_id\":\"" + key + "\",\"version\":" + version
                        + ",\"version_type\":\"external_gte\"}}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// @return what the engine will not take however often it is sent
    /// @throws Gone where the alias is not there
    /// @throws IndexUnavailableException where the engine has no time or no disk, or does not answer
    List<Refused> send(String alias) throws Gone {
        List<Refused> refused = new ArrayList<>();
        send(alias, lines, refused);
        return refused;
    }

    private void send(String alias, List<Line> all, List<Refused> refused) throws Gone {
        List<Line> open = all;
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            if (attempt == TRIES) {
                throw new IndexUnavailableException(
                        "Elasticsearch was too busy for " + open.size() + " documents, " + TRIES + " times", null);
            }
            if (attempt > 0) {
                pause(50L << attempt);
            }
            Engine.Answer answer = engine.call("POST", "/" + alias + "/_bulk?require_alias=true", body(open), PATIENCE);
            if (answer.status() == 413 || answer.status() == 400) {
                divide(alias, open, answer, refused);
                return;
            }
            if (!answer.busy()) {
                open = read(Indices.expectOk(answer).body(), open, refused);
            }
        }
    }

    /// A request that is too large as a whole: each half is tried alone, down to the document that is to blame.
    private void divide(String alias, List<Line> open, Engine.Answer answer, List<Refused> refused) throws Gone {
        if (open.size() == 1) {
            refused.add(new Refused(open.getFirst().key, answer.status() + " " + Json.errorType(answer.body())));
            return;
        }
        send(alias, open.subList(0, open.size() / 2), refused);
        send(alias, open.subList(open.size() / 2, open.size()), refused);
    }

    private static byte[] body(List<Line> lines) {
        int size = 0;
        for (Line line : lines) {
            size += line.action.length + (line.document == null ? 0 : line.document.length + 1);
        }
        byte[] body = new byte[size];
        int at = 0;
        for (Line line : lines) {
            System.arraycopy(line.action, 0, body, at, line.action.length);
            at += line.action.length;
            byte[] document = line.document;
            if (document != null) {
                System.arraycopy(document, 0, body, at, document.length);
                at += document.length;
                body[at++] = '\n';
            }
        }
        return body;
    }

    /// @return the lines to send again
    private static List<Line> read(byte[] answer, List<Line> sent, List<Refused> refused) throws Gone {
        if (isClean(answer)) {
            return List.of();
        }
        List<Line> again = new ArrayList<>();
        Map<String, Line> byId = new HashMap<>();
        sent.forEach(line -> byId.put(Integer.toString(line.key), line));
        for (var item : Json.tree(answer).path("items")) {
            var result = item.iterator().next();
            int status = result.path("status").asInt();
            String type = result.path("error").path("type").asText("");
            String reason = result.path("error").path("reason").asText("");
            Line line = byId.get(result.path("_id").asText());
            boolean stale = status == 409;
            boolean nothingToDelete = status == 404 && type.isEmpty();
            if (status < 300 || stale || nothingToDelete || line == null) {
                continue;
            }
            if (type.equals("index_not_found_exception")) {
                throw new Gone();
            } else if (type.equals("cluster_block_exception")) {
                throw new IndexUnavailableException(
                        "Elasticsearch takes no documents, its disk may be full: " + reason, null);
            } else if (status == 429 || status >= 500) {
                again.add(line);
            } else {
                refused.add(new Refused(
                        line.key,
                        told(
                                type,
                                reason,
                                result.path("error")
                                        .path("caused_by")
                                        .path("reason")
                                        .asText(""))));
            }
        }
        return again;
    }

    /// The engine's reason without the value it shows: reasons are kept and read by people.
    private static String told(String type, String reason, String cause) {
        String text = type + ": " + reason + (cause.isEmpty() ? "" : ": " + cause);
        text = text.replaceAll("(?s)Preview of field's value: '.*?'", "")
                .replaceAll("(?s)prefix of the first immense term is: '.*?'", "")
                .replaceAll("(?s)failed to parse date field \\[.*?\\]", "failed to parse date field");
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }

    /// The first fields of an answer say whether there is anything to read in it.
    private static boolean isClean(byte[] answer) {
        try (JsonParser parser = FACTORY.createParser(answer)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean errors = parser.currentName().equals("errors");
                JsonToken value = parser.nextToken();
                if (errors) {
                    return value == JsonToken.VALUE_FALSE;
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Elasticsearch must answer in JSON", e);
        }
        return false;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("stopped while Elasticsearch was busy", e);
        }
    }

    /// There is no index behind the alias.
    static final class Gone extends Exception {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("no index behind the alias", null, false, false);
        }
    }
}
