import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Previews every file of a folder and tells by the endings of their names how many were read, which
/// were refused and why, which failed, and how long the slowest took. Part of ./dev bench files FOLDER.
///
/// A portal that runs already: java -cp "target/classes:target/lib/*" bench/FilesByKind.java FOLDER
/// ADDRESS USER:PASSWORD
final class FilesByKind {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BOUNDARY = "keqing-bench-boundary";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String ROW = "%-10s %6s %6s %8s %7s %9s  %-40s %s%n";
    private static final int REASON = 150;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI portal;
    private final String authorization;

    FilesByKind(URI portal, String authorization) {
        this.portal = portal;
        this.authorization = authorization;
    }

    private static final class Count {
        private int files;
        private int read;
        private int refused;
        private int failed;
        private double slowest;
        private String slowestName = "";
        private final Map<String, Integer> kinds = new TreeMap<>();
        private final Map<String, List<String>> reasons = new TreeMap<>();
    }

    public static void main(String[] args) throws Exception {
        String authorization = "Basic " + Base64.getEncoder().encodeToString(args[2].getBytes(StandardCharsets.UTF_8));
        System.exit(new FilesByKind(URI.create(args[1]), authorization).run(Path.of(args[0])) ? 0 : 1);
    }

    /// @return whether none failed
    boolean run(Path folder) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        Map<String, Count> counts = new TreeMap<>();
        for (Path file : files) {
            look(file, counts.computeIfAbsent(ending(file), ending -> new Count()));
        }
        System.out.printf(ROW, "ending", "files", "read", "refused", "failed", "slowest s", "read as", "slowest file");
        counts.forEach((ending, count) -> System.out.printf(
                ROW,
                ending,
                count.files,
                count.read,
                count.refused,
                count.failed,
                String.format(Locale.ROOT, "%.2f", count.slowest),
                count.kinds,
                count.slowestName));
        System.out.println();
        counts.forEach((ending, count) -> count.reasons.forEach((reason, names) ->
                System.out.printf("%s, %d: %s (%s)%n", ending, names.size(), reason, names.getFirst())));
        return counts.values().stream().allMatch(count -> count.failed == 0);
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "none" : name.substring(dot);
    }

    private void look(Path file, Count count) throws IOException, InterruptedException {
        String name = file.getFileName().toString();
        count.files++;
        long start = System.nanoTime();
        String reason;
        try {
            HttpResponse<String> answer = preview(file, name);
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() == 200) {
                count.read++;
                count.kinds.merge(body.path("kind").asText(), 1, Integer::sum);
                reason = "";
            } else if (answer.statusCode() < 500) {
                count.refused++;
                reason = body.path("detail").asText().replace(name, "it");
            } else {
                count.failed++;
                reason = "FAILED " + answer.statusCode() + " "
                        + body.path("detail").asText();
            }
        } catch (IOException e) {
            count.failed++;
            reason = "FAILED " + e;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seconds > count.slowest) {
            count.slowest = seconds;
            count.slowestName = name;
        }
        if (!reason.isEmpty()) {
            String brief = reason.length() <= REASON ? reason : reason.substring(0, REASON) + "…";
            count.reasons.computeIfAbsent(brief, key -> new ArrayList<>()).add(name);
        }
    }

    private HttpResponse<String> preview(Path file, String name) throws IOException, InterruptedException {
        Path body = Files.createTempFile("upload", ".multipart");
        try (var out = Files.newOutputStream(body)) {
            out.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            Files.copy(file, out);
            out.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        }
        try {
            return http.send(
                    HttpRequest.newBuilder(portal.resolve("/api/v1/imports/preview"))
                            .timeout(LONGEST)
                            .header("Authorization", authorization)
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .POST(HttpRequest.BodyPublishers.ofFile(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } finally {
            Files.delete(body);
        }
    }
}
