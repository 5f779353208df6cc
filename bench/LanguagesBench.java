package io.keqing.similar;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.TextIndex;
import io.keqing.similar.PriorIssues.Asked;
import io.keqing.similar.PriorIssues.Found;
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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Whether a Chinese question finds the English case and back, and whether cases of the own language keep
/// their place in the one list of both.
///
/// Cases are the issues of `bench/similar/issues.tsv`, told in both languages, among thousands of others made
/// of goods and troubles; asked is each issue in other words. With TWO files of lines that translate each
/// other their sentences are the cases and the questions instead.
///
/// Run: ./dev bench languages [CHINESE ENGLISH]
final class LanguagesBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a bench of languages";
    private static final Viewer VIEWER = new Viewer("bench", Set.of(Role.ADMIN));
    private static final int SIZE = 10;

    private static final List<String> GOODS = List.of(
            "shelf|书架",
            "desk|书桌",
            "vase|花瓶",
            "mirror|镜子",
            "basket|篮子",
            "ladder|梯子",
            "toolbox|工具箱",
            "lantern|提灯",
            "helmet|头盔",
            "pram|婴儿车",
            "scarf|围巾",
            "watch|手表",
            "rug|地毯",
            "stool|凳子",
            "fan|风扇",
            "kettle|水壶",
            "guitar|吉他",
            "globe|地球仪",
            "aquarium|鱼缸",
            "telescope|望远镜");
    private static final List<String> TROUBLES = List.of(
            "The %s has not arrived yet.|%s还没有送到。", "Where is the invoice for the %s?|%s的发票在哪里？",
            "I would like to return the %s.|我想退掉%s。", "The box of the %s was dented.|%s的箱子瘪了。",
            "Is the %s in stock again?|%s什么时候到货？", "The manual of the %s is missing.|%s没有说明书。",
            "Please cancel my order of the %s.|请取消%s的订单。", "The %s has a scratch on the side.|%s侧面有划痕。",
            "Can I get the %s in another colour?|%s有别的颜色吗？", "Please send the %s to my office.|请把%s寄到我公司。");

    /// @param asked by language, in other words than the cases
    private record Issue(Map<String, String> cases, Map<String, String> asked) {}

    private LanguagesBench() {}

    public static void main(String[] args) throws Exception {
        List<Issue> issues = args.length > 1 ? pairs(Path.of(args[0]), Path.of(args[1])) : own();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < issues.size(); i++) {
            for (String language : List.of("zh", "en")) {
                texts.put(language + "-" + i, issues.get(i).cases().get(language));
            }
        }
        if (args.length < 2) {
            others(texts);
        }
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "keqing.home",
                ".bench/languages-" + texts.size(),
                "keqing.admin.password",
                PASSWORD,
                "keqing.sample.customers",
                0,
                "micronaut.server.port",
                0));
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            load(context, server.getURI(), texts);
            PriorIssues prior = context.getBean(PriorIssues.class);
            System.out.printf("%d issues among %d cases%n", issues.size(), texts.size());
            System.out.println("                                             top-1  hit@5 hit@10");
            for (String from : List.of("zh", "en")) {
                for (String to : List.of("zh", "en")) {
                    if (args.length < 2 || !from.equals(to)) {
                        measure(prior, issues, from, to, true);
                    }
                    measure(prior, issues, from, to, false);
                }
            }
        }
    }

    private static List<Issue> own() throws IOException {
        List<Issue> issues = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("bench/similar/issues.tsv"))) {
            if (!line.startsWith("#")) {
                String[] told = line.split("\t");
                issues.add(new Issue(Map.of("en", told[0], "zh", told[2]), Map.of("en", told[1], "zh", told[3])));
            }
        }
        return issues;
    }

    private static List<Issue> pairs(Path chinese, Path english) throws IOException {
        List<String> zh = Files.readAllLines(chinese);
        List<String> en = Files.readAllLines(english);
        List<Issue> issues = new ArrayList<>();
        for (int i = 0; i < zh.size(); i++) {
            Map<String, String> sentence = Map.of("zh", zh.get(i), "en", en.get(i));
            issues.add(new Issue(sentence, sentence));
        }
        return issues;
    }

    private static void others(Map<String, String> texts) {
        for (String good : GOODS) {
            for (String trouble : TROUBLES) {
                String id = "o" + texts.size();
                texts.put(id + "e", trouble.split("\\|")[0].formatted(good.split("\\|")[0]));
                texts.put(id + "z", trouble.split("\\|")[1].formatted(good.split("\\|")[1]));
            }
        }
    }

    private static void load(ApplicationContext context, URI base, Map<String, String> texts) throws Exception {
        VectorWorker worker = context.getBean(VectorWorker.class);
        HttpClient http = HttpClient.newHttpClient();
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        StringBuilder lines = new StringBuilder();
        texts.forEach((id, text) -> {
            Map<String, String> record = new LinkedHashMap<>();
            record.put("source", id.contains("-") ? id.substring(0, 2) : id.endsWith("e") ? "en" : "zh");
            record.put("id", id);
            record.put("kind", "case");
            record.put("body", text);
            try {
                lines.append(JSON.writeValueAsString(record)).append('\n');
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        HttpResponse<String> answer = null;
        for (int i = 0; i < 600 && (answer == null || answer.statusCode() == 503); i++) {
            Thread.sleep(200);
            answer = http.send(
                    HttpRequest.newBuilder(base.resolve("/api/v1/interactions/_batch"))
                            .header("Authorization", basic)
                            .header("Content-Type", "application/x-ndjson")
                            .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
        if (answer == null || answer.statusCode() != 200) {
            throw new IllegalStateException(answer == null ? "no answer" : answer.body());
        }
        Thread.sleep(2_000);
        while (!worker.progress().state().equals("done")) {
            Thread.sleep(500);
        }
        Thread.sleep(1_500);
        context.getBean(TextIndex.class).refresh();
    }

    /// @param alone whether only cases of one language are there; else both are, and the one wanted is of `to`
    private static void measure(PriorIssues prior, List<Issue> issues, String from, String to, boolean alone) {
        int[] hits = new int[3];
        for (int i = 0; i < issues.size(); i++) {
            Found found = prior.like(
                    new Asked(
                            issues.get(i).asked().get(from),
                            alone ? Map.of("source", List.of(to)) : Map.of(),
                            null,
                            SIZE,
                            true,
                            Languages.ALL),
                    VIEWER);
            String wanted = to + "-" + i;
            for (int rank = 0; rank < found.hits().size(); rank++) {
                if (found.hits().get(rank).hit().id().id().equals(wanted)) {
                    hits[0] += rank == 0 ? 1 : 0;
                    hits[1] += rank < 5 ? 1 : 0;
                    hits[2]++;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s asks, the case is %s, %-22s %.3f  %.3f  %.3f%n",
                from,
                to,
                alone ? "others too" : "others in both:",
                hits[0] / (double) issues.size(),
                hits[1] / (double) issues.size(),
                hits[2] / (double) issues.size());
    }
}
