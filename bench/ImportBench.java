import io.keqing.embedded.DatabaseAddress;
import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.sample.SampleWorld;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// Import of a CSV until every row can be found, beside raw COPY + raw `_bulk` of the same rows.
///
/// The floor is as low as it can be: one COPY of the file into a table of texts without any index, then the
/// very documents of the portal's index sent over two connections to an index with the same mapping, then a
/// refresh. Ours takes the file through REST: read, check, COPY, upsert, queue, index. Both on the same two
/// engines, in turns; both grow by the file with every round, so that neither merges less than the other.
///
/// Two rounds before the counted ones warm up the portal and both engines (`--warm-up`).
///
/// Run: ./dev bench import [--size 100000] [--rounds 5]
final class ImportBench {
    private static final int BULK = 2_500;
    private static final String RAW = "raw-interactions";

    private final Portal portal;
    private final BenchRows rows;

    private ImportBench(Portal portal, BenchRows rows) {
        this.portal = portal;
        this.rows = rows;
    }

    private record Cost(double wall, Portal.Cpu cpu) {}

    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int size = option(args, "--size", 100_000);
        int rounds = option(args, "--rounds", 5);
        SampleWorld world = BenchRows.world(size);
        BenchRows rows = BenchRows.of(world, size);
        deleteTree(Path.of(".bench/import"));
        try (Portal portal = new Portal("import", Map.of())) {
            new ImportBench(portal, rows).run(option(args, "--warm-up", 2), rounds, world);
        }
    }

    private void run(int warmUp, int rounds, SampleWorld world) throws Exception {
        rows.customers(portal, world);
        System.out.printf(
                Locale.ROOT,
                "%,d rows, %,d bytes; %d cores, a shared machine%n",
                rows.count(),
                Files.size(rows.file()),
                Runtime.getRuntime().availableProcessors());
        System.out.println("round | ours wall s  CPU s (portal, PostgreSQL, Elasticsearch)  rows/s"
                + " | raw wall s  CPU s (the same)       rows/s | raw/ours wall  CPU");
        List<double[]> ratios = new ArrayList<>();
        for (int round = 1 - warmUp; round <= rounds; round++) {
            int now = round;
            long[] indexedBefore = indexed();
            Cost ours = cost(() -> ours(now));
            long[] indexed = indexed();
            if (round == 1 - warmUp) {
                createRaw();
            }
            List<Path> bodies = documents(round);
            Cost raw = cost(() -> raw(bodies));
            System.out.println(row(round, ours, raw)
                    + " | sent to the index: " + (indexed[0] - indexedBefore[0]) + " interactions, "
                    + (indexed[1] - indexedBefore[1]) + " customers");
            if (round > 0) {
                ratios.add(new double[] {
                    raw.wall / ours.wall,
                    raw.cpu.all() / ours.cpu.all(),
                    rows.count() / ours.wall,
                    rows.count() / raw.wall
                });
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median: ours %.0f rows/s, raw %.0f rows/s, ratio %.2f (CPU %.2f); goal of the ratio 0.5, later 0.8%n",
                median(ratios, 2),
                median(ratios, 3),
                median(ratios, 0),
                median(ratios, 1));
    }

    private String row(int round, Cost ours, Cost raw) {
        return String.format(
                Locale.ROOT,
                "%5d | %11.1f %6.1f (%4.1f %4.1f %5.1f) %17.0f | %10.1f %6.1f (%4.1f %4.1f %5.1f) %7.0f | %13.2f %4.2f",
                round,
                ours.wall,
                ours.cpu.all(),
                ours.cpu.portal(),
                ours.cpu.postgres(),
                ours.cpu.elasticsearch(),
                rows.count() / ours.wall,
                raw.wall,
                raw.cpu.all(),
                raw.cpu.portal(),
                raw.cpu.postgres(),
                raw.cpu.elasticsearch(),
                rows.count() / raw.wall,
                raw.wall / ours.wall,
                raw.cpu.all() / ours.cpu.all());
    }

    /// Documents the engine was sent so far: interactions, customers.
    private long[] indexed() throws IOException, InterruptedException {
        long[] counts = new long[2];
        String[] names = {"interactions", "customers"};
        for (int i = 0; i < names.length; i++) {
            counts[i] = Long.parseLong(Portal.field(
                    ask("GET", "/keqing-" + names[i] + "/_stats/indexing?filter_path=_all.primaries", null),
                    "index_total"));
        }
        return counts;
    }

    private void ours(int round) throws IOException, InterruptedException {
        rows.create(portal, "round" + round);
    }

    private void raw(List<Path> bulks) throws Exception {
        DatabaseAddress address = portal.context.getBean(DatabaseAddress.class);
        try (Connection connection =
                DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
            copy(connection);
        }
        try (ExecutorService connections = Executors.newFixedThreadPool(2)) {
            List<Future<String>> answers = new ArrayList<>();
            for (Path bulk : bulks) {
                answers.add(connections.submit(() -> askFile("/" + RAW + "/_bulk?filter_path=errors", bulk)));
            }
            for (Future<String> answer : answers) {
                if (!answer.get().contains("\"errors\":false")) {
                    throw new IllegalStateException("raw bulk: " + answer.get());
                }
            }
        }
        ask("POST", "/" + RAW + "/_refresh", null);
    }

    private void createRaw() throws IOException, InterruptedException {
        String source = ask("GET", "/keqing-interactions", null);
        String mappings = object(source, source.indexOf("\"mappings\":") + 11);
        String analysis = object(source, source.indexOf("\"analysis\":") + 11);
        ask(
                "PUT",
                "/" + RAW,
                "{\"settings\":{\"index\":{\"analysis\":" + analysis
                        + ",\"number_of_shards\":1,\"number_of_replicas\":0}},\"mappings\":" + mappings + "}");
    }

    private void copy(Connection connection) throws SQLException, IOException {
        String header;
        try (BufferedReader reader = Files.newBufferedReader(rows.file())) {
            header = reader.readLine();
        }
        try (Statement statement = connection.createStatement();
                InputStream in = Files.newInputStream(rows.file())) {
            statement.execute("drop table if exists bench_raw");
            statement.execute("create table bench_raw ("
                    + Arrays.stream(header.split(","))
                            .map(name -> "\"" + name.replace("\"", "") + "\" text")
                            .collect(Collectors.joining(", "))
                    + ")");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench_raw from stdin (format csv, header true)", in);
        }
    }

    /// The documents of a round as the portal made them, in bodies for `_bulk`.
    private List<Path> documents(int round) throws IOException, InterruptedException {
        List<Path> bodies = new ArrayList<>();
        long after = -1;
        while (true) {
            String page = ask(
                    "POST",
                    "/keqing-interactions/_search?filter_path=hits.hits._source",
                    "{\"size\":" + BULK
                            + ",\"sort\":[\"key\"],\"query\":{\"bool\":{\"filter\":[{\"term\":{\"source\":\"round"
                            + round + "\"}},{\"range\":{\"key\":{\"gt\":"
                            + after + "}}}]}}}");
            if (!page.contains("\"_source\":")) {
                return bodies;
            }
            Path body = rows.file().resolveSibling("bulk-" + bodies.size() + ".ndjson");
            try (BufferedWriter out = Files.newBufferedWriter(body)) {
                int at = 0;
                while ((at = page.indexOf("\"_source\":", at)) >= 0) {
                    String document = object(page, at + 10);
                    after = Long.parseLong(Portal.field(document, "key"));
                    out.write("{\"index\":{\"_id\":\"" + after + "\"}}\n" + document + "\n");
                    at += 10 + document.length();
                }
            }
            bodies.add(body);
        }
    }

    /// The JSON object that starts at `from`.
    private static String object(String json, int from) {
        int depth = 0;
        boolean text = false;
        for (int i = from; i < json.length(); i++) {
            char c = json.charAt(i);
            if (text) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    text = false;
                }
            } else if (c == '"') {
                text = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return json.substring(from, i + 1);
            }
        }
        throw new IllegalStateException("no whole object at " + from);
    }

    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        return send(
                path,
                method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body),
                "application/json");
    }

    private String askFile(String path, Path body) throws IOException, InterruptedException {
        return send(path, "POST", HttpRequest.BodyPublishers.ofFile(body), "application/x-ndjson");
    }

    private String send(String path, String method, HttpRequest.BodyPublisher body, String type)
            throws IOException, InterruptedException {
        ElasticsearchAddress address = portal.context.getBean(ElasticsearchAddress.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address.nodes().getFirst() + path))
                .header("Content-Type", type)
                .method(method, body);
        address.authorization().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> answer = portal.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300 && !(method.equals("DELETE") && answer.statusCode() == 404)) {
            throw new IllegalStateException(
                    method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static Cost cost(Work work) throws Exception {
        Portal.Cpu cpu = Portal.cpu();
        long wall = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - wall) / 1e9, Portal.cpu().minus(cpu));
    }

    private static double median(List<double[]> values, int column) {
        double[] sorted =
                values.stream().mapToDouble(row -> row[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (Path path :
                        paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static int option(String[] args, String name, int otherwise) {
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].equals(name)) {
                return Integer.parseInt(args[i + 1].replace("_", ""));
            }
        }
        return otherwise;
    }
}
