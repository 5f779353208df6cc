package io.keqing.search.elastic;

import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Hit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Asks the engine: one question, one request, and a second one where a facet's values must be known before
/// they can be counted.
final class ElasticSearchIndex implements SearchIndex {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEEP_ALIVE = "2m";

    /// With fewer records than this the words may be misspelt.
    static final int FEW = 10;

    private final Engine engine;
    private final Asking asking;
    private final QueryTranslator translator;

    ElasticSearchIndex(Engine engine, QueryTranslator translator) {
        this.engine = engine;
        this.asking = new Asking(engine);
        this.translator = translator;
    }

    @Override
    public SearchResult search(SearchQuery query, Viewer viewer) {
        QueryTranslator.Together alone = together(viewer, List.of());
        QueryTranslator.Translated translated = translator.translate(query, alone, false);
        return result(query, alone, translated, read(query, alone, translated));
    }

    @Override
    public List<SearchResult> searchTogether(List<SearchQuery> queries, Viewer viewer) {
        QueryTranslator.Together together = together(viewer, queries);
        List<QueryTranslator.Translated> translated = queries.stream()
                .map(query -> translator.translate(query, together, false))
                .toList();
        Several several = new Several();
        for (int i = 0; i < queries.size(); i++) {
            several.add(
                    Indices.serving(queries.get(i).type()), translated.get(i).body());
        }
        List<byte[]> answers = several.ask(asking);
        List<SearchResult> results = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            ResultReader reader = reader(translated.get(i), viewer);
            results.add(result(queries.get(i), together, translated.get(i), reader.read(answers.get(i))));
        }
        return results;
    }

    /// The question as [#search] asks it, with slips forgiven or not.
    QueryTranslator.Translated settled(SearchQuery query, Viewer viewer) {
        QueryTranslator.Together alone = together(viewer, List.of());
        return translator.translate(query, alone, isTolerant(query, alone));
    }

    private QueryTranslator.Together together(Viewer viewer, List<SearchQuery> queries) {
        return translator
        .new Together(viewer, queries.stream().map(SearchQuery::type).toList());
    }

    /// Asks once more, with slips forgiven, where hardly anything was found.
    private SearchResult result(
            SearchQuery query,
            QueryTranslator.Together together,
            QueryTranslator.Translated translated,
            ResultReader.Answer read) {
        if (read.total() < FEW && isTolerant(query, together, translated)) {
            QueryTranslator.Translated tolerant = translator.translate(query, together, true);
            return whole(query, together, tolerant, read(query, together, tolerant));
        }
        return whole(query, together, translated, read);
    }

    private SearchResult whole(
            SearchQuery query,
            QueryTranslator.Together together,
            QueryTranslator.Translated translated,
            ResultReader.Answer read) {
        List<Facet> facets = translated.facets().read(read.aggregations(), read.total());
        long took = read.tookMillis();
        Facets closer = translated.facets().closer(read.aggregations());
        if (!closer.isEmpty()) {
            byte[] counting = Json.bytes(QueryTranslator.counting(translated, closer));
            ResultReader.Answer again = reader(translated, together.viewer()).read(ask(search(query.type()), counting));
            facets = replaced(facets, closer.read(again.aggregations(), again.total()));
            took += again.tookMillis();
        }
        boolean full = query.size() > 0 && read.hits().size() == query.size();
        return new SearchResult(
                read.total(),
                read.complete(),
                took,
                read.hits(),
                facets,
                full ? translator.next(read.lastSort(), translated) : null,
                translated.mistakes());
    }

    private ResultReader.Answer read(
            SearchQuery query, QueryTranslator.Together together, QueryTranslator.Translated translated) {
        byte[] answer = ask(search(query.type()), Json.bytes(translated.body()));
        return reader(translated, together.viewer()).read(answer);
    }

    private ResultReader reader(QueryTranslator.Translated translated, Viewer viewer) {
        return new ResultReader(translated.type(), translator.born(translated.type()), viewer, translated.matches());
    }

    private boolean isTolerant(SearchQuery query, QueryTranslator.Together together) {
        return isTolerant(query, together, translator.translate(query, together, false));
    }

    /// Slips are forgiven where hardly any record has the words. Filters have no say in it, or a facet would count
    /// other records than a click on it shows.
    private boolean isTolerant(SearchQuery query, QueryTranslator.Together together, QueryTranslator.Translated exact) {
        return exact.tolerable()
                && read(query, together, translator.translateWords(query, together, FEW))
                                .total()
                        < FEW;
    }

    /// A part of the index that fails is an outage: the rest would look like the whole.
    private static String search(String type) {
        return "/" + Indices.serving(type) + "/_search?allow_partial_search_results=false";
    }

    private static List<Facet> replaced(List<Facet> facets, List<Facet> closer) {
        Map<String, Facet> byField = new HashMap<>();
        closer.forEach(facet -> byField.put(facet.field(), facet));
        return facets.stream()
                .map(facet -> byField.getOrDefault(facet.field(), facet))
                .toList();
    }

    @Override
    public Facet values(SearchQuery query, String field, String containing, int size, Viewer viewer) {
        if (size < 1 || size > SearchQuery.MAX_SIZE) {
            throw new InvalidQueryException("size must be 1 to " + SearchQuery.MAX_SIZE + ", was " + size);
        }
        boolean tolerant = isTolerant(query, together(viewer, List.of()));
        QueryTranslator.Translated translated =
                translator.translateValues(query, field, containing, size, viewer, tolerant);
        ResultReader.Answer read =
                reader(translated, viewer).read(ask(search(query.type()), Json.bytes(translated.body())));
        return translated.facets().read(read.aggregations(), read.total()).getFirst();
    }

    @Override
    public String cursorAt(SearchQuery query, String value, Viewer viewer) {
        return translator.cursorAt(query, value, viewer, (place, word) -> normal(query.type(), place, word));
    }

    /// Asked of the engine, which alone knows how the field's words are folded.
    private String normal(String type, Place place, String word) {
        byte[] body = Json.bytes(Json.of("field", place.order(), "text", word));
        byte[] answer = ask("/" + Indices.serving(type) + "/_analyze", body);
        return Json.tree(answer).path("tokens").path(0).path("token").asText(word);
    }

    @Override
    public long stream(SearchQuery query, Viewer viewer, int pageSize, Consumer<List<Hit>> page) {
        boolean tolerant = isTolerant(query, together(viewer, List.of()));
        QueryTranslator.Translated translated = translator.translateAll(query, viewer, tolerant, pageSize);
        ResultReader reader = reader(translated, viewer);
        String pit = openMoment(query.type());
        try {
            long total = 0;
            Map<String, Object> body = translated.body();
            List<Hit> hits;
            do {
                body.put("pit", Json.of("id", pit, "keep_alive", KEEP_ALIVE));
                byte[] answer = ask("/_search?allow_partial_search_results=false", Json.bytes(body));
                ResultReader.Answer read = reader.read(answer);
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

    byte[] ask(String path, byte[] body) {
        return asking.ask(path, body);
    }
}
