import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Suggestions while somebody types, through REST, every keystroke a call.
///
/// Types the words below letter by letter as people do, one call at a time, and once more with four who type
/// at the same time. The data is that of the search benchmark of the same size, loaded once and kept.
///
/// Run: ./dev bench suggest [--size 1200000] [--rounds 5]
final class SuggestBench {
    private static final double GOAL_MILLIS = 50;
    private static final int TOGETHER = 4;

    /// Names, values, fields, what nobody has, and a value inside brackets.
    private static final List<String> TYPED = List.of(
            "王伟",
            "李",
            "张小明",
            "ann wal",
            "s",
            "投诉",
            "退款 gold",
            "等级:go",
            "固件",
            "上海",
            "complaint",
            "zzzz",
            "has:interactions(kind:com",
            "智能");

    private final Portal portal;
    private final String token;

    private SuggestBench(Portal portal) throws IOException, InterruptedException {
        this.portal = portal;
        this.token = portal.token();
    }

    public static void main(String[] args) throws Exception {
        int size = ImportBench.option(args, "--size", 1_200_000);
        int rounds = ImportBench.option(args, "--rounds", 5);
        try (Portal portal = new Portal("search-" + size, Map.of())) {
            SearchBench.load(portal, size);
            new SuggestBench(portal).run(rounds);
        }
    }

    private void run(int rounds) throws Exception {
        List<String> strokes = new ArrayList<>(List.of(""));
        for (String words : TYPED) {
            for (int end = 1; end <= words.length(); end++) {
                strokes.add(words.substring(0, end));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d keystrokes a round; %d cores, a shared machine%n",
                strokes.size() * 2,
                Runtime.getRuntime().availableProcessors());
        System.out.printf(Locale.ROOT, "first of all, values not known yet: %.1f ms%n", time("王", "interactions"));
        type(strokes);
        System.out.println("round   p50 ms  p95 ms  p99 ms  worst | with 4 at once p50 ms  p95 ms | CPU ms a call");
        List<Double> p95 = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double cpu = Portal.cpu().all();
            double[] alone = type(strokes);
            cpu = Portal.cpu().all() - cpu;
            double[] together = together(strokes);
            p95.add(quantile(alone, 0.95));
            System.out.printf(
                    Locale.ROOT,
                    "%5d %8.1f %7.1f %7.1f %6.1f | %21.1f %7.1f | %.1f%n",
                    round,
                    quantile(alone, 0.5),
                    quantile(alone, 0.95),
                    quantile(alone, 0.99),
                    quantile(alone, 1),
                    quantile(together, 0.5),
                    quantile(together, 0.95),
                    cpu * 1000 / alone.length);
        }
        p95.sort(null);
        double median = p95.get(p95.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "median of the rounds: p95 %.1f ms; goal %.0f ms: %s%n",
                median,
                GOAL_MILLIS,
                median <= GOAL_MILLIS ? "reached" : "missed");
    }

    /// Milliseconds of every keystroke, for customers and for interactions.
    private double[] type(List<String> strokes) throws IOException, InterruptedException {
        double[] millis = new double[strokes.size() * 2];
        int at = 0;
        for (String type : List.of("customers", "interactions")) {
            for (String typed : strokes) {
                millis[at++] = time(typed, type);
            }
        }
        return millis;
    }

    private double[] together(List<String> strokes) throws Exception {
        double[][] all = new double[TOGETHER][];
        List<Thread> people = new ArrayList<>();
        List<Exception> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < TOGETHER; i++) {
            int person = i;
            people.add(Thread.ofPlatform().start(() -> {
                try {
                    all[person] = type(strokes);
                } catch (IOException | InterruptedException | RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread person : people) {
            person.join();
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
    }

    private double time(String typed, String type) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(portal.server.getURI() + "/api/v1/suggest?type=" + type
                        + "&q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", "zh-CN")
                .build();
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = portal.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - start) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("/suggest answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return millis;
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }
}
