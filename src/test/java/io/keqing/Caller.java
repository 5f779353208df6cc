package io.keqing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.privacy.Role;
import io.keqing.search.IndexQueue;
import io.keqing.segment.FactsQueue;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who calls a portal under test over HTTP.
public final class Caller {
    /// Of everybody who calls: the setting `keqing.admin.password` of a portal under test.
    public static final String PASSWORD = "a password for tests";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final EmbeddedServer server;
    private final String authorization;

    private Caller(EmbeddedServer server, String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    /// A portal of its own on the shared engines, ready to be searched.
    public static EmbeddedServer portal(Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new java.util.HashMap<>(
                Map.of("keqing.admin.password", PASSWORD, "keqing.zone", "UTC", "keqing.currency", "CNY"));
        settings.putAll(more);
        EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, settings, "test");
        Caller nobody = new Caller(server, "");
        for (int i = 0; i < 600 && nobody.get("/health").statusCode() != 200; i++) {
            Thread.sleep(100);
        }
        assertEquals(200, nobody.get("/health").statusCode());
        return server;
    }

    public static Caller stranger(EmbeddedServer server) {
        return new Caller(server, "");
    }

    public static Caller admin(EmbeddedServer server) {
        return named(server, "admin");
    }

    /// A new user with one role, called like it.
    public Caller make(Role role) throws Exception {
        String name = role.name().toLowerCase(java.util.Locale.ROOT);
        HttpResponse<String> made = post(
                "/users", "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"]}".formatted(name, PASSWORD, role));
        assertEquals(201, made.statusCode(), made.body());
        return named(server, name);
    }

    /// Somebody who is there already, with the password of these tests.
    public static Caller named(EmbeddedServer server, String name) {
        return new Caller(
                server,
                "Basic "
                        + Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    public HttpResponse<String> call(String method, String path, String body, String... headers) throws Exception {
        return send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    /// The server closes a connection whose request it refused without reading; the client may meet that only when it
    /// sends the next one. Such a request was read by nobody and goes out once more.
    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws Exception {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("received no bytes")) {
                return HTTP.send(request, handler);
            }
            throw e;
        }
    }

    /// A file.
    public HttpResponse<byte[]> download(String path, String... headers) throws Exception {
        return send(request("GET", path, "", headers), BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURI() + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return call("GET", path, "", headers);
    }

    public HttpResponse<String> put(String path, String body) throws Exception {
        return call("PUT", path, body);
    }

    public HttpResponse<String> patch(String path, String body) throws Exception {
        return call("PATCH", path, body);
    }

    public HttpResponse<String> post(String path, String body) throws Exception {
        return call("POST", path, body);
    }

    public HttpResponse<String> delete(String path) throws Exception {
        return call("DELETE", path, "");
    }

    /// The answer, which must be a 200.
    public JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), path + " " + answer.body());
        return json(answer);
    }

    /// Hands in a form of parts, as a browser or curl would.
    ///
    /// @param file null where the form has none
    public HttpResponse<String> form(
            String path, @Nullable String fileName, @Nullable String file, @Nullable String mapping) throws Exception {
        StringBuilder body = new StringBuilder();
        if (file != null) {
            body.append("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                    .append(fileName)
                    .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .append(file)
                    .append("\r\n");
        }
        if (mapping != null) {
            body.append("--edge\r\nContent-Disposition: form-data; name=\"mapping\"\r\n"
                            + "Content-Type: application/json\r\n\r\n")
                    .append(mapping)
                    .append("\r\n");
        }
        return call("POST", path, body + "--edge--\r\n", "Content-Type", "multipart/form-data; boundary=edge");
    }

    /// The import that `accepted` answers, when it is over.
    public JsonNode importOver(HttpResponse<String> accepted) throws Exception {
        assertEquals(202, accepted.statusCode(), accepted.body());
        String path = "/imports/" + json(accepted).path("id").asLong();
        JsonNode job = read(path);
        for (int i = 0; i < 3_000 && !job.path("state").asText().matches("finished|failed|cancelled"); i++) {
            Thread.sleep(20);
            job = read(path);
        }
        return job;
    }

    /// Imports a file, none of whose rows may be rejected.
    public JsonNode load(String path, String fileName, String file, @Nullable String mapping) throws Exception {
        JsonNode job = importOver(form(path, fileName, file, mapping));
        assertEquals("finished", job.path("state").asText(), job.toString());
        assertEquals(0, job.path("rejected").asInt(), job.toString());
        return job;
    }

    /// Asks until `total` records match, or a minute is over.
    public JsonNode search(String path, long total) throws Exception {
        JsonNode found = read(path);
        for (int i = 0; i < 600 && found.path("total").asLong() != total; i++) {
            Thread.sleep(100);
            found = read(path);
        }
        assertEquals(total, found.path("total").asLong(), path + " " + found);
        return found;
    }

    /// Waits until all that was written can be found.
    public void settle() throws Exception {
        FactsQueue facts = server.getApplicationContext().getBean(FactsQueue.class);
        IndexQueue queue = server.getApplicationContext().getBean(IndexQueue.class);
        List<String> types = List.of("customers", "interactions", "feedback");
        // an import that has ended may find classes anew, and with them facts, until it is let into the index
        for (String type : types) {
            assertTrue(queue.awaitDone(type, Duration.ofMinutes(1)), type);
        }
        for (int i = 0; i < 1_200 && facts.waiting() > 0; i++) {
            Thread.sleep(50);
        }
        assertEquals(0, facts.waiting(), "customers whose facts wait");
        for (String type : types) {
            assertTrue(queue.awaitDone(type, Duration.ofMinutes(1)), type);
        }
    }

    public static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /// The answer is a problem of RFC 9457 whose detail holds `part`.
    public static void assertProblem(int status, String part, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
        JsonNode problem = json(answer);
        assertEquals(status, problem.path("status").asInt());
        assertTrue(problem.has("type") && problem.has("title"), answer.body());
        assertTrue(problem.path("detail").asText().contains(part), answer.body());
    }

    public static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
