import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Imports a folder of public files by presets and the mappings in `bench/files`; tells what became of
/// each.
///
/// A mapping file is a list of steps, done in turn: `files` is a glob below the folder, with `mapping`
/// or `preset` (and `source`), or with `left`, the reason why they are left out. A file (or sheet)
/// belongs to the first step that wants it. `prepare` makes a table of files that are none: see
/// [FilesPrepared]. Afterwards every file is previewed and counted by kind (FilesByKind), and the
/// numbers of all questions on a scale of some surveys are compared with those that the bench counts
/// itself, where their files are there. Rows per second are until everything can be found.
///
/// Run: ./dev bench files FOLDER
final class FilesBench {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path STEPS = Path.of("bench/files");
    private static final List<String> SURVEYS = List.of("sfo", "china-mobile", "ecsi-mobile", "ecsi-bank");
    private static final Set<String> ABOUT = Set.of("SOURCE.md", "INDEX.md");
    private static final String BOUNDARY = "keqing-bench-boundary";
    private static final List<String> COUNTS =
            List.of("read", "created", "updated", "unchanged", "skipped", "rejected", "warnings");
    private static final int MOST_RULES = 2;
    private static final String ROW = "%-58.58s %-22.22s %7s %7s %7s %9s %7s %8s %8s %7s  %s%n";

    private final Path folder;
    private final Portal portal;
    private final Map<Path, String> left = new TreeMap<>();
    private final Set<Path> imported = new LinkedHashSet<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final Map<String, Long> totals = new LinkedHashMap<>();
    private int refused;

    private FilesBench(Path folder, Portal portal) {
        this.folder = folder;
        this.portal = portal;
    }

    /// @param family the mapping file it stands in
    record Step(String family, JsonNode json) {
        String files() {
            return json.path("files").asText();
        }

        String name() {
            return json.has("preset") ? "preset " + json.path("preset").asText() : family;
        }

        JsonNode mapping() {
            return json.path("mapping");
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || !Files.isDirectory(Path.of(args[0]))) {
            String why = args.length == 0 ? "no folder was named" : args[0] + " is no folder";
            System.out.println("Nothing was imported: " + why
                    + ". Run: ./dev bench files FOLDER, with the files that bench/files names");
            return;
        }
        List<Step> steps = steps();
        deleteTree(Path.of(".bench/files"));
        boolean equal;
        try (Portal portal = new Portal("files", Map.of())) {
            equal = new FilesBench(Path.of(args[0]), portal).run(steps);
        }
        System.exit(equal ? 0 : 1);
    }

    private static List<Step> steps() throws IOException {
        List<Path> families;
        try (Stream<Path> found = Files.list(STEPS)) {
            families = found.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Step> steps = new ArrayList<>();
        for (Path family : families) {
            String name = family.getFileName().toString().replace(".json", "");
            JSON.readTree(family.toFile()).forEach(step -> steps.add(new Step(name, step)));
        }
        return steps;
    }

    /// Whether the portal and the bench count the same.
    private boolean run(List<Step> steps) throws Exception {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
        System.out.printf(
                ROW,
                "file",
                "mapping",
                "read",
                "created",
                "updated",
                "unchanged",
                "skipped",
                "rejected",
                "warnings",
                "rows/s",
                "also; why rejected");
        for (Step step : steps) {
            var glob = FileSystems.getDefault().getPathMatcher("glob:" + step.files());
            for (Path file : all.stream().filter(glob::matches).toList()) {
                if (step.json().has("left")) {
                    left.putIfAbsent(file, step.json().path("left").asText());
                } else if (!left.containsKey(file)
                        && taken.add(file + "#" + step.mapping().path("sheet").asText())) {
                    imported.add(file);
                    bring(step, file);
                }
            }
        }
        System.out.printf(
                "%n%d files imported, %d refused; %s%n",
                imported.size() - refused,
                refused,
                totals.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        tellLeft(all);
        System.out.println();
        boolean equal = new FilesByKind(portal.server.getURI(), Portal.basic()).run(folder);
        if (imported.isEmpty()) {
            return equal;
        }
        for (String survey : SURVEYS) {
            equal &= FilesCheck.compare(
                    survey,
                    steps,
                    folder,
                    all,
                    path -> JSON.readTree(portal.get(path).body()));
        }
        FilesCheck.Ask ask = path -> JSON.readTree(portal.get(path).body());
        equal &= FilesCheck.compareScores("sfo", steps, folder, all, ask);
        equal &= FilesCheck.compareDrivers(
                "china-mobile", "mobileInternet", List.of("coverage", "speed", "stability"), ask);
        return equal;
    }

    private void tellLeft(List<Path> all) {
        System.out.println("\nleft out:");
        for (Path file : all) {
            if (!imported.contains(file) && !ABOUT.contains(file.getFileName().toString())) {
                left.putIfAbsent(file, "no mapping knows it");
            }
        }
        left.keySet().removeAll(imported);
        Map<String, List<Path>> byReason = left.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().getParent() + ": " + entry.getValue(),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        byReason.forEach((reason, files) -> System.out.println("  " + reason + " ("
                + (files.size() > 3
                        ? files.size() + " files"
                        : files.stream()
                                .map(file -> file.getFileName().toString())
                                .collect(Collectors.joining(", ")))
                + ")"));
    }

    private void bring(Step step, Path file) throws Exception {
        String sheet = step.mapping().path("sheet").asText();
        String shown = file + (sheet.isEmpty() ? "" : " [" + sheet + "]");
        Path source = folder.resolve(file);
        boolean prepared = step.json().has("prepare");
        if (prepared) {
            FilesPrepared made = FilesPrepared.of(step.json(), source);
            made.beside().ifPresent(other -> imported.add(folder.relativize(other)));
            source = made.table();
        }
        long start = System.nanoTime();
        HttpResponse<String> answer = upload(step, source, file.getFileName().toString());
        JsonNode job = JSON.readTree(answer.body());
        if (answer.statusCode() == 202) {
            job = await(job.path("id").asLong());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (prepared) {
            Files.delete(source);
        }
        if (!job.path("state").asText().equals("finished")) {
            refused++;
            System.out.printf(
                    ROW,
                    end(shown),
                    step.name(),
                    "-",
                    "-",
                    "-",
                    "-",
                    "-",
                    "-",
                    "-",
                    "-",
                    "REFUSED: " + job.path("detail").asText(job.path("message").asText()));
            return;
        }
        List<Object> row = new ArrayList<>(List.of(end(shown), step.name()));
        for (String count : COUNTS) {
            row.add(job.path(count).asText());
            totals.merge(count, job.path(count).asLong(), Long::sum);
        }
        row.add(String.format(Locale.ROOT, "%.0f", job.path("read").asLong() / seconds));
        row.add(Stream.of(also(job), rules(job), notes(job))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; ")));
        System.out.printf(ROW, row.toArray());
    }

    private static String end(String shown) {
        return shown.length() <= 58 ? shown : "…" + shown.substring(shown.length() - 57);
    }

    private JsonNode await(long id) throws Exception {
        for (int i = 0; i < 18_000; i++) {
            JsonNode job = JSON.readTree(portal.get("/api/v1/imports/" + id).body());
            if (!Set.of("queued", "running").contains(job.path("state").asText())) {
                portal.awaitIndex();
                return job;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the import did not end within 15 minutes");
    }

    private HttpResponse<String> upload(Step step, Path file, String name) throws Exception {
        String address = "/api/v1/imports";
        if (step.json().has("preset")) {
            address += "?preset=" + encoded(step.json().path("preset").asText());
            address += step.json().has("source")
                    ? "&source=" + encoded(step.json().path("source").asText())
                    : "";
        }
        Path body = Files.createTempFile(Path.of(".bench"), "upload", ".multipart");
        try (var out = Files.newOutputStream(body)) {
            if (step.json().has("mapping")) {
                out.write(part("mapping", "", JSON.writeValueAsString(step.mapping()) + "\r\n"));
            }
            String more = "; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream";
            out.write(part("file", more, ""));
            Files.copy(file, out);
            out.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        }
        try {
            return portal.http.send(
                    HttpRequest.newBuilder(URI.create(portal.server.getURI() + address))
                            .header("Authorization", Portal.basic())
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .POST(HttpRequest.BodyPublishers.ofFile(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } finally {
            Files.delete(body);
        }
    }

    private static byte[] part(String name, String more, String value) {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more;
        return (head + "\r\n\r\n" + value).getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// The further types of the file.
    private static String also(JsonNode job) {
        List<String> types = new ArrayList<>();
        job.path("types").properties().forEach(type -> {
            if (!type.getKey().equals(job.path("type").asText())) {
                List<String> counts = new ArrayList<>();
                for (String count : List.of("created", "updated", "unchanged", "skipped", "rejected")) {
                    long n = type.getValue().path(count).asLong();
                    if (n > 0) {
                        counts.add(n + " " + count);
                    }
                }
                types.add(type.getKey() + " " + String.join(", ", counts));
            }
        });
        return String.join("; ", types);
    }

    /// The most frequent reasons why rows were rejected.
    private String rules(JsonNode job) throws Exception {
        if (job.path("problems").asLong() == 0) {
            return "";
        }
        List<List<String>> rows = FilesTable.csv(
                portal.get("/api/v1/imports/" + job.path("id") + "/rejects").body());
        int column = rows.getFirst().indexOf("column");
        int rule = rows.getFirst().indexOf("rule");
        Map<String, Long> counts = new LinkedHashMap<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            counts.merge(row.get(column) + " " + row.get(rule), 1L, Long::sum);
        }
        return top(counts);
    }

    private static String notes(JsonNode job) {
        Map<String, Long> counts = new LinkedHashMap<>();
        job.path("notes")
                .forEach(note -> counts.merge(
                        "warned: " + note.path("field").asText() + " "
                                + note.path("rule").asText(),
                        note.path("count").asLong(),
                        Long::sum));
        return top(counts);
    }

    private static String top(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_RULES)
                .map(entry -> entry.getValue() + " × " + entry.getKey().strip())
                .collect(Collectors.joining(", "));
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
