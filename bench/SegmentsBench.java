import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.segment.FactsQueue;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// What segments and care lists cost: a question of five conditions over all three types, who came and left, how fifty
/// segments overlap, each care list, and recency, frequency and money of everybody.
///
/// The data is that of `search` of the same size.
///
/// Run: ./dev bench segments [--size 1200000] [--rounds 5]
final class SegmentsBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIVE = "tier:gold has:interactions(kind:order at:now-730d..)"
            + " has:interactions(kind:complaint) has:feedback(nps:0..6) -has:interactions(at:now-14d..)";
    private static final int SEGMENTS = 50;
    private static final int ORDERS = 10_000;

    private final Portal portal;
    private final int rounds;

    private SegmentsBench(Portal portal, int rounds) {
        this.portal = portal;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        int size = ImportBench.option(args, "--size", 1_200_000);
        try (Portal portal = new Portal("search-" + size, Map.of("keqing.search.parallel", "16"))) {
            SearchBench.load(portal, size);
            System.out.printf(Locale.ROOT, "%,d records, 2 cores, a shared machine%n", size);
            new SegmentsBench(portal, ImportBench.option(args, "--rounds", 5)).run();
        }
    }

    /// After another version the facts of everybody are worked out anew, and the index is rebuilt.
    private void settle() throws Exception {
        FactsQueue facts = portal.server.getApplicationContext().getBean(FactsQueue.class);
        Instant start = Instant.now();
        while (facts.waiting() > 0) {
            Thread.sleep(100);
        }
        System.out.printf(
                Locale.ROOT,
                "facts of everybody that waited: %,d ms%n",
                Instant.now().toEpochMilli() - start.toEpochMilli());
        JsonNode index = read("GET", "/health", "").path("index");
        while (index.path("pending").asLong() > 0 || index.has("rebuild")) {
            Thread.sleep(500);
            index = read("GET", "/health", "").path("index");
        }
        System.out.printf(
                Locale.ROOT,
                "until the index had everything: %,d s%n",
                Instant.now().getEpochSecond() - start.getEpochSecond());
    }

    private void run() throws Exception {
        settle();
        String stamp = Long.toString(System.nanoTime(), 36);
        long five = made("five " + stamp, FIVE);
        timed("five conditions over all types", () -> read("POST", "/segments/" + five + "/evaluate", ""));
        List<String> ids = new ArrayList<>(List.of(Long.toString(five)));
        for (int i = 1; i < SEGMENTS; i++) {
            String tier =
                    List.of("gold", "silver", "bronze", "regular", "platinum").get(i % 5);
            ids.add(Long.toString(made(
                    i + " " + stamp, "tier:%s has:interactions(at:now-%dd..)".formatted(tier, 100 * (1 + i / 5)))));
        }
        timed("overlaps of " + SEGMENTS, () -> read("GET", "/segments/overlap?ids=" + String.join(",", ids), ""));
        timed(
                "who came since the beginning of time",
                () -> read("GET", "/segments/" + ids.get(SEGMENTS - 2) + "/changes?from=2000-01-01T00:00:00Z", ""));
        timed("a page of 100 members", () -> read("GET", "/segments/" + ids.get(SEGMENTS - 2) + "/members", ""));
        for (String list :
                List.of("birthday", "noContact", "quietSpender", "promoter", "detractor", "contractEnding")) {
            timed("care list " + list, () -> read("GET", "/care/" + list, ""));
        }
        timed("recency, frequency, money", () -> {
            HttpResponse<String> answer = call("GET", "/customers/rfm", "");
            return JSON.createObjectNode().put("total", answer.body().lines().count());
        });
        timed(
                "migration between two days",
                () -> read("GET", "/segments/migration?scheme=rfm&from=2026-01-31&to=2026-06-30", ""));
        timed(
                "migration as it was kept, lifecycle",
                () -> read(
                        "GET",
                        "/segments/migration?basis=kept&scheme=lifecycle&from=" + today() + "&to=" + today(),
                        ""));
        timed(
                "counts of a draft of rules",
                () -> read(
                        "POST",
                        "/schemes/need/count",
                        "{\"rules\": [{\"class\": \"advice\", \"when\": {\"adviceShare\": \"0.4..\"}}, {\"class\": \"unknown\"}]}"));
        timed("figures of 30 days", () -> read("GET", "/kpis", ""));
        timed("churn with its sensitivity", () -> read("GET", "/churn", ""));
        timed("lifetime value", () -> read("GET", "/clv", ""));
        timed("early warnings of a day", () -> read("POST", "/alerts/look", ""));
        facts();
        timed("retention of 24 cohorts", () -> read("GET", "/segments/retention?months=24", ""));
        for (String id : ids) {
            call("DELETE", "/segments/" + id, "");
        }
    }

    private static String today() {
        return java.time.LocalDate.now().toString();
    }

    /// 10,000 orders of as many customers, until their facts and classes are kept and until they are found.
    private void facts() throws Exception {
        List<String> customers = new ArrayList<>();
        JsonNode page = read("GET", "/customers/search?q=&facets=&size=1000", "");
        while (customers.size() < ORDERS) {
            page.path("hits")
                    .forEach(hit ->
                            customers.add("{\"source\": " + hit.path("source") + ", \"id\": " + hit.path("id") + "}"));
            page = read(
                    "GET",
                    "/customers/search?q=&facets=&size=1000&cursor="
                            + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8),
                    "");
        }
        FactsQueue facts = portal.server.getApplicationContext().getBean(FactsQueue.class);
        double[] kept = new double[rounds];
        double[] found = new double[rounds];
        String stamp = Long.toString(System.nanoTime(), 36);
        for (int round = 0; round < rounds; round++) {
            StringJoiner lines = new StringJoiner(",", "[", "]");
            for (int i = 0; i < ORDERS; i++) {
                lines.add(
                        "{\"source\": \"bench\", \"id\": \"%s-%d-%d\", \"customer\": %s, \"kind\": \"order\", \"amount\": %d, \"at\": \"%s\"}"
                                .formatted(stamp, round, i, customers.get(i), 10 + i % 500, Instant.now()));
            }
            read("POST", "/interactions/_batch", lines.toString());
            Instant written = Instant.now();
            while (facts.waiting() > 0) {
                Thread.sleep(10);
            }
            kept[round] = Instant.now().toEpochMilli() - written.toEpochMilli();
            while (read("GET", "/health", "").at("/index/pending").asLong() > 0) {
                Thread.sleep(20);
            }
            found[round] = Instant.now().toEpochMilli() - written.toEpochMilli();
        }
        Arrays.sort(kept);
        Arrays.sort(found);
        System.out.printf(
                Locale.ROOT,
                "facts of %,d imported orders: kept after median %,.0f ms, worst %,.0f; found, with all that copies from them, "
                        + "after median %,.0f ms, worst %,.0f%n",
                ORDERS,
                kept[rounds / 2],
                kept[rounds - 1],
                found[rounds / 2],
                found[rounds - 1]);
    }

    private long made(String name, String words) throws Exception {
        String query = "customers/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
        return read(
                        "POST",
                        "/segments",
                        JSON.createObjectNode()
                                .put("name", name)
                                .put("query", query)
                                .toString())
                .path("id")
                .asLong();
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        return portal.http.send(
                HttpRequest.newBuilder(URI.create(portal.server.getURI() + "/api/v1" + path))
                        .header("Authorization", Portal.basic())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode read(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = call(method, path, body);
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /// Work that answers.
    @FunctionalInterface
    private interface Work {
        JsonNode run() throws Exception;
    }

    private void timed(String what, Work work) throws Exception {
        JsonNode answer = work.run();
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Instant start = Instant.now();
            work.run();
            millis[round] = (Instant.now().toEpochMilli() - start.toEpochMilli());
        }
        Arrays.sort(millis);
        StringJoiner found = new StringJoiner(", ");
        for (String name : List.of("total", "joinedCount", "withheld")) {
            if (answer.has(name)) {
                found.add(name + " " + answer.path(name));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-42s median %,7.0f ms, worst %,7.0f ms  (%s)%n",
                what,
                millis[rounds / 2],
                millis[rounds - 1],
                found);
    }
}
