import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.sample.SampleFile;
import io.keqing.sample.SampleWorld;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Facet search through REST, beside the same body sent raw to Elasticsearch.
///
/// Each round asks every question `--times` times in turns, ours and raw, one at a time; both answers are read whole.
/// Data is loaded once per size into `.bench/search-SIZE` and kept. The size is the number of records of all types.
///
/// Run: ./dev bench search [--size 100000] [--rounds 5] [--times 40]
final class SearchBench {
    /// Words, facets, filters, sort and paging as people use them; each with the type's own facets.
    static final List<String> QUESTIONS = List.of(
            "interactions/search?q=退款&size=50",
            "interactions/search?q=固件升级失败&size=50&f.channel=app",
            "interactions/search?q=delivery&size=50&f.kind=complaint&f.kind=case",
            "interactions/search?q=&size=50&f.kind=order&sort=-amount",
            "interactions/search?q=&size=50&f.at=2025-01..2025-03&f.status=open",
            "customers/search?q=&size=50&f.tier=gold&sort=-spent",
            "customers/search?q=王&size=50",
            "feedback/search?q=&size=50&f.nps=0..6",
            "feedback/search?q=物流&size=50&f.survey=nps-quarterly");

    private final Portal portal;
    private final String token;
    private final Viewer admin = new Viewer("admin", Set.of(Role.ADMIN));

    SearchBench(Portal portal) throws IOException, InterruptedException {
        this.portal = portal;
        this.token = portal.token();
    }

    public static void main(String[] args) throws Exception {
        int size = ImportBench.option(args, "--size", 100_000);
        int rounds = ImportBench.option(args, "--rounds", 5);
        int times = ImportBench.option(args, "--times", 40);
        try (Portal portal = new Portal("search-" + size, Map.of())) {
            load(portal, size);
            new SearchBench(portal).run(rounds, times);
        }
    }

    /// Six records a customer: itself, four interactions, one answer.
    static void load(Portal portal, int size) throws Exception {
        Path mark = Path.of(".bench/search-" + size + "/loaded");
        if (Files.exists(mark)) {
            return;
        }
        SampleWorld world = new SampleWorld(11, Math.max(100, size / 6), LocalDate.of(2026, 1, 1));
        for (SampleFile file : SampleFile.values()) {
            Path csv = Path.of(".bench/search-" + size + "/" + file.fileName());
            try (var out = Files.newOutputStream(csv)) {
                world.write(file, out);
            }
            System.out.println(file + ": " + portal.importFile(csv, file.mapping()));
            Files.delete(csv);
        }
        Files.createFile(mark);
    }

    private void run(int rounds, int times) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%d questions, %d times a round; %d cores, a shared machine%n",
                QUESTIONS.size(),
                times,
                Runtime.getRuntime().availableProcessors());
        ask(20);
        List<double[]> figures = new ArrayList<>();
        System.out.println(
                "round   ours p50 ms  p99 ms |  raw p50 ms  p99 ms |  ours/raw p50   p99 | CPU ms a search (both sides)");
        for (int round = 1; round <= rounds; round++) {
            double cpu = Portal.cpu().all();
            double[][] millis = ask(times);
            cpu = Portal.cpu().all() - cpu;
            double[] row = {
                quantile(millis[0], 0.5),
                quantile(millis[0], 0.99),
                quantile(millis[1], 0.5),
                quantile(millis[1], 0.99),
                cpu * 1000 / (2.0 * times * QUESTIONS.size())
            };
            figures.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "%5d %13.1f %7.1f | %11.1f %7.1f | %13.2f %5.2f | %.1f%n",
                    round,
                    row[0],
                    row[1],
                    row[2],
                    row[3],
                    row[0] / row[2],
                    row[1] / row[3],
                    row[4]);
        }
        double p50 = median(figures.stream().mapToDouble(row -> row[0] / row[2]).toArray());
        double p99 = median(figures.stream().mapToDouble(row -> row[1] / row[3]).toArray());
        System.out.printf(
                Locale.ROOT, "median of the rounds: ours/raw p50 %.2f, p99 %.2f; goal p50 1.5, later 1.15%n", p50, p99);
    }

    /// Times in milliseconds: ours, raw.
    private double[][] ask(int times) throws IOException, InterruptedException {
        double[][] millis = new double[2][times * QUESTIONS.size()];
        int at = 0;
        for (int time = 0; time < times; time++) {
            for (String question : QUESTIONS) {
                HttpRequest ours = ours(question);
                HttpRequest raw = raw(question);
                // whoever comes second finds the postings in the processor's cache
                if (time % 2 == 0) {
                    millis[0][at] = time(ours);
                    millis[1][at] = time(raw);
                } else {
                    millis[1][at] = time(raw);
                    millis[0][at] = time(ours);
                }
                at++;
            }
        }
        return millis;
    }

    double time(HttpRequest request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        body(request);
        return (System.nanoTime() - start) / 1e6;
    }

    byte[] body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = portal.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(request.uri().getPath() + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    HttpRequest ours(String question) {
        return HttpRequest.newBuilder(URI.create(portal.server.getURI() + "/api/v1/" + encoded(question)))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    HttpRequest raw(String question) {
        return raw(question, UnaryOperator.identity());
    }

    /// @param change of the body that the portal would send
    HttpRequest raw(String question, UnaryOperator<String> change) {
        String type = question.substring(0, question.indexOf('/'));
        String body = change.apply(portal.context
                .getBean(SearchIndex.class)
                .translated(portal.context.getBean(SearchUrl.class).read(encoded(question)), admin));
        String[] lines = body.split("\n");
        boolean single = lines.length == 2;
        ElasticsearchAddress address = portal.context.getBean(ElasticsearchAddress.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        address.nodes().getFirst() + (single ? "/keqing-" + type + "/_search" : "/_msearch")))
                .header("Content-Type", single ? "application/json" : "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(single ? lines[1] : body));
        address.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private static String encoded(String question) {
        return URI.create(question.replace("<", "%3C")).toASCIIString();
    }

    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }

    private static double median(double[] values) {
        return quantile(values, 0.5);
    }
}
