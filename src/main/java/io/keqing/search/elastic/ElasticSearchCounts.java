package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchCounts;
import io.keqing.search.SearchQuery;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Counts many questions in one `_msearch`, each as its own search would be translated.
final class ElasticSearchCounts implements SearchCounts {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NEWER = "newer";
    private static final String HIGHEST = "highest";

    private final Engine engine;
    private final QueryTranslator translator;
    private final ElasticSearchIndex index;

    ElasticSearchCounts(Engine engine, QueryTranslator translator, ElasticSearchIndex index) {
        this.engine = engine;
        this.translator = translator;
        this.index = index;
    }

    @Override
    public List<Counted> count(List<Asked> questions, Viewer viewer) {
        List<Counted> answers = new ArrayList<>();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        List<Integer> sent = new ArrayList<>();
        List<Boolean> tolerable = new ArrayList<>();
        for (Asked question : questions) {
            try {
                Translated translated = translator.translate(counting(question), viewer, false);
                line(request, Json.of("index", Indices.serving(question.query().type())));
                line(request, body(question, translated));
                sent.add(answers.size());
                tolerable.add(translated.tolerable());
                answers.add(new Counted.Found(0, null)); // its answer takes this place
            } catch (InvalidQueryException e) {
                answers.add(new Counted.Refused(e.label()));
            }
        }
        if (!sent.isEmpty()) {
            JsonNode responses = ask("/_msearch", request.toByteArray()).path("responses");
            for (int i = 0; i < sent.size(); i++) {
                Counted counted = read(responses.path(i));
                boolean few = counted instanceof Counted.Found found && found.total() < ElasticSearchIndex.FEW;
                answers.set(
                        sent.get(i),
                        few && tolerable.get(i) ? countAsSearched(questions.get(sent.get(i)), viewer) : counted);
            }
        }
        return answers;
    }

    /// Where hardly anything is found the search forgives slips, and so does its count.
    private Counted countAsSearched(Asked question, Viewer viewer) {
        Translated settled = index.settled(counting(question), viewer);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        line(request, Json.of("index", Indices.serving(question.query().type())));
        line(request, body(question, settled));
        return read(ask("/_msearch", request.toByteArray()).path("responses").path(0));
    }

    /// Without facets every filter selects, none is left for afterwards.
    private static SearchQuery counting(Asked question) {
        return question.query().page(0, null).withFacets(List.of());
    }

    private static Map<String, Object> body(Asked question, Translated translated) {
        Map<String, Object> body = translated.body();
        if (question.after() != null) {
            Map<String, Object> newer = Json.of("range", Json.of("key", Json.of("gt", question.after())));
            body.put("aggs", Json.of(NEWER, Json.of("filter", newer)));
        }
        return body;
    }

    private static void line(ByteArrayOutputStream request, Map<String, Object> object) {
        request.writeBytes(Json.bytes(object));
        request.write('\n');
    }

    private static Counted read(JsonNode answer) {
        int status = answer.path("status").asInt();
        if (status >= 300) {
            // the kind only: its reason may repeat the words that were searched
            String kind = answer.path("error").path("type").asText("unknown");
            if (status == 400) {
                return new Counted.Refused(Asking.refused(kind).label());
            }
            throw new IndexUnavailableException("Elasticsearch answered " + status + " " + kind, null);
        }
        JsonNode newer = answer.path("aggregations").path(NEWER);
        return new Counted.Found(
                answer.path("hits").path("total").path("value").asLong(),
                newer.isMissingNode() ? null : newer.path("doc_count").asLong());
    }

    @Override
    public int highestKey(String type) {
        Map<String, Object> body = Json.of(
                "size",
                0,
                "track_total_hits",
                false,
                "aggs",
                Json.of(HIGHEST, Json.of("max", Json.of("field", "key"))));
        return (int) ask("/" + Indices.serving(type) + "/_search", Json.bytes(body))
                .path("aggregations")
                .path(HIGHEST)
                .path("value")
                .asDouble();
    }

    private JsonNode ask(String path, byte[] body) {
        return Json.tree(
                Indices.expectOk(engine.call("POST", path, body, PATIENCE)).body());
    }
}
