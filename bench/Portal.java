import io.keqing.sample.SampleFile;
import io.keqing.sample.SampleWorld;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A portal for a benchmark: in this process, with its own engines, its data kept in `.bench/NAME`.
final class Portal implements AutoCloseable {
    private static final String PASSWORD = "benchmark only";

    final ApplicationContext context;
    final EmbeddedServer server;
    final HttpClient http = HttpClient.newHttpClient();

    Portal(String name, Map<String, Object> settings) throws IOException, InterruptedException {
        Map<String, Object> all = new HashMap<>();
        // whoever measures something else does not measure models at work beside it
        all.put("keqing.vectors.enabled", false);
        all.putAll(settings);
        all.put("keqing.home", ".bench/" + name);
        all.put("keqing.admin.password", PASSWORD);
        all.put("keqing.sample.customers", 0);
        all.put("micronaut.server.port", 0);
        context = ApplicationContext.run(all);
        server = context.getBean(EmbeddedServer.class);
        server.start();
        awaitHealthy();
    }

    private void awaitHealthy() throws IOException, InterruptedException {
        for (int i = 0; i < 240; i++) {
            if (get("/api/v1/health").statusCode() == 200) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("the portal did not become healthy within 2 minutes");
    }

    static String basic() {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + path))
                        .header("Authorization", basic())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    void pauseVectors(boolean paused) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + "/api/v1/prior-issues/vectors"))
                        .header("Authorization", basic())
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"paused\":" + paused + "}"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /// A personal access token, so that a benchmark pays for what scripts pay for.
    String token() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + "/api/v1/tokens"))
                        .header("Authorization", basic())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"bench\",\"expires\":\""
                                + java.time.LocalDate.now().plusDays(30) + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return field(answer.body(), "token");
    }

    /// Imports a file and waits until it is written and every change of it can be found.
    String importFile(Path file, String mapping) throws IOException, InterruptedException {
        String boundary = "keqing-bench-boundary";
        Path body = Files.createTempFile(Path.of(".bench"), "upload", ".multipart");
        try (var out = Files.newOutputStream(body)) {
            out.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n" + mapping
                            + "\r\n--"
                            + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bench.csv\"\r\n"
                            + "Content-Type: text/csv\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            Files.copy(file, out);
            out.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> started = http.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + "/api/v1/imports"))
                        .header("Authorization", basic())
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofFile(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Files.delete(body);
        if (started.statusCode() != 202) {
            throw new IllegalStateException("import answered " + started.statusCode() + ": " + started.body());
        }
        String id = field(started.body(), "id");
        for (int i = 0; i < 18_000; i++) {
            String state = get("/api/v1/imports/" + id).body();
            if (!state.contains("\"state\":\"running\"") && !state.contains("\"state\":\"queued\"")) {
                awaitIndex();
                return state;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the import did not end within 30 minutes");
    }

    /// So many invented customers with what happened with them and what they said.
    void importSample(int customers) throws IOException, InterruptedException {
        SampleWorld world = new SampleWorld(11, customers, java.time.LocalDate.of(2026, 1, 1));
        for (SampleFile file : SampleFile.values()) {
            Path csv = Files.createTempFile(Path.of(".bench"), file.type(), ".csv");
            try (var out = Files.newOutputStream(csv)) {
                world.write(file, out);
            }
            System.out.println(file + ": " + importFile(csv, file.mapping()));
            Files.delete(csv);
        }
    }

    /// Until nothing is pending and what was indexed can be found.
    void awaitIndex() throws IOException, InterruptedException {
        for (int i = 0; i < 18_000; i++) {
            if (field(get("/api/v1/health").body(), "pending").equals("0")) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the index did not catch up within 30 minutes");
    }

    /// The value of a field of a flat JSON answer.
    static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\\s*\"?([^\",}]*)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no field " + name + " in " + json);
        }
        return matcher.group(1);
    }

    /// CPU seconds used so far by this process, by PostgreSQL's processes and by Elasticsearch's, those
    /// that ended among them (Linux: /proc, 100 ticks a second).
    record Cpu(double portal, double postgres, double elasticsearch) {
        double all() {
            return portal + postgres + elasticsearch;
        }

        Cpu minus(Cpu before) {
            return new Cpu(portal - before.portal, postgres - before.postgres, elasticsearch - before.elasticsearch);
        }
    }

    static Cpu cpu() {
        double postgres = 0;
        double elasticsearch = 0;
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            double ticks = ownTicks(child.pid())
                    + child.descendants()
                            .mapToDouble(below -> ownTicks(below.pid()))
                            .sum();
            if (child.info().command().orElse("").endsWith("postgres")) {
                postgres += ticks;
            } else {
                elasticsearch += ticks;
            }
        }
        return new Cpu(ownTicks(ProcessHandle.current().pid()) / 100, postgres / 100, elasticsearch / 100);
    }

    private static double ownTicks(long pid) {
        Path stat = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        try {
            String[] fields = Files.readString(stat).replaceFirst("^.*\\) ", "").split(" ");
            return Double.parseDouble(fields[11])
                    + Double.parseDouble(fields[12])
                    + Double.parseDouble(fields[13])
                    + Double.parseDouble(fields[14]);
        } catch (java.nio.file.NoSuchFileException e) {
            return 0; // it ended between the look and the read; its parent has its time
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
