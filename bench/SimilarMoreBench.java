package io.keqing.similar;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.keqing.importing.ImportJob;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.Mappings;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.IndexQueue;
import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Entry;
import io.keqing.search.TextIndex.Question;
import io.keqing.similar.PriorIssues.Asked;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// What prior issues cost: a question over many cases, and a vector.
///
/// Cases are made of the texts of FILE (`text` or `utterance`), each with two words of another one;
/// their vectors are the true ones of those texts and seeded noise. Asked are the texts themselves: by
/// words alone, and by words and meaning with all that a question brings (vector of the question,
/// fusion, outcomes, marked words). Beside it, how many vectors a second the portal makes and keeps, and
/// how many a plain loop over the same model.
///
/// Run: ./dev bench similar-more FILE [--size 1000000] [--rounds 5]
final class SimilarMoreBench {
    private static final Viewer VIEWER = new Viewer("bench", Set.of(Role.ADMIN));
    private static final int PAGE = 1_000;
    private static final int QUESTIONS = 100;
    private static final double NOISE = 0.02;

    private final ApplicationContext context;
    private final List<String> texts;

    private SimilarMoreBench(ApplicationContext context, List<String> texts) {
        this.context = context;
        this.texts = texts;
    }

    public static void main(String[] args) throws Exception {
        List<String> texts = read(Path.of(args[0]));
        int size = option(args, "--size", 1_000_000);
        int rounds = option(args, "--rounds", 5);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "keqing.home", ".bench/similar-more-" + size,
                "keqing.admin.password", "a bench of vectors",
                "keqing.sample.customers", 0,
                "keqing.search.parallel", 16,
                "micronaut.server.port", 0));
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            context.getBean(EmbeddedServer.class).start();
            context.getBean(VectorWorker.class).pause(true);
            SimilarMoreBench bench = new SimilarMoreBench(context, texts);
            bench.load(size);
            bench.ask(rounds);
            bench.vectors(rounds);
        }
    }

    private static int option(String[] args, String name, int otherwise) {
        int at = List.of(args).indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(args[at + 1]);
    }

    private static List<String> read(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                texts.add(row.getField(row.getHeader().contains("text") ? "text" : "utterance"));
            }
        }
        return texts;
    }

    private void load(int size) throws Exception {
        TextIndex index = context.getBean(TextIndex.class);
        IndexQueue queue = context.getBean(IndexQueue.class);
        RecordType type = context.getBean(RecordTypes.class).get(InteractionFields.TYPE);
        RecordStore store = context.getBean(RecordStore.class);
        Thread.sleep(5_000);
        index.prepare();
        if (store.count(type) < size) {
            Path file = file(size);
            ImportJobs jobs = context.getBean(ImportJobs.class);
            long id = jobs.start(
                    file,
                    "cases.csv",
                    context.getBean(Mappings.class)
                            .read("{\"type\":\"interactions\",\"source\":\"bench\",\"fields\":{\"id\":\"id\","
                                    + "\"body\":\"body\",\"kind\":{\"value\":\"case\"}}}"),
                    VIEWER);
            while (!jobs.list().stream()
                    .filter(job -> job.id() == id)
                    .map(ImportJob::state)
                    .allMatch(ImportJob.State::isOver)) {
                Thread.sleep(500);
            }
            while (queue.backlog(null).documents() > 0) {
                Thread.sleep(500);
            }
        }
        index.refresh();
        if (index.count() < size) {
            fill(index, store, type);
        }
        System.out.printf(Locale.ROOT, "%,d cases, %,d vectors%n", store.count(type), index.count());
    }

    private Path file(int size) throws IOException {
        Path file = Files.createTempFile(Path.of(".bench"), "cases", ".csv");
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,body\n");
            for (int i = 0; i < size; i++) {
                String[] other = texts.get(random.nextInt(texts.size())).split("\\s+");
                String body = texts.get(i % texts.size()) + " " + other[random.nextInt(other.length)] + " "
                        + other[random.nextInt(other.length)];
                out.write(i + ",\"" + body.replace("\"", "\"\"") + "\"\n");
            }
        }
        return file;
    }

    private void fill(TextIndex index, RecordStore store, RecordType type) {
        Embedder embedder = context.getBean(Embedder.class);
        List<float[]> real = new ArrayList<>();
        texts.forEach(text -> real.add(embedder.embed(TextModel.EN, text).values()));
        Random random = new Random(7);
        int after = 0;
        List<Document> page;
        do {
            page = store.after(type, after, PAGE);
            List<Entry> entries = new ArrayList<>();
            for (Document document : page) {
                int number = Integer.parseInt(document.id().id());
                String body = Objects.requireNonNull(document.get(InteractionFields.BODY));
                entries.add(new Entry(
                        document,
                        body,
                        new UUID(1, number).toString(),
                        TextModel.EN.space(),
                        noisy(real.get(number % real.size()), random)));
                after = document.key();
            }
            index.put(1, entries, List.of());
        } while (page.size() == PAGE);
        index.refresh();
    }

    private static float[] noisy(float[] vector, Random random) {
        float[] noisy = new float[vector.length];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            noisy[i] = vector[i] + (float) (NOISE * random.nextGaussian());
            squares += noisy[i] * noisy[i];
        }
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] /= (float) Math.sqrt(squares);
        }
        return noisy;
    }

    private interface Work {
        void on(String text) throws Exception;
    }

    private void ask(int rounds) throws Exception {
        TextIndex index = context.getBean(TextIndex.class);
        PriorIssues issues = context.getBean(PriorIssues.class);
        Question all = Question.all(List.of(InteractionFields.TYPE), 100, VIEWER);
        Random random = new Random(11);
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            asked.add(texts.get(random.nextInt(texts.size())));
        }
        Work words = text -> index.worded(text, all);
        Work both = text -> issues.like(new Asked(text, Map.of(), null, 10, true), VIEWER);
        times(asked, words);
        times(asked, both);
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double[] one = times(asked, words);
            double[] two = times(asked, both);
            ratios[round] = quantile(two, 0.95) / quantile(one, 0.95);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: by words p50 %.1f p95 %.1f ms; whole question p50 %.1f p95 %.1f ms%n",
                    round + 1,
                    quantile(one, 0.5),
                    quantile(one, 0.95),
                    quantile(two, 0.5),
                    quantile(two, 0.95));
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT, "p95 of a whole question / by words alone, median: %.2f; goal 2.5%n", ratios[rounds / 2]);
    }

    private static double[] times(List<String> asked, Work work) throws Exception {
        double[] times = new double[asked.size()];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            work.on(asked.get(i));
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(q * sorted.length))];
    }

    private void vectors(int rounds) throws Exception {
        TextVectors kept = context.getBean(TextVectors.class);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        byte[] model;
        try (var in = SimilarMoreBench.class.getResourceAsStream("/" + TextModel.EN.file() + ".onnx")) {
            model = in.readAllBytes();
        }
        double[] ratios = new double[rounds];
        try (var in = SimilarMoreBench.class.getResourceAsStream("/" + TextModel.EN.file() + "-tokenizer.json");
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(in, Map.of());
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model, options)) {
                for (int round = 0; round < rounds; round++) {
                    List<ReadText> some = new ArrayList<>();
                    for (int i = 0; i < PAGE; i++) {
                        some.add(ReadText.of(texts.get(i) + " " + System.nanoTime())
                                .orElseThrow());
                    }
                    long start = System.nanoTime();
                    for (ReadText text : some) {
                        plain(environment, session, tokenizer.encode(text.text()));
                    }
                    double plain = PAGE / ((System.nanoTime() - start) / 1e9);
                    start = System.nanoTime();
                    kept.of(some);
                    double ours = PAGE / ((System.nanoTime() - start) / 1e9);
                    ratios[round] = ours / plain;
                    System.out.printf(
                            Locale.ROOT,
                            "round %d: a plain loop %.0f vectors/s, made and kept %.0f/s%n",
                            round + 1,
                            plain,
                            ours);
                }
            }
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "made and kept / plain loop, median: %.2f; goal 0.9%n", ratios[rounds / 2]);
        context.getBean(Database.class).inTransaction(connection -> {
            try (var delete = connection.prepareStatement("delete from text_vector")) {
                return delete.executeUpdate();
            }
        });
    }

    private static void plain(OrtEnvironment environment, OrtSession session, Encoding tokens) throws Exception {
        long[] shape = {1, tokens.getIds().length};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens.getIds()), shape);
                OnnxTensor mask =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens.getAttentionMask()), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens.getTypeIds()), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            result.get(0);
        }
    }
}
