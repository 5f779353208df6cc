package io.keqing.similar;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Question;
import io.keqing.search.TextIndex.Scored;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/// How well prior issues are found: by words, by meaning, and both put together.
///
/// FILE is a table with a label (columns `utterance` and `intent`, or `text` and `category`): every text
/// is asked with once, the others of its label are right. Or it is lines of two questions and 1 where
/// they mean the same, between tabs: of so many such pairs the first is asked with and its second is
/// right, among the seconds of all. Weights are chosen on the questions of even number and reported on
/// the others. Slices: numbers that stand in the texts, and phrases cut out of them; right is what holds
/// them.
///
/// Run: ./dev bench similar FILE [--queries 2000]
final class SimilarBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "bench";
    private static final Viewer VIEWER = new Viewer("bench", Set.of(Role.ADMIN));
    private static final int DEPTH = 100;

    private final List<Text> texts;
    private final TextIndex index;
    private final Embedder embedder;
    private final Map<Integer, Integer> numbers;

    /// @param label what texts of the same meaning share
    private record Text(String text, String label) {}

    /// @param right numbers of the texts that should be found
    private record Asked(String slice, String text, int but, Set<Integer> right) {}

    private record Legs(Asked asked, List<Scored> lexical, List<Scored> vector) {}

    private SimilarBench(List<Text> texts, TextIndex index, Embedder embedder, Map<Integer, Integer> numbers) {
        this.texts = texts;
        this.index = index;
        this.embedder = embedder;
        this.numbers = numbers;
    }

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        int at = List.of(args).indexOf("--queries");
        int most = at < 0 ? 2_000 : Integer.parseInt(args[at + 1]);
        List<Asked> pairs = new ArrayList<>();
        List<Text> texts = read(file, pairs, most);
        String name =
                file.getFileName().toString().replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "keqing.home",
                ".bench/similar-" + name + "-" + texts.size(),
                "keqing.admin.password",
                PASSWORD,
                "keqing.sample.customers",
                0,
                "micronaut.server.port",
                0));
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            Map<Integer, Integer> numbers = load(context, server, texts);
            SimilarBench bench =
                    new SimilarBench(texts, context.getBean(TextIndex.class), context.getBean(Embedder.class), numbers);
            List<Asked> asked = new ArrayList<>(pairs.isEmpty() ? bench.leaveOneOut(most) : pairs);
            asked.addAll(bench.slices());
            bench.report(asked);
        }
    }

    private static List<Text> read(Path file, List<Asked> pairs, int most) throws IOException {
        List<Text> texts = new ArrayList<>();
        if (!file.toString().endsWith(".txt")) {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (NamedCsvRecord row : rows) {
                    boolean intents = row.getHeader().contains("intent");
                    texts.add(new Text(
                            row.getField(intents ? "utterance" : "text"),
                            row.getField(intents ? "intent" : "category")));
                }
            }
            return texts;
        }
        List<String[]> same = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t");
            if (parts[2].equals("1") && !parts[0].equals(parts[1])) {
                same.add(parts);
            }
        }
        Collections.shuffle(same, new Random(7));
        Map<String, Integer> known = new LinkedHashMap<>();
        Map<String, Set<Integer>> right = new LinkedHashMap<>();
        for (String[] pair : same.subList(0, Math.min(most, same.size()))) {
            if (known.putIfAbsent(pair[1], texts.size()) == null) {
                texts.add(new Text(pair[1], ""));
            }
            right.computeIfAbsent(pair[0], first -> new HashSet<>()).add(known.get(pair[1]));
        }
        right.forEach((text, found) -> {
            int own = known.getOrDefault(text, -1);
            found.remove(own);
            if (!found.isEmpty()) {
                pairs.add(new Asked("all", text, own, found));
            }
        });
        return texts;
    }

    /// @return the number of a text by the key of its record
    private static Map<Integer, Integer> load(ApplicationContext context, EmbeddedServer server, List<Text> texts)
            throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        URI base = server.getURI();
        VectorWorker worker = context.getBean(VectorWorker.class);
        for (int i = 0; i < 600 && worker.progress().records() == 0 && status(http, base) != 200; i++) {
            Thread.sleep(200);
        }
        if (worker.progress().records() == 0) {
            for (int from = 0; from < texts.size(); from += 5_000) {
                StringBuilder lines = new StringBuilder();
                for (int i = from; i < Math.min(texts.size(), from + 5_000); i++) {
                    lines.append(JSON.writeValueAsString(Map.of(
                                    "source",
                                    "bench",
                                    "id",
                                    "" + i,
                                    "kind",
                                    "case",
                                    "body",
                                    texts.get(i).text())))
                            .append('\n');
                }
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(base.resolve("/api/v1/interactions/_batch"))
                                .header("Authorization", basic)
                                .header("Content-Type", "application/x-ndjson")
                                .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.body());
                }
            }
            long start = System.nanoTime();
            Thread.sleep(2_000);
            while (!worker.progress().state().equals("done")) {
                Thread.sleep(500);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d texts have vectors after %.1f s, %.0f/s%n",
                    worker.progress().texts(),
                    seconds,
                    worker.progress().texts() / seconds);
        }
        context.getBean(TextIndex.class).refresh();
        Map<Integer, Integer> numbers = new HashMap<>();
        context.getBean(io.keqing.record.Database.class).read(connection -> {
            try (var select = connection.prepareStatement("select key, id from interaction where source = 'bench'");
                    var row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getInt(1), Integer.parseInt(row.getString(2)));
                }
            }
            return true;
        });
        return numbers;
    }

    private static int status(HttpClient http, URI base) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(base.resolve("/api/v1/health")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private List<Asked> leaveOneOut(int most) {
        Map<String, Set<Integer>> byLabel = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            byLabel.computeIfAbsent(texts.get(i).label(), label -> new HashSet<>())
                    .add(i);
        }
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Set<Integer> right = new HashSet<>(byLabel.get(texts.get(i).label()));
            right.remove(i);
            asked.add(new Asked("all", texts.get(i).text(), i, right));
        }
        Collections.shuffle(asked, new Random(7));
        return asked.subList(0, Math.min(most, asked.size()));
    }

    /// Numbers, codes and phrases out of the texts themselves, each in few of them.
    private List<Asked> slices() {
        Map<String, Set<Integer>> codes = new HashMap<>();
        Set<String> phrases = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).text();
            for (String word : text.split("[^\\p{L}\\p{N}]+")) {
                if (word.length() >= 4
                        && word.length() <= 12
                        && word.codePoints().anyMatch(Character::isDigit)) {
                    codes.computeIfAbsent(word.toLowerCase(Locale.ROOT), one -> new HashSet<>())
                            .add(i);
                }
            }
            phrases.addAll(phrase(text));
        }
        List<Asked> asked = new ArrayList<>();
        Random random = new Random(7);
        codes.entrySet().stream()
                .filter(code -> code.getValue().size() <= 200)
                .sorted(Map.Entry.comparingByKey())
                .limit(200)
                .forEach(code -> asked.add(new Asked("codes", code.getKey(), -1, code.getValue())));
        List<String> some = new ArrayList<>(phrases);
        Collections.sort(some);
        Collections.shuffle(some, random);
        for (String phrase : some.subList(0, Math.min(200, some.size()))) {
            Set<Integer> holders = new HashSet<>();
            String folded = folded(phrase);
            for (int i = 0; i < texts.size(); i++) {
                if ((" " + folded(texts.get(i).text()) + " ").contains(isHan(phrase) ? folded : " " + folded + " ")) {
                    holders.add(i);
                }
            }
            asked.add(new Asked("phrases", phrase, -1, holders));
        }
        return asked;
    }

    private static boolean isHan(String text) {
        return TextModel.of(text) == TextModel.ZH;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}'’\\s]+|(?<!\\p{L})['’]|['’](?!\\p{L})", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// From the middle of a text: six Chinese characters, four other words.
    private static List<String> phrase(String text) {
        if (isHan(text)) {
            int middle = text.length() / 2;
            String part = text.length() < 10 ? "" : text.substring(middle - 3, middle + 3);
            return part.codePoints().allMatch(Character::isLetterOrDigit) && !part.isEmpty()
                    ? List.of(part)
                    : List.of();
        }
        String[] words = folded(text).split(" ");
        return words.length < 7 ? List.of() : List.of(String.join(" ", Arrays.copyOfRange(words, 2, 6)));
    }

    private void report(List<Asked> asked) {
        List<Legs> legs = new ArrayList<>();
        long[] spent = new long[2];
        for (Asked each : asked) {
            ReadText read = ReadText.of(each.text()).orElseThrow();
            Question question = Question.all(List.of("interactions"), DEPTH + 1, VIEWER);
            long start = System.nanoTime();
            List<Scored> lexical = index.worded(read.text(), question);
            spent[0] += System.nanoTime() - start;
            start = System.nanoTime();
            List<Scored> vector =
                    index.nearest(read.model().space(), embedder.embed(read).values(), question);
            spent[1] += System.nanoTime() - start;
            legs.add(new Legs(each, without(lexical, each.but()), without(vector, each.but())));
        }
        System.out.printf(
                Locale.ROOT,
                "%d questions over %d texts; by words %.1f ms each, by meaning %.1f ms each%n",
                asked.size(),
                texts.size(),
                spent[0] / 1e6 / asked.size(),
                spent[1] / 1e6 / asked.size());
        List<Legs> all =
                legs.stream().filter(leg -> leg.asked().slice().equals("all")).toList();
        List<Legs> even = half(all, 0);
        List<Legs> odd = half(all, 1);
        System.out.println("                              top-1  hit@5  MRR@10 (odd questions)");
        row("by words", odd, (words, meaning) -> keys(words));
        row("by meaning", odd, (words, meaning) -> keys(meaning));
        row("reciprocal ranks, equal", odd, (words, meaning) -> ranks(words, meaning, 0.5));
        double best = -1;
        double chosen = 0;
        for (double weight : new double[] {0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97}) {
            double mrr = measures(even, (words, meaning) -> weighed(words, meaning, weight))[2];
            if (mrr > best) {
                best = mrr;
                chosen = weight;
            }
        }
        System.out.printf(Locale.ROOT, "best on the even questions: meaning weighs %.2f, MRR@10 %.4f%n", chosen, best);
        likeness(all);
        row("ours", odd, null);
        row("by meaning, even questions", even, (words, meaning) -> keys(meaning));
        row("ours, even questions", even, null);
        for (String slice : List.of("codes", "phrases")) {
            List<Legs> of = legs.stream()
                    .filter(leg -> leg.asked().slice().equals(slice))
                    .toList();
            if (!of.isEmpty()) {
                row(slice + " (" + of.size() + "), by words", of, (words, meaning) -> keys(words));
                row(slice + ", by meaning", of, (words, meaning) -> keys(meaning));
                row(slice + ", ours", of, null);
            }
        }
    }

    private List<Scored> without(List<Scored> found, int but) {
        return found.stream()
                .filter(each -> numbers.get(each.address().key()) != but)
                .toList();
    }

    private static List<Legs> half(List<Legs> legs, int rest) {
        List<Legs> half = new ArrayList<>();
        for (int i = rest; i < legs.size(); i += 2) {
            half.add(legs.get(i));
        }
        return half;
    }

    private static List<Integer> keys(List<Scored> found) {
        return found.stream().map(each -> each.address().key()).toList();
    }

    /// How many of the pairs from a likeness on are right: where two texts are taken to tell of the same.
    private void likeness(List<Legs> legs) {
        for (double least = 0.5; least < 0.96; least += 0.05) {
            long pairs = 0;
            long right = 0;
            for (Legs each : legs) {
                for (Scored scored : each.vector()) {
                    if (scored.score() >= least) {
                        pairs++;
                        right += each.asked()
                                        .right()
                                        .contains(numbers.get(scored.address().key()))
                                ? 1
                                : 0;
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "likeness from %.2f: %.1f of the nearest %d, %.3f of them right%n",
                    least,
                    pairs / (double) legs.size(),
                    DEPTH,
                    right / (double) Math.max(1, pairs));
        }
    }

    private static List<Integer> fused(Asked asked, List<Scored> words, List<Scored> meaning) {
        return Fusion.of(ReadText.of(asked.text()).orElseThrow(), words, meaning).stream()
                .map(each -> each.address().key())
                .toList();
    }

    private static List<Integer> weighed(List<Scored> words, List<Scored> meaning, double weight) {
        Map<Integer, Double> sums = new LinkedHashMap<>();
        stretched(words, 1 - weight, sums);
        stretched(meaning, weight, sums);
        return sorted(sums);
    }

    private static void stretched(List<Scored> list, double weight, Map<Integer, Double> sums) {
        double high = list.stream().mapToDouble(Scored::score).max().orElse(1);
        double low = list.stream().mapToDouble(Scored::score).min().orElse(0);
        for (Scored each : list) {
            double share = high > low ? (each.score() - low) / (high - low) : 1;
            sums.merge(each.address().key(), weight * share, Double::sum);
        }
    }

    private static List<Integer> ranks(List<Scored> words, List<Scored> meaning, double weight) {
        Map<Integer, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            sums.merge(words.get(i).address().key(), (1 - weight) / (61 + i), Double::sum);
        }
        for (int i = 0; i < meaning.size(); i++) {
            sums.merge(meaning.get(i).address().key(), weight / (61 + i), Double::sum);
        }
        return sorted(sums);
    }

    private static List<Integer> sorted(Map<Integer, Double> sums) {
        return sums.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// @param list null = as the portal makes it
    private void row(String name, List<Legs> legs, BiFunction<List<Scored>, List<Scored>, List<Integer>> list) {
        double[] measures = measures(legs, list);
        System.out.printf(Locale.ROOT, "%-30s%.4f %.4f %.4f%n", name, measures[0], measures[1], measures[2]);
    }

    private double[] measures(List<Legs> legs, BiFunction<List<Scored>, List<Scored>, List<Integer>> list) {
        double[] sums = new double[3];
        for (Legs each : legs) {
            List<Integer> found = list == null
                    ? fused(each.asked(), each.lexical(), each.vector())
                    : list.apply(each.lexical(), each.vector());
            int rank = 0;
            for (int i = 0; i < Math.min(10, found.size()) && rank == 0; i++) {
                rank = each.asked().right().contains(numbers.get(found.get(i))) ? i + 1 : 0;
            }
            sums[0] += rank == 1 ? 1 : 0;
            sums[1] += rank > 0 && rank <= 5 ? 1 : 0;
            sums[2] += rank > 0 ? 1.0 / rank : 0;
        }
        return Arrays.stream(sums).map(sum -> sum / legs.size()).toArray();
    }
}
