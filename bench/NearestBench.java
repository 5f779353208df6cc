package io.keqing.similar;

import io.keqing.importing.ImportJob;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.Mappings;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.Filter;
import io.keqing.search.IndexQueue;
import io.keqing.search.SearchUrl;
import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Entry;
import io.keqing.search.TextIndex.Question;
import io.keqing.search.TextIndex.Scored;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Whether the nearest by meaning are found, under filters too: recall@10 against every vector compared, and
/// how long it takes.
///
/// Most vectors crowd round fifty centres, one in a hundred stands apart; asked is near those that stand
/// apart and near crowded ones, of all records and under filters of source, product and day of several
/// widths.
///
/// Run: ./dev bench nearest [--size 100000]
final class NearestBench {
    private static final Viewer VIEWER = new Viewer("bench", Set.of(Role.ADMIN));
    private static final int PAGE = 1_000;
    private static final int QUESTIONS = 60;
    private static final int WANTED = 10;
    private static final int CENTRES = 50;
    private static final int APART = 100;
    private static final TextModel MODEL = TextModel.EN;

    private final Random random = new Random(7);
    private final float[] shared = direction(1);
    private final float[][] centres = new float[CENTRES][];
    private final List<Placed> placed = new ArrayList<>();

    private record Placed(int key, String source, int number, float[] vector) {
        String product() {
            return "p" + number % 100;
        }

        boolean isLate() {
            return number % 10 == 0;
        }
    }

    private record Narrowed(String name, Map<String, List<String>> filters, Predicate<Placed> holds) {}

    private NearestBench() {
        for (int i = 0; i < CENTRES; i++) {
            centres[i] = direction(0.6);
        }
    }

    public static void main(String[] args) throws Exception {
        int at = List.of(args).indexOf("--size");
        int size = at < 0 ? 100_000 : Integer.parseInt(args[at + 1]);
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "keqing.home",
                ".bench/nearest-" + size,
                "keqing.admin.password",
                "a bench of the nearest",
                "keqing.sample.customers",
                0,
                "keqing.vectors.enabled",
                false,
                "micronaut.server.port",
                0));
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            context.getBean(EmbeddedServer.class).start();
            NearestBench bench = new NearestBench();
            bench.load(context, size);
            bench.ask(context);
        }
    }

    private void load(ApplicationContext context, int size) throws Exception {
        TextIndex index = context.getBean(TextIndex.class);
        RecordType type = context.getBean(RecordTypes.class).get(InteractionFields.TYPE);
        RecordStore store = context.getBean(RecordStore.class);
        Thread.sleep(5_000);
        index.prepare();
        if (store.count(type) < size) {
            List<String> sources = List.of("large", "middle", "small");
            int[] ends = {size - size / 10 - size / 100, size - size / 100, size};
            int from = 0;
            for (int i = 0; i < sources.size(); i++) {
                importCases(context, sources.get(i), from, ends[i]);
                from = ends[i];
            }
        }
        long start = System.nanoTime();
        boolean filled = index.count() == store.count(type);
        int after = 0;
        List<Document> page;
        do {
            page = store.after(type, after, PAGE);
            List<Entry> entries = new ArrayList<>();
            for (Document document : page) {
                int number = Integer.parseInt(document.id().id());
                Placed one = new Placed(document.key(), document.id().source(), number, vector(number));
                placed.add(one);
                entries.add(new Entry(document, "text", new UUID(1, number).toString(), MODEL.space(), one.vector()));
                after = document.key();
            }
            if (!filled) {
                index.put(1, entries, List.of());
            }
        } while (page.size() == PAGE);
        index.refresh();
        System.out.printf(
                Locale.ROOT, "%,d vectors, put in %.0f s%n", index.count(), (System.nanoTime() - start) / 1e9);
    }

    private static void importCases(ApplicationContext context, String source, int from, int to) throws Exception {
        Path file = Files.createTempFile(Path.of(".bench"), "cases", ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,body,product,at\n");
            for (int i = from; i < to; i++) {
                out.write(i + ",text,p" + i % 100 + "," + (i % 10 == 0 ? "2026-02-01" : "2025-02-01") + "T10:00:00Z\n");
            }
        }
        ImportJobs jobs = context.getBean(ImportJobs.class);
        long id = jobs.start(
                file,
                "cases.csv",
                context.getBean(Mappings.class)
                        .read(
                                "{\"type\":\"interactions\",\"source\":\"" + source + "\",\"fields\":{\"id\":\"id\","
                                        + "\"body\":\"body\",\"product\":\"product\",\"at\":\"at\",\"kind\":{\"value\":\"case\"}}}"),
                VIEWER);
        while (!jobs.list().stream()
                .filter(job -> job.id() == id)
                .map(ImportJob::state)
                .allMatch(ImportJob.State::isOver)) {
            Thread.sleep(500);
        }
        IndexQueue queue = context.getBean(IndexQueue.class);
        while (queue.backlog(null).documents() > 0) {
            Thread.sleep(500);
        }
    }

    /// All share a direction, as the vectors of real models do.
    private float[] vector(int number) {
        Random own = new Random(number);
        boolean apart = number % APART == 0;
        float[] centre = apart ? direction(0.6, own) : centres[own.nextInt(CENTRES)];
        float[] noise = direction(apart ? 0.01 : 0.25, own);
        float[] vector = new float[MODEL.dimensions()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = shared[i] + centre[i] + noise[i];
        }
        return vector;
    }

    private float[] direction(double length) {
        return direction(length, random);
    }

    private static float[] direction(double length, Random random) {
        float[] direction = new float[MODEL.dimensions()];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (length * random.nextGaussian() / Math.sqrt(direction.length));
        }
        return direction;
    }

    private void ask(ApplicationContext context) throws IOException {
        List<Narrowed> all = List.of(
                new Narrowed("all records", Map.of(), one -> true),
                new Narrowed(
                        "source of 90 %",
                        Map.of("f.source", List.of("large")),
                        one -> one.source().equals("large")),
                new Narrowed(
                        "source of 10 %",
                        Map.of("f.source", List.of("middle")),
                        one -> one.source().equals("middle")),
                new Narrowed(
                        "source of 1 %",
                        Map.of("f.source", List.of("small")),
                        one -> one.source().equals("small")),
                new Narrowed(
                        "product, 1 %",
                        Map.of("f.product", List.of("p0")), one -> one.product().equals("p0")),
                new Narrowed(
                        "product, 1 %, crowded",
                        Map.of("f.product", List.of("p7")), one -> one.product().equals("p7")),
                new Narrowed("days, 10 %", Map.of("f.at", List.of("2026-01-01..")), Placed::isLate),
                new Narrowed(
                        "source and days, 1 %",
                        Map.of("f.source", List.of("middle"), "f.at", List.of("2026-01-01..")),
                        one -> one.source().equals("middle") && one.isLate()));
        SearchUrl url = context.getBean(SearchUrl.class);
        TextIndex index = context.getBean(TextIndex.class);
        System.out.println("                          matching  recall@10  first found   p50 ms   p95 ms");
        for (Narrowed narrowed : all) {
            List<Placed> matching = placed.stream().filter(narrowed.holds()).toList();
            List<Filter> filters =
                    url.read(InteractionFields.TYPE, narrowed.filters()).filters();
            Question question = new Question(Map.of(InteractionFields.TYPE, filters), null, List.of(), 100, VIEWER);
            Random drawn = new Random(11);
            double found = 0;
            int first = 0;
            double[] times = new double[QUESTIONS];
            for (int i = 0; i < QUESTIONS; i++) {
                List<Placed> like = i % 2 == 0
                        ? matching.stream()
                                .filter(one -> one.number() % APART == 0)
                                .toList()
                        : matching;
                Placed model = (like.isEmpty() ? matching : like)
                        .get(drawn.nextInt((like.isEmpty() ? matching : like).size()));
                float[] asked = model.vector().clone();
                float[] noise = direction(0.15, drawn);
                for (int j = 0; j < asked.length; j++) {
                    asked[j] += noise[j];
                }
                long start = System.nanoTime();
                List<Scored> nearest = index.nearest(MODEL.space(), asked, question);
                times[i] = (System.nanoTime() - start) / 1e6;
                List<Integer> right = exact(matching, asked);
                Set<Integer> got = new HashSet<>();
                nearest.stream()
                        .limit(WANTED)
                        .forEach(scored -> got.add(scored.address().key()));
                found += right.stream().filter(got::contains).count() / (double) right.size();
                first += got.contains(right.getFirst()) ? 1 : 0;
            }
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "%-25s %,9d %10.4f %8d of %d %8.1f %8.1f%n",
                    narrowed.name(),
                    matching.size(),
                    found / QUESTIONS,
                    first,
                    QUESTIONS,
                    times[QUESTIONS / 2],
                    times[QUESTIONS * 95 / 100]);
        }
    }

    private static List<Integer> exact(List<Placed> matching, float[] asked) {
        record Near(int key, double cosine) {}
        return matching.parallelStream()
                .map(one -> new Near(one.key(), LanguageBridge.cosine(asked, one.vector())))
                .sorted(Comparator.comparingDouble(Near::cosine).reversed())
                .limit(WANTED)
                .map(Near::key)
                .toList();
    }
}
