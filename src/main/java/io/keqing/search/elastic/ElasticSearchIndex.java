package io.keqing.search.elastic;

import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks the engine: one question, one request, and a second one where a facet's values must be known
/// before they can be counted.
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
        Translated translated = translator.translateLeniently(query, alone, false);
        return result(query, alone, translated, read(query, alone, translated));
    }

    @Override
    public List<SearchResult> searchTogether(List<SearchQuery> queries, Viewer viewer) {
        QueryTranslator.Together together = together(viewer, queries);
        List<Translated> translated = queries.stream()
                .map(query -> translator.translateLeniently(query, together, false))
                .toList();
        Several several = new Several();
        translated.forEach(each -> add(several, each));
        Iterator<byte[]> answers = several.ask(asking).iterator();
        List<SearchResult> results = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            ResultReader.Answer read = read(answers, translated.get(i), viewer);
            results.add(result(queries.get(i), together, translated.get(i), read));
        }
        return results;
    }

    @Override
    public SearchResult searchWithin(SearchQuery query, Viewer viewer) {
        QueryTranslator.Together alone = together(viewer, List.of());
        Translated translated = translator.translateWithin(query, alone, isTolerant(query, alone));
        return whole(query, alone, translated, read(query, alone, translated));
    }

    @Override
    public void check(SearchQuery query, Viewer viewer) {
        List<String> facets = query.facets();
        translator.translate(query.page(0, null).withFacets(facets == null ? List.of() : facets), viewer, false);
    }

    /// The question as [#search] asks it, with slips forgiven or not, where no part of it is wrong.
    Translated settled(SearchQuery query, Viewer viewer) {
        QueryTranslator.Together alone = together(viewer, List.of());
        return translator.translate(query, alone, isTolerant(query, alone));
    }

    private QueryTranslator.Together together(Viewer viewer, List<SearchQuery> queries) {
        return translator
        .new Together(viewer, queries.stream().map(SearchQuery::type).toList());
    }

    /// Asks once more, with slips forgiven, where hardly anything was found.
    private SearchResult result(
            SearchQuery query, QueryTranslator.Together together, Translated translated, ResultReader.Answer read) {
        if (read.total() < FEW && isTolerant(query, together, translated)) {
            Translated tolerant = translator.translateLeniently(query, together, true);
            return whole(query, together, tolerant, read(query, together, tolerant));
        }
        return whole(query, together, translated, read);
    }

    private SearchResult whole(
            SearchQuery query, QueryTranslator.Together together, Translated translated, ResultReader.Answer read) {
        List<Facet> facets = translated.facets().read(read.aggregations(), read.total());
        long took = read.tookMillis();
        Facets closer = translated.facets().closer(read.aggregations());
        if (!closer.isEmpty()) {
            ResultReader.Answer again = read(query, together, translated.counting(closer));
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
                translated.mistakes(),
                translated.reading(),
                List.of());
    }

    private ResultReader.Answer read(SearchQuery query, QueryTranslator.Together together, Translated translated) {
        return read(query.type(), translated, together.viewer());
    }

    private ResultReader.Answer read(String type, Translated translated, Viewer viewer) {
        if (translated.facets().apart().isEmpty()) {
            return reader(translated, viewer).read(ask(search(type), Json.bytes(translated.body())));
        }
        Several several = new Several();
        add(several, translated);
        return read(several.ask(asking).iterator(), translated, viewer);
    }

    private static void add(Several several, Translated translated) {
        String index = Indices.serving(translated.type().type());
        several.add(index, translated.body());
        translated.facets().apart().forEach(facet -> several.add(index, translated.body(facet)));
    }

    /// Takes as many answers as [#add] has asked questions.
    private ResultReader.Answer read(Iterator<byte[]> answers, Translated translated, Viewer viewer) {
        ResultReader.Answer read = reader(translated, viewer).read(answers.next());
        for (Facets.Apart facet : translated.facets().apart()) {
            read = read.with(facet.name(), Json.tree(answers.next()));
        }
        return read;
    }

    private ResultReader reader(Translated translated, Viewer viewer) {
        return new ResultReader(translated.type(), translator.born(translated.type()), viewer, translated.matches());
    }

    private boolean isTolerant(SearchQuery query, QueryTranslator.Together together) {
        return isTolerant(query, together, translator.translate(query, together, false));
    }

    /// Slips are forgiven where hardly any record has the words. Filters have no say in it, or a facet
    /// would count other records than a click on it shows.
    private boolean isTolerant(SearchQuery query, QueryTranslator.Together together, Translated exact) {
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
        Translated translated = translator.translateValues(query, field, containing, size, viewer, tolerant);
        ResultReader.Answer read = read(query.type(), translated, viewer);
        return translated.facets().read(read.aggregations(), read.total()).getFirst();
    }

    @Override
    public String cursorAt(SearchQuery query, String value, Viewer viewer) {
        return translator.cursorAt(query, value, viewer);
    }

    @Override
    public long stream(SearchQuery query, Viewer viewer, int pageSize, Consumer<List<Hit>> page) {
        boolean tolerant = isTolerant(query, together(viewer, List.of()));
        Translated translated = translator.translateAll(query, viewer, tolerant, pageSize);
        ResultReader reader = reader(translated, viewer);
        return stream(translated, pageSize, answer -> {
            ResultReader.Answer read = reader.read(answer);
            if (!read.hits().isEmpty()) {
                page.accept(read.hits());
            }
            return new Streamed(read.hits().size(), read.lastSort(), read.pit());
        });
    }

    @Override
    public long streamKeys(SearchQuery query, Viewer viewer, int pageSize, Consumer<int[]> page) {
        boolean tolerant = isTolerant(query, together(viewer, List.of()));
        Translated translated = translator.translateAll(query, viewer, tolerant, SearchQuery.MAX_SIZE);
        translated.body().put("size", pageSize);
        translated.body().put("_source", false);
        translated.body().put("docvalue_fields", List.of(KeyPage.KEY));
        return stream(translated, pageSize, answer -> {
            KeyPage read = KeyPage.read(answer);
            if (read.keys().length > 0) {
                page.accept(read.keys());
            }
            return new Streamed(read.keys().length, read.lastSort(), read.pit());
        });
    }

    /// A page that was handed over.
    private record Streamed(
            int size,
            List<@Nullable Object> lastSort,
            @Nullable String pit) {}

    private long stream(Translated translated, int pageSize, Function<byte[], Streamed> handOver) {
        String pit = openMoment(translated.type().type());
        try {
            long total = 0;
            Map<String, Object> body = translated.body();
            Streamed page;
            do {
                body.put("pit", Json.of("id", pit, "keep_alive", KEEP_ALIVE));
                page = handOver.apply(ask("/_search?allow_partial_search_results=false", Json.bytes(body)));
                total += page.size();
                body.put("search_after", page.lastSort());
                pit = page.pit() == null ? pit : page.pit();
            } while (page.size() == pageSize);
            return total;
        } finally {
            engine.call("DELETE", "/_pit", Json.bytes(Json.of("id", pit)), PATIENCE);
        }
    }

    @Override
    public String translated(SearchQuery query, Viewer viewer) {
        Several several = new Several();
        add(several, translator.translate(query, viewer, false));
        return several.text();
    }

    private String openMoment(String type) {
        byte[] answer = ask("/" + Indices.serving(type) + "/_pit?keep_alive=" + KEEP_ALIVE, new byte[0]);
        return Json.tree(answer).path("id").asText();
    }

    byte[] ask(String path, byte[] body) {
        return asking.ask(path, body);
    }
}
