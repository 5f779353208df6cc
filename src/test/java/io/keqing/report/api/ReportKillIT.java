package io.keqing.report.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Application;
import io.keqing.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of a report, in a portal with 512 MB of heap and while a thousand records a second are
/// written: it goes on as of the same instant, and the file holds what there was then. `-Dkeqing.reported=1000000`
/// asks for more customers than the 100,000 of every run.
@Timeout(900)
class ReportKillIT {
    private static final int CUSTOMERS = Integer.getInteger("keqing.reported", 100_000);
    private static final int BATCH = 5_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    private int port;

    @Test
    void aKilledReport_goesOnAsOfTheSameInstant_andLeavesNobodysDataBehind() throws Exception {
        Process first = portal();
        for (int from = 0; from < CUSTOMERS; from += BATCH) {
            StringBuilder lines = new StringBuilder();
            for (int i = from; i < from + BATCH; i++) {
                lines.append(line(i, "")).append('\n');
            }
            assertEquals(
                    200, call("POST", "/customers/_batch", lines.toString()).statusCode());
        }
        AtomicBoolean written = new AtomicBoolean(true);
        long id = JSON.readTree(call("POST", "/reports", """
                {"template":"customers","query":"customers/search?f.source=kill&sort=id","columns":["name","points"]}
                """).body()).path("id").asLong();
        for (int i = 0; i < 60_000 && report(id).path("asOf").isMissingNode(); i++) {
            Thread.sleep(10);
        }
        // from here on others write: one in two changes a record of the report, one is new
        Thread writer = Thread.ofPlatform().start(() -> write(written));
        for (int i = 0; i < 60_000 && report(id).path("done").asLong() < CUSTOMERS / 10; i++) {
            Thread.sleep(2);
        }
        JsonNode before = report(id);
        first.destroyForcibly();
        assertTrue(first.waitFor(10, TimeUnit.SECONDS));
        written.set(false);
        writer.join();
        assertEquals("running", before.path("state").asText(), "killed too late: " + before);
        nothingPersonal();

        Process second = portal();
        JsonNode after = report(id);
        for (int i = 0; i < 1_200 && !after.path("state").asText().equals("finished"); i++) {
            Thread.sleep(100);
            after = report(id);
            assertTrue(!after.path("state").asText().equals("failed"), after.toString());
        }
        assertEquals(before.path("asOf"), after.path("asOf"));
        assertTrue(after.path("caughtUp").asBoolean(), after.toString());
        assertEquals(CUSTOMERS, after.path("rows").asInt(), after.toString());
        assertEquals(expected(), after.path("sha256").asText());
        byte[] file = HTTP.send(request("GET", "/reports/" + id + "/file", ""), HttpResponse.BodyHandlers.ofByteArray())
                .body();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file));
                Stream<org.dhatim.fastexcel.reader.Row> rows =
                        book.findSheet("Customers").orElseThrow().openStream()) {
            assertEquals(CUSTOMERS + 1, rows.count());
        }
        nothingPersonal(id);
        second.destroy();
        assertTrue(second.waitFor(30, TimeUnit.SECONDS));
    }

    private static String line(int i, String more) {
        return "{\"source\":\"kill\",\"id\":\"%06d\",\"name\":\"客户%s %d\",\"points\":%d}".formatted(i, more, i, i);
    }

    /// The lines that a report as of then has, made without a portal.
    private static String expected() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < CUSTOMERS; i++) {
            digest.update((line(i, "") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void write(AtomicBoolean go) {
        for (int n = 0; go.get() && n < 600; n++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                int changed = (n * 7_919 + i * 1_009) % CUSTOMERS;
                lines.append(line(changed, " neu")).append('\n');
                lines.append(line(CUSTOMERS + n * 50 + i, "")).append('\n');
            }
            try {
                call("POST", "/customers/_batch", lines.toString());
                Thread.sleep(100);
            } catch (IOException e) {
                return; // the portal was killed, as it had to be
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// No file of ours holds a customer's name, but for the report with this number.
    private void nothingPersonal(long... but) throws IOException {
        byte[] name = "客户".getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> all = Files.walk(home.resolve("files"))) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file ->
                            but.length == 0 || !file.getFileName().toString().equals(Long.toString(but[0])))
                    .toList();
            for (Path file : files) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertTrue(!content.contains(new String(name, StandardCharsets.ISO_8859_1)), file.toString());
                assertTrue(file.getFileName().toString().contains(".run-"), file.toString());
            }
        }
    }

    private JsonNode report(long id) throws Exception {
        return JSON.readTree(call("GET", "/reports/" + id, "").body());
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("admin:" + Caller.PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", path.endsWith("_batch") ? "application/x-ndjson" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private Process portal() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Application.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target/report-kill.log").toFile()));
        builder.environment().put("KEQING_HOME", home.toString());
        builder.environment().put("KEQING_PORT", "0");
        builder.environment().put("KEQING_SAMPLE", "0");
        builder.environment().put("KEQING_ADMIN_PASSWORD", Caller.PASSWORD);
        Files.deleteIfExists(home.resolve("run/port"));
        Process process = builder.start();
        Path told = home.resolve("run/port");
        for (int i = 0; i < 900 && process.isAlive(); i++) {
            if (Files.exists(told) && !Files.readString(told).isBlank()) {
                port = Integer.parseInt(Files.readString(told).strip());
                try {
                    if (call("GET", "/health", "").statusCode() == 200) {
                        return process;
                    }
                } catch (IOException e) {
                    assertNotNull(e, "not yet listening");
                }
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new UncheckedIOException(new IOException("the portal did not start, see target/report-kill.log"));
    }
}
