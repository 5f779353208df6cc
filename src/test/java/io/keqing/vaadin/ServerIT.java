package io.keqing.vaadin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationConfiguration;
import io.keqing.embedded.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerIT implements TestPropertyProvider {
    private static final String ECHO = "/api/v1/echo";

    @Inject
    EmbeddedServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = TestDatabase.fresh();
        properties.put("test.echo", "true");
        return properties;
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURI() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(at(path).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a?b",
                "a#b",
                "a%b",
                "a%2Fb",
                "a;b",
                "a+b",
                "a b",
                "a&b=c",
                "客户/一",
                "(a)!",
                "'*'",
                "a\\b",
                "a..b",
                "{a}",
                "[a]",
                "a:b@c,d$e~f",
                "a\"b",
                "<a>",
                "a|b^c`d"
            })
    void anyIdReachesItsControllerAsItWasMeant(String id) throws Exception {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> answer = get(ECHO + "/" + encoded + "/" + encoded);
        assertEquals(200, answer.statusCode(), answer.body());
        String json = id.replace("\\", "\\\\").replace("\"", "\\\"");
        assertTrue(answer.body().contains("\"id\":\"" + json + "\""), answer.body());
        assertTrue(answer.body().contains("\"source\":\"" + json + "\""), answer.body());
    }

    @ParameterizedTest
    @CsvSource({"a+b", "a;b", "a&b", "(a)!", "a=b"})
    void charactersThatNeedNoEncodingMayComeWithoutIt(String id) throws Exception {
        HttpResponse<String> answer = get(ECHO + "/crm/" + id);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"id\":\"" + id + "\""), answer.body());
    }

    @Test
    void aQueryMayHoldCharactersThatAUriMayNot() throws Exception {
        String answer = raw("GET " + ECHO + "/query?q=a|b%20{c}+\"d\" HTTP/1.1");
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("a|b {c} \\\"d\\\""), answer);
    }

    @Test
    void aPathWithBrokenPercentEncodingIsABadRequest() throws Exception {
        String answer = raw("GET " + ECHO + "/crm/%zz HTTP/1.1");
        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
    }

    @Test
    void encodedSlashesAreForTheApiOnly() throws Exception {
        assertEquals(400, get("/VAADIN/..%2f..%2fapplication.yml").statusCode());
        assertEquals(400, get("/api%2Fv1/echo/query").statusCode());
        for (String path :
                new String[] {"/../application.yml", "/%2e%2e/application.yml", "/VAADIN/../../logback.xml"}) {
            assertFalse(raw("GET " + path + " HTTP/1.1").contains("micronaut:"), path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "409,it is at odds",
        "413,it is too large",
        "422,it breaks a rule",
        "429,it is too much",
        "503,it is down"
    })
    void aProblemIsWrittenAsProblemJson(int status, String detail) throws Exception {
        HttpResponse<String> answer = get(ECHO + "/problem/" + status);
        assertProblem(answer, status);
        assertTrue(answer.body().contains("\"detail\":\"" + detail + "\""), answer.body());
        assertEquals(
                status == 429 ? "7" : status == 503 ? "9" : "",
                answer.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void aVoidControllerHasItsProblemsWrittenToo() throws Exception {
        HttpResponse<String> answer = http.send(at(ECHO + "/problem").DELETE().build(), BodyHandlers.ofString());
        assertProblem(answer, 404);
        assertTrue(answer.body().contains("it isn't there"), answer.body());
    }

    @Test
    void anUnexpectedErrorLeaksNothing() throws Exception {
        HttpResponse<String> answer = get(ECHO + "/problem/500");
        assertProblem(answer, 500);
        assertFalse(answer.body().contains("jdbc"), answer.body());
    }

    @Test
    void whatMicronautRefusesIsAProblemToo() throws Exception {
        assertProblem(get("/api/v1/nowhere"), 404);
        assertProblem(get("/api/nowhere"), 404);
        HttpResponse<String> wrongMethod =
                http.send(at(ECHO + "/query").PUT(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertProblem(wrongMethod, 405);
        HttpResponse<String> missing = get(ECHO + "/number");
        assertProblem(missing, 400);
        HttpResponse<String> wrongType = get(ECHO + "/number?n=many");
        assertProblem(wrongType, 422);
        assertTrue(wrongType.body().contains("many"), wrongType.body());
        HttpResponse<String> badJson = post("/json", "application/json", "{\"a\": ");
        assertProblem(badJson, 400);
        assertProblem(post("/json", "text/csv", "a,b"), 415);
        HttpResponse<String> stranger = get(ECHO + "/mine");
        assertProblem(stranger, 401);
        assertTrue(stranger.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic"));
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return http.send(
                at(ECHO + path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aLargeUploadGoesToDisk() throws Exception {
        long bytes = 300L << 20;
        String head = """
                --edge\r
                Content-Disposition: form-data; name="mapping"\r
                \r
                {"type":"客户"}\r
                --edge\r
                Content-Disposition: form-data; name="file"; filename="客户.csv"\r
                Content-Type: text/csv\r
                \r
                """;
        HttpResponse<String> answer = http.send(
                at(ECHO + "/upload")
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofString(head),
                                BodyPublishers.ofInputStream(() -> zeros(bytes)),
                                BodyPublishers.ofString("\r\n--edge--\r\n")))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"bytes\":" + bytes), answer.body());
        assertTrue(answer.body().contains("客户.csv"), answer.body());
        assertTrue(answer.body().contains("{\\\"type\\\":\\\"客户\\\"}"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/json"})
    void aBodyTakenAsReadableIsStreamed(String type) throws Exception {
        HttpResponse<String> answer = http.send(
                at(ECHO + "/lines")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofInputStream(() -> zeros(200L << 20)))
                        .build(),
                BodyHandlers.ofString());
        assertEquals("{\"bytes\":" + (200L << 20) + "}", answer.body());
    }

    @Test
    void answersAreCompressedForThoseWhoTakeIt() throws Exception {
        HttpResponse<byte[]> answer = http.send(
                at(ECHO + "/query?q=" + "a".repeat(4000))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse(""));
        assertTrue(answer.body().length < 500, answer.body().length + " bytes");
    }

    @Test
    void everyAnswerForbidsFramingAndSniffing() throws Exception {
        for (String path : new String[] {"/login", ECHO + "/query", "/api/v1/nowhere"}) {
            var headers = get(path).headers();
            assertEquals("DENY", headers.firstValue("X-Frame-Options").orElse(""), path);
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""), path);
            assertTrue(
                    headers.firstValue("Content-Security-Policy").orElse("").contains("frame-ancestors 'none'"), path);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
        for (String key : new String[] {"type", "title", "status", "detail"}) {
            assertTrue(answer.body().contains("\"" + key + "\":"), answer.body());
        }
        assertTrue(answer.body().contains("\"status\":" + status), answer.body());
    }

    /// What Vaadin tracks for developers costs an open window a megabyte and each component a stack trace.
    @Test
    void theScreensRunInProduction_alsoForWhatAsksTheirContext() {
        ServletContextHandler screens =
                server.getApplicationContext().getBean(Server.class).getDescendant(ServletContextHandler.class);
        assertTrue(ApplicationConfiguration.get(new VaadinServletContext(screens.getServletContext()))
                .isProductionMode());
    }

    /// Sends a request line as it stands: Java's client refuses what must be refused by the server.
    private String raw(String requestLine) throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            new DataInputStream(socket.getInputStream()).transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static InputStream zeros(long bytes) {
        return new InputStream() {
            private long left = bytes;

            @Override
            public int read() {
                return left-- > 0 ? 'a' : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int n = (int) Math.min(length, left);
                java.util.Arrays.fill(into, offset, offset + n, (byte) 'a');
                left -= n;
                return n;
            }
        };
    }
}
