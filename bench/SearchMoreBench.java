import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What searches cost besides one person's time: several people at once, several values chosen, pages far down, an
/// open window.
///
/// `users`: 1, 4 and 16 people ask the questions of `search`, ours and raw in turns of a round. `chosen`: three
/// values chosen in each of three facets beside the same choices as plain filters, both raw. `pages`: down the list
/// of all interactions by `next` (the way there in steps of 1,000), 50 a page timed at its start and its end.
/// `windows`: heap in use before and after `--windows` windows stand on the results, each a session of its own.
/// The data is that of `search` of the same size.
///
/// Run: ./dev bench search-more [--size 1200000] [--rounds 5] [--only users|chosen|pages|windows] [--windows 20]
final class SearchMoreBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// The compiler is busy with the portal's code for its first thousands of searches, on the same cores.
    private static final int WARM_UP = 4;

    private static final String CHOSEN = "interactions/search?q=&size=50&f.channel=app&f.channel=web&f.channel=phone"
            + "&f.kind=complaint&f.kind=case&f.kind=call&f.status=open&f.status=closed&f.status=pending";
    private static final int TURNS = 40;
    private static final String PAGES = "interactions/search?q=&facets=&sort=at&size=";

    private final Portal portal;
    private final SearchBench questions;
    private final int rounds;

    private SearchMoreBench(Portal portal, int rounds) throws Exception {
        this.portal = portal;
        this.questions = new SearchBench(portal);
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        int size = ImportBench.option(args, "--size", 1_200_000);
        int only = List.of(args).indexOf("--only");
        List<String> wanted = only < 0 ? List.of("users", "chosen", "pages", "windows") : List.of(args[only + 1]);
        // all of them are one user here, whose searches would wait for each other
        Map<String, Object> settings = Map.of("keqing.search.parallel", "16");
        try (Portal portal = new Portal("search-" + size, settings)) {
            SearchBench.load(portal, size);
            SearchMoreBench bench = new SearchMoreBench(portal, ImportBench.option(args, "--rounds", 5));
            System.out.printf(
                    Locale.ROOT,
                    "%,d records, %d cores, a shared machine%n",
                    size,
                    Runtime.getRuntime().availableProcessors());
            if (wanted.contains("users")) {
                for (int users : new int[] {1, 4, 16}) {
                    bench.users(users);
                }
            }
            if (wanted.contains("chosen")) {
                bench.chosen();
            }
            if (wanted.contains("pages")) {
                bench.pages();
            }
            if (wanted.contains("windows")) {
                bench.windows(ImportBench.option(args, "--windows", 20));
            }
        }
    }

    /// One side of a round.
    private record Side(double[] millis, double seconds, double cpu) {
        double quantile(double q) {
            return SearchBench.quantile(millis, q);
        }

        double throughput() {
            return millis.length / seconds;
        }
    }

    private void users(int users) throws Exception {
        List<HttpRequest> ours = new ArrayList<>();
        List<HttpRequest> raw = new ArrayList<>();
        for (String question : SearchBench.QUESTIONS) {
            ours.add(questions.ours(question));
            raw.add(questions.raw(question));
        }
        int each = Math.max(3, 24 / users);
        for (int i = 0; i < WARM_UP; i++) {
            side(ours, users, each);
            side(raw, users, each);
        }
        List<double[]> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean first = round % 2 == 0;
            Side one = side(first ? ours : raw, users, each);
            Side two = side(first ? raw : ours, users, each);
            Side us = first ? one : two;
            Side them = first ? two : one;
            ratios.add(new double[] {
                us.quantile(0.5) / them.quantile(0.5),
                us.quantile(0.99) / them.quantile(0.99),
                us.throughput() / them.throughput()
            });
            System.out.printf(
                    Locale.ROOT,
                    "%2d users, round %d: ours p50 %.1f p99 %.1f ms, %.0f/s, CPU %.1f ms each; "
                            + "raw p50 %.1f p99 %.1f ms, %.0f/s, CPU %.1f ms each%n",
                    users,
                    round + 1,
                    us.quantile(0.5),
                    us.quantile(0.99),
                    us.throughput(),
                    us.cpu() * 1000 / us.millis().length,
                    them.quantile(0.5),
                    them.quantile(0.99),
                    them.throughput(),
                    them.cpu() * 1000 / them.millis().length);
        }
        System.out.printf(
                Locale.ROOT,
                "%2d users, median of the rounds: ours/raw p50 %.2f, p99 %.2f, throughput %.2f%n",
                users,
                median(ratios, 0),
                median(ratios, 1),
                median(ratios, 2));
    }

    /// Every user asks every question `each` times, each beginning with another one.
    private Side side(List<HttpRequest> requests, int users, int each) throws Exception {
        double cpu = Portal.cpu().all();
        long start = System.nanoTime();
        double[] all;
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<double[]>> work = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                int begin = user;
                work.add(() -> {
                    double[] millis = new double[each * requests.size()];
                    for (int i = 0; i < millis.length; i++) {
                        millis[i] = questions.time(requests.get((i + begin) % requests.size()));
                    }
                    return millis;
                });
            }
            List<double[]> parts = new ArrayList<>();
            for (Future<double[]> part : people.invokeAll(work)) {
                parts.add(part.get());
            }
            all = parts.stream().flatMapToDouble(Arrays::stream).toArray();
        }
        return new Side(all, (System.nanoTime() - start) / 1e9, Portal.cpu().all() - cpu);
    }

    /// Once from another day each time, so that nothing is remembered, once as somebody asks again.
    private void chosen() throws Exception {
        List<String> anew = new ArrayList<>();
        for (int day = 0; day < TURNS * (rounds + 1); day++) {
            anew.add(CHOSEN.replace(
                    "q=&", "q=at:%s..&".formatted(LocalDate.of(2025, 3, 1).plusDays(day))));
        }
        chosen("each time from another day", anew);
        chosen("again and again", List.of(CHOSEN));
    }

    private void chosen(String how, List<String> asked) throws Exception {
        List<double[]> ratios = new ArrayList<>();
        int next = 0;
        for (int round = -1; round < rounds; round++) {
            double[][] millis = new double[2][TURNS];
            for (int i = 0; i < TURNS; i++) {
                String question = asked.get(next++ % asked.size());
                HttpRequest ours = questions.raw(question);
                HttpRequest plain = questions.raw(question, SearchMoreBench::asPlainFilters);
                int first = i % 2;
                millis[first][i] = questions.time(first == 0 ? ours : plain);
                millis[1 - first][i] = questions.time(first == 0 ? plain : ours);
            }
            if (round >= 0) {
                ratios.add(new double[] {
                    SearchBench.quantile(millis[0], 0.5) / SearchBench.quantile(millis[1], 0.5),
                    SearchBench.quantile(millis[0], 0.5),
                    SearchBench.quantile(millis[1], 0.5)
                });
            }
        }
        System.out.printf(
                Locale.ROOT,
                "three values chosen in each of three facets, %s: p50 %.1f ms, the same as plain filters %.1f ms, "
                        + "median ratio of the rounds %.2f; goal 1.5%n",
                how,
                median(ratios, 1),
                median(ratios, 2),
                median(ratios, 0));
    }

    /// The same question as somebody would write it who does not keep the other values counted.
    private static String asPlainFilters(String body) {
        try {
            String[] lines = body.split("\n");
            ObjectNode question = (ObjectNode) JSON.readTree(lines[1]);
            for (int i = 3; i < lines.length; i += 2) {
                ((ObjectNode) question.get("aggs"))
                        .setAll((ObjectNode) JSON.readTree(lines[i]).get("aggs"));
            }
            return lines[0] + "\n" + question + "\n";
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void pages() throws Exception {
        double first = page("");
        long start = System.nanoTime();
        String next = "";
        long passed = 0;
        while (true) {
            JsonNode answer = JSON.readTree(
                    questions.body(questions.ours(PAGES + 1000 + (next.isEmpty() ? "" : "&cursor=" + next))));
            int hits = answer.path("hits").size();
            if (hits < 1000 || answer.path("next").asText("").isEmpty()) {
                break;
            }
            passed += hits;
            next = answer.path("next").asText();
        }
        double walk = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "pages of 50 by next: the first %.1f ms, number %,d %.1f ms (median of 41; walked there in %.0f s)%n",
                first,
                passed / 50,
                page(next),
                walk);
    }

    private double page(String next) throws Exception {
        HttpRequest request = questions.ours(PAGES + 50 + (next.isEmpty() ? "" : "&cursor=" + next));
        double[] millis = new double[41];
        questions.time(request);
        for (int i = 0; i < millis.length; i++) {
            millis[i] = questions.time(request);
        }
        return SearchBench.quantile(millis, 0.5);
    }

    private void windows(int windows) throws Exception {
        try (Browser browser = Browser.start()) {
            if (browser == null) {
                System.out.println("no Chromium was found: no windows were opened");
                return;
            }
            open(browser, 3);
            long before = inUse();
            open(browser, windows);
            long after = inUse();
            System.out.printf(
                    Locale.ROOT,
                    "%d windows with results: heap in use %,d kB each; goal 300 kB%n",
                    windows,
                    (after - before) / 1024 / windows);
        }
    }

    /// Each signs in anew and finds; the server is not told that the one before has gone.
    private void open(Browser browser, int windows) throws InterruptedException {
        for (int i = 0; i < windows; i++) {
            browser.forgetCookies();
            ProfileBench.signIn(browser, portal.server.getURI().toString());
        }
    }

    /// Bytes that a full collection leaves, the least of three.
    private static long inUse() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(500);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static double median(List<double[]> rows, int column) {
        return SearchBench.quantile(
                rows.stream().mapToDouble(row -> row[column]).toArray(), 0.5);
    }
}
