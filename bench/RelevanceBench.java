import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.Filter;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How well searches rank: nDCG@10 and recall@10 of the standard analyzer, `cjk` and ours over judged
/// queries.
///
/// The texts of a folder of public files (those that are there), the invented sample and a list of names are
/// imported like any other file and searched as people search; beside them the same texts stand in two plain
/// indices, which are asked with `simple_query_string` over the same fields, words as OR, phrases in quotes
/// as phrases. Recall is found ÷ min(10, relevant). A third of the queries is held out: tuning looks at
/// `--tune` only. Beside them stand look-ups whose answers are known ([RelevanceLookUps]). Data is kept in
/// `.bench/relevance` and loaded anew where it changes.
///
/// Run: ./dev bench relevance [--data FOLDER] [--tune] [--show QUERY|QUERY] [--pool QUERY]
final class RelevanceBench {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOP = 10;
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final String BASE = "relevance-";
    private static final int BULK = 2_000;

    private final Portal portal;
    private final Map<String, RelevanceTexts.Text> byId;
    private final List<RelevanceTexts.Text> texts;
    private final Map<RelevanceTexts.Text, String> plain = new LinkedHashMap<>();

    private interface Engine {
        List<String> ids(RelevanceQuery query) throws IOException, InterruptedException;
    }

    private record Measured(RelevanceQuery query, long relevant, double[] gain, double[] recall) {}

    private RelevanceBench(Portal portal, RelevanceTexts texts) {
        this.portal = portal;
        this.texts = texts.all;
        this.byId = this.texts.stream().collect(Collectors.toMap(RelevanceTexts.Text::id, text -> text, (a, b) -> a));
        this.texts.forEach(text -> plain.put(text, RelevanceQuery.plain(text.text())));
    }

    public static void main(String[] args) throws Exception {
        List<String> options = List.of(args);
        String data = option(options, "--data");
        if (data != null && !Files.isDirectory(Path.of(data))) {
            System.out.println(data + " is no folder: only what the portal invents is searched");
            data = null;
        }
        RelevanceTexts texts = new RelevanceTexts(data == null ? null : Path.of(data));
        Files.createDirectories(Path.of(".bench"));
        try (Portal portal = new Portal("relevance", Map.of())) {
            RelevanceBench bench = new RelevanceBench(portal, texts);
            bench.load();
            if (option(options, "--show") != null) {
                bench.show(RelevanceQuery.all(texts), option(options, "--show"), TOP, false);
            } else if (option(options, "--pool") != null) {
                bench.show(RelevanceQuery.all(texts), option(options, "--pool"), TOP, true);
            } else {
                bench.measure(RelevanceQuery.all(texts), options.contains("--tune"));
                RelevanceLookUps lookUps = new RelevanceLookUps(portal);
                lookUps.load();
                lookUps.measure();
            }
        }
    }

    private static String option(List<String> options, String name) {
        int at = options.indexOf(name);
        return at >= 0 && at + 1 < options.size() ? options.get(at + 1) : null;
    }

    // --- loading

    private void load() throws IOException, InterruptedException {
        Path mark = Path.of(".bench/relevance/loaded");
        String now = texts.size() + " " + texts.hashCode();
        if (!Files.exists(mark) || !Files.readString(mark).equals(now)) {
            for (String set :
                    texts.stream().map(RelevanceTexts.Text::set).distinct().toList()) {
                importSet(
                        set,
                        texts.stream().filter(text -> text.set().equals(set)).toList());
            }
            Files.writeString(mark, now);
            base("standard", "{\"type\":\"standard\"}");
            base(
                    "cjk",
                    "{\"type\":\"custom\",\"tokenizer\":\"standard\",\"filter\":[\"cjk_width\",\"lowercase\",\"cjk_bigram\","
                            + "\"english_stop\"]}");
        }
        awaitRebuilt();
        System.out.printf(Locale.ROOT, "%,d texts: %s%n", texts.size(), counts());
    }

    private void awaitRebuilt() throws IOException, InterruptedException {
        while (portal.get("/api/v1/health").body().contains("\"rebuild\"")) {
            Thread.sleep(500);
        }
        portal.awaitIndex();
    }

    private String counts() {
        return texts.stream()
                .collect(Collectors.groupingBy(RelevanceTexts.Text::set, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void importSet(String set, List<RelevanceTexts.Text> members) throws IOException, InterruptedException {
        boolean names = set.equals("names");
        Path csv = Files.createTempFile(Path.of(".bench"), set, ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write(names ? "id,name\n" : "id,body\n");
            for (RelevanceTexts.Text text : members) {
                out.write(text.id() + ",\"" + text.text().replace("\"", "\"\"") + "\"\n");
            }
        }
        String fields = names ? "\"id\":\"id\",\"name\":\"name\"" : "\"id\":\"id\",\"body\":\"body\"";
        String state = portal.importFile(
                csv,
                "{\"type\":\"" + (names ? "customers" : "interactions") + "\",\"source\":\"" + set + "\",\"fields\":{"
                        + fields + "}}");
        Files.delete(csv);
        if (!state.contains("\"state\":\"finished\"")) {
            throw new IllegalStateException("the import of " + set + " ended with " + state);
        }
    }

    private void base(String name, String analyzer) throws IOException, InterruptedException {
        String index = BASE + name;
        ask("DELETE", "/" + index, null);
        String text = "{\"type\":\"text\",\"analyzer\":\"base\"}";
        ask(
                "PUT",
                "/" + index,
                "{\"settings\":{\"number_of_shards\":1,\"number_of_replicas\":0,\"analysis\":{\"filter\":{\"english_stop\":"
                        + "{\"type\":\"stop\",\"stopwords\":\"_english_\"}},\"analyzer\":{\"base\":" + analyzer
                        + "}}},\"mappings\":{\"properties\":{\"id\":{\"type\":\"keyword\"},\"set\":{\"type\":\"keyword\"},"
                        + "\"body\":" + text + ",\"name\":" + text + "}}}");
        for (int from = 0; from < texts.size(); from += BULK) {
            StringBuilder bulk = new StringBuilder();
            for (RelevanceTexts.Text one : texts.subList(from, Math.min(texts.size(), from + BULK))) {
                bulk.append("{\"index\":{}}\n")
                        .append(JSON.writeValueAsString(
                                Map.of("id", one.id(), "set", one.set(), one.isName() ? "name" : "body", one.text())))
                        .append('\n');
            }
            ask("POST", "/" + index + "/_bulk?filter_path=errors", bulk.toString());
        }
        ask("POST", "/" + index + "/_refresh", null);
    }

    // --- asking

    private List<String> ours(RelevanceQuery query) {
        boolean names = query.sets().contains("names");
        SearchQuery asked = SearchQuery.all(names ? "customers" : "interactions")
                .withWords(query.words())
                .withFilters(List.of(new Filter(
                        "source",
                        query.sets().stream()
                                .<Filter.Condition>map(Filter.Condition.Is::new)
                                .toList())))
                .withFacets(List.of())
                .page(TOP, null);
        return portal.context.getBean(SearchIndex.class).search(asked, ADMIN).hits().stream()
                .map(hit -> hit.id().id())
                .toList();
    }

    private List<String> base(String name, RelevanceQuery query) throws IOException, InterruptedException {
        Map<String, Object> words = Map.of(
                "simple_query_string",
                Map.of("query", query.words(), "fields", List.of("id", "body", "name"), "flags", "PHRASE"));
        Map<String, Object> body = Map.of(
                "size",
                TOP,
                "_source",
                List.of("id"),
                "query",
                Map.of("bool", Map.of("must", words, "filter", Map.of("terms", Map.of("set", query.sets())))));
        JsonNode answer = JSON.readTree(ask("POST", "/" + BASE + name + "/_search", JSON.writeValueAsString(body)));
        List<String> ids = new ArrayList<>();
        answer.at("/hits/hits").forEach(hit -> ids.add(hit.at("/_source/id").asText()));
        return ids;
    }

    private Map<String, Engine> engines() {
        Map<String, Engine> engines = new LinkedHashMap<>();
        engines.put("standard", query -> base("standard", query));
        engines.put("cjk", query -> base("cjk", query));
        engines.put("ours", this::ours);
        return engines;
    }

    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        ElasticsearchAddress address = portal.context.getBean(ElasticsearchAddress.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address.nodes().getFirst() + path))
                .header("Content-Type", path.contains("_bulk") ? "application/x-ndjson" : "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        address.authorization().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> answer = portal.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300 && !(method.equals("DELETE") && answer.statusCode() == 404)) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    // --- measuring

    private void measure(List<RelevanceQuery> queries, boolean tuning) throws IOException, InterruptedException {
        List<Measured> tuned = new ArrayList<>();
        List<Measured> held = new ArrayList<>();
        int without = 0;
        for (RelevanceQuery query : queries) {
            if (texts.stream().noneMatch(text -> query.sets().contains(text.set())) || tuning && query.held()) {
                continue;
            }
            Measured one = measure(query);
            if (one.relevant == 0) {
                without++;
                System.out.println("judged by its rule, nothing is relevant to: " + query.words());
            } else {
                (query.held() ? held : tuned).add(one);
            }
        }
        if (tuning) {
            tuned.stream()
                    .sorted((a, b) -> Double.compare(a.gain[2] - a.gain[1], b.gain[2] - b.gain[1]))
                    .forEach(one -> System.out.printf(
                            Locale.ROOT,
                            "%-14s %6d | %.2f %.2f %.2f | %.2f %.2f %.2f | %s%n",
                            one.query.slice(),
                            one.relevant,
                            one.gain[0],
                            one.gain[1],
                            one.gain[2],
                            one.recall[0],
                            one.recall[1],
                            one.recall[2],
                            one.query.words()));
        }
        print("looked at while tuning", tuned);
        if (!tuning) {
            print("held out", held);
            List<Measured> both = new ArrayList<>(tuned);
            both.addAll(held);
            print("all", both);
        }
        if (without > 0) {
            System.out.println(without + " queries were left out, for nothing is relevant to them");
        }
    }

    private Measured measure(RelevanceQuery query) throws IOException, InterruptedException {
        List<Integer> ideal = new ArrayList<>();
        for (RelevanceTexts.Text text : texts) {
            int grade = query.grade(text, plain.get(text));
            if (grade > 0) {
                ideal.add(grade);
            }
        }
        ideal.sort((a, b) -> b - a);
        double best = gain(ideal);
        Map<String, Engine> engines = engines();
        double[] gain = new double[engines.size()];
        double[] recall = new double[engines.size()];
        int at = 0;
        for (Engine engine : engines.values()) {
            List<Integer> grades = new ArrayList<>();
            for (String id : engine.ids(query)) {
                RelevanceTexts.Text text = byId.get(id);
                grades.add(text == null ? 0 : query.grade(text, plain.get(text)));
            }
            gain[at] = best == 0 ? 0 : gain(grades) / best;
            recall[at] = ideal.isEmpty()
                    ? 0
                    : grades.stream().filter(grade -> grade > 0).count() / (double) Math.min(TOP, ideal.size());
            at++;
        }
        return new Measured(query, ideal.size(), gain, recall);
    }

    /// Discounted: 2^grade − 1 by the logarithm of the place.
    private static double gain(List<Integer> grades) {
        double sum = 0;
        for (int place = 0; place < Math.min(TOP, grades.size()); place++) {
            sum += ((1 << grades.get(place)) - 1) / (Math.log(place + 2) / Math.log(2));
        }
        return sum;
    }

    private static void print(String what, List<Measured> measured) {
        if (measured.isEmpty()) {
            return;
        }
        System.out.printf(Locale.ROOT, "%n%s: %d queries%n", what, measured.size());
        System.out.println(
                "slice          queries | nDCG@10: standard    cjk   ours | recall@10: standard    cjk   ours");
        measured.stream()
                .collect(Collectors.groupingBy(one -> one.query.slice(), java.util.TreeMap::new, Collectors.toList()))
                .forEach((slice, its) -> line(slice, its));
        line("all", measured);
        double cjk = mean(measured, 1);
        double ours = mean(measured, 2);
        System.out.printf(
                Locale.ROOT,
                "of the gap to 1 that cjk leaves in nDCG@10 ours closes %.2f; goal 0.33%n",
                (ours - cjk) / (1 - cjk));
    }

    private static void line(String slice, List<Measured> its) {
        double[] recall = new double[3];
        for (int i = 0; i < 3; i++) {
            int engine = i;
            recall[i] = its.stream()
                    .mapToDouble(one -> one.recall[engine])
                    .average()
                    .orElse(0);
        }
        System.out.printf(
                Locale.ROOT,
                "%-14s %7d | %17.3f %6.3f %6.3f | %19.3f %6.3f %6.3f%n",
                slice,
                its.size(),
                mean(its, 0),
                mean(its, 1),
                mean(its, 2),
                recall[0],
                recall[1],
                recall[2]);
    }

    private static double mean(List<Measured> measured, int engine) {
        return measured.stream().mapToDouble(one -> one.gain[engine]).average().orElse(0);
    }

    // --- looking

    /// What each of the three finds, with its grades; `pool` prints every text that any of them found once,
    /// to be read and judged.
    private void show(List<RelevanceQuery> queries, String words, int top, boolean pool)
            throws IOException, InterruptedException {
        for (RelevanceQuery query : queries) {
            if (!List.of(words.split("\\|")).contains(query.words())) {
                continue;
            }
            Map<String, String> found = new LinkedHashMap<>();
            for (Map.Entry<String, Engine> engine : engines().entrySet()) {
                for (String id : engine.getValue().ids(query)) {
                    found.merge(id, engine.getKey(), (a, b) -> a + " " + b);
                }
            }
            System.out.println("== " + query.slice() + " " + query.words()
                    + Arrays.toString(query.sets().toArray()));
            found.forEach((id, who) -> {
                RelevanceTexts.Text text = byId.get(id);
                String cut = text.text().replaceAll("\\s+", " ");
                System.out.printf(
                        Locale.ROOT,
                        "%s\t%d\t%d\t%s\t%s%n",
                        text.set(),
                        text.row(),
                        query.grade(text, plain.get(text)),
                        pool ? "" : who,
                        cut.substring(0, Math.min(cut.length(), 220)));
            });
        }
    }
}
