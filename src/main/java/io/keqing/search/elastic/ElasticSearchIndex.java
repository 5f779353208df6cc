package io.keqing.search.elastic;

import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Asks the engine: one question, one request.
final class ElasticSearchIndex implements SearchIndex {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 2_000;
    private static final String KEEP_ALIVE = "2m";

    /// With fewer records than this the words may be misspelt.
    private static final int FEW = 10;

    private final Engine engine;
    private final QueryTranslator translator;

    ElasticSearchIndex(Engine engine, QueryTranslator translator) {
        this.engine = engine;
        this.translator = translator;
    }

    @Override
    public SearchResult search(SearchQuery query, Viewer viewer) {
        QueryTranslator.Translated translated = translator.translate(query, viewer, false);
        ResultReader.Answer read = read(query, viewer, translated);
        if (read.total() < FEW && isTolerant(query, viewer, translated)) {
            translated = translator.translate(query, viewer, true);
            read = read(query, viewer, translated);
        }
        boolean full = query.size() > 0 && read.hits().size() == query.size();
        return new SearchResult(
                read.total(),
                read.complete(),
                read.tookMillis(),
                read.hits(),
                translated.facets().read(read.aggregations(), read.total()),
                full ? translator.next(read.lastSort(), translated) : null);
    }

    private ResultReader.Answer read(SearchQuery query, Viewer viewer, QueryTranslator.Translated translated) {
        byte[] answer = ask("/" + Indices.serving(query.type()) + "/_search", Json.bytes(translated.body()));
        return new ResultReader(translated.type(), viewer, translated.matches()).read(answer);
    }

    /// Slips are forgiven where hardly any record has the words. Filters have no say in it, or a facet would count
    /// other records than a click on it shows.
    private boolean isTolerant(SearchQuery query, Viewer viewer, QueryTranslator.Translated exact) {
        return exact.tolerable()
                && read(query, viewer, translator.translateWords(query, viewer, FEW))
                                .total()
                        < FEW;
    }

    @Override
    public long stream(SearchQuery query, Viewer viewer, int pageSize, Consumer<List<Hit>> page) {
        boolean tolerant = isTolerant(query, viewer, translator.translate(query, viewer, false));
        QueryTranslator.Translated translated = translator.translateAll(query, viewer, tolerant, pageSize);
        ResultReader reader = new ResultReader(translated.type(), viewer, translated.matches());
        String pit = openMoment(query.type());
        try {
            long total = 0;
            Map<String, Object> body = translated.body();
            List<Hit> hits;
            do {
                body.put("pit", Json.of("id", pit, "keep_alive", KEEP_ALIVE));
                ResultReader.Answer read = reader.read(ask("/_search", Json.bytes(body)));
                hits = read.hits();
                if (!hits.isEmpty()) {
                    page.accept(hits);
                    total += hits.size();
                    body.put("search_after", read.lastSort());
                }
                pit = read.pit() == null ? pit : read.pit();
            } while (hits.size() == pageSize);
            return total;
        } finally {
            engine.call("DELETE", "/_pit", Json.bytes(Json.of("id", pit)), PATIENCE);
        }
    }

    @Override
    public String translated(SearchQuery query, Viewer viewer) {
        return new String(Json.bytes(translator.translate(query, viewer, false).body()), StandardCharsets.UTF_8);
    }

    private String openMoment(String type) {
        byte[] answer = ask("/" + Indices.serving(type) + "/_pit?keep_alive=" + KEEP_ALIVE, new byte[0]);
        return Json.tree(answer).path("id").asText();
    }

    /// A search that the engine has no room for is tried again for two seconds; one that waits longer helps nobody.
    byte[] ask(String path, byte[] body) {
        long until = System.nanoTime() + RETRY_MILLIS * 1_000_000;
        long pause = 50;
        while (true) {
            Engine.Answer answer = engine.call("POST", path, body.length == 0 ? null : body, PATIENCE);
            if (answer.ok()) {
                return answer.body();
            }
            String type = Json.errorType(answer.body());
            if (answer.status() == 400) {
                // the reason may repeat the words that were searched
                throw new InvalidQueryException("the engine cannot answer this question: " + type);
            } else if (!answer.busy() || System.nanoTime() + pause * 1_000_000 > until) {
                throw new IndexUnavailableException("Elasticsearch answered " + answer.status() + " " + type, null);
            }
            pause(pause);
            pause *= 2;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("stopped while Elasticsearch was busy", e);
        }
    }
}
