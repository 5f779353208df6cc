package io.keqing.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Uses a fresh node the way a portal does, so that the JVM's ahead-of-time cache holds the classes that a start and
/// the first questions need. Run once when the node is built (`-Dkeqing.node.train=true`); the process ends by
/// itself.
final class Training {
    private static final String INDEX = """
            {"settings":{"number_of_shards":1,"number_of_replicas":0,"analysis":{
              "char_filter":{"simplified":{"type":"mapping","mappings":["戶 => 户"]}},
              "analyzer":{
                "words":{"type":"custom","char_filter":["simplified"],"tokenizer":"smartcn_tokenizer","filter":["cjk_width","lowercase","porter_stem"]},
                "pairs":{"type":"custom","char_filter":["simplified"],"tokenizer":"standard","filter":["cjk_width","lowercase","cjk_bigram"]}}}},
             "mappings":{"dynamic":"strict","properties":{
               "text":{"type":"text","analyzer":"words","fields":{"pairs":{"type":"text","analyzer":"pairs"}}},
               "kind":{"type":"keyword"},"n":{"type":"double"},"at":{"type":"date"}}}}""";
    private static final String BULK = """
            {"index":{"_index":"training","_id":"%d","version":%d,"version_type":"external_gte"}}
            {"text":"客戶 says the delivery of parcel %d was late","kind":"complaint","n":%d,"at":"2025-01-01"}
            """;
    private static final String SEARCH = """
            {"query":{"bool":{"must":[{"multi_match":{"query":"客户 delivery","fields":["text","text.pairs"]}}],"filter":[{"range":{"n":{"gte":1}}}]}},
             "aggs":{"kinds":{"terms":{"field":"kind"}},"months":{"date_histogram":{"field":"at","calendar_interval":"month"}}},
             "highlight":{"fields":{"text":{}}},"sort":["_score",{"n":"desc"}],"track_total_hits":true}""";
    private static final int DOCUMENTS = 2_000;
    private static final int SEARCHES = 30;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String node;

    private Training(String node) {
        this.node = node;
    }

    static void on(Path home) throws IOException, InterruptedException {
        String port = Files.readAllLines(home.resolve("logs/http.ports")).getFirst();
        new Training("http://" + port).run();
    }

    private void run() throws IOException, InterruptedException {
        ask("GET", "/_cluster/health?wait_for_status=yellow&timeout=30s", "");
        ask("PUT", "/training", INDEX);
        StringBuilder bulk = new StringBuilder();
        for (int n = 1; n <= DOCUMENTS; n++) {
            bulk.append(BULK.formatted(n, n, n, n));
        }
        ask("POST", "/_bulk?refresh=true", bulk.toString());
        for (int n = 0; n < SEARCHES; n++) {
            ask("POST", "/training/_search", SEARCH);
        }
        ask("POST", "/_aliases", "{\"actions\":[{\"add\":{\"index\":\"training\",\"alias\":\"trained\"}}]}");
        ask("DELETE", "/training", "");
    }

    private void ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + System.getenv("KEQING_NODE_TOKEN"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
