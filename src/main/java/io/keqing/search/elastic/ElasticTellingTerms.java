package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.FieldSet;
import io.keqing.privacy.Viewer;
import io.keqing.search.Filter;
import io.keqing.search.SearchQuery;
import io.keqing.search.TellingTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `significant_text` over the Chinese and English words of a sample of each group, all groups in one
/// request.
final class ElasticTellingTerms implements TellingTerms {
    private static final int SAMPLE = 200;
    private static final int LEAST = 2;
    /// A word names a group where at least one in so many of its records has it.
    private static final int SHARED = 3;
    /// Small words stand out by chance; they are left out of what is asked for more.
    private static final int MORE = 3;

    /// Texts of a group that are read for the words that stand out in it.
    private static final int READ = 3_000;

    private final Asking asking;
    private final QueryTranslator translator;
    private final Catalogue catalogue;

    ElasticTellingTerms(Asking asking, QueryTranslator translator, Catalogue catalogue) {
        this.asking = asking;
        this.translator = translator;
        this.catalogue = catalogue;
    }

    private static boolean tells(String word) {
        return word.length() > 1 && !WordsTranslator.isFunctionWord(new Words.Term(word, false, false));
    }

    @Override
    public Map<Integer, List<Term>> of(
            String type, Map<Integer, ? extends Collection<Integer>> groups, int size, Viewer viewer) {
        FieldSet fields = catalogue.type(type);
        List<String> sources = TermTranslator.searched(fields, viewer).stream()
                .filter(place -> Place.isRunning(place.field()))
                .map(Place::path)
                .toList();
        if (groups.isEmpty() || sources.isEmpty()) {
            return Map.of();
        }
        Several several = new Several();
        List<Integer> numbers = List.copyOf(groups.keySet());
        for (int number : numbers) {
            Collection<Integer> group = Objects.requireNonNull(groups.get(number));
            Map<String, Object> telling = Json.of(
                    "field",
                    TermTranslator.WORDS,
                    "source_fields",
                    sources,
                    "size",
                    size * MORE,
                    "min_doc_count",
                    Math.max(LEAST, Math.min(SAMPLE, group.size()) / SHARED));
            several.add(
                    Indices.serving(type),
                    Json.of(
                            "size",
                            0,
                            "track_total_hits",
                            false,
                            "query",
                            Json.filtered(List.of(Json.of("terms", Json.of("key", group)))),
                            "aggs",
                            Json.of(
                                    "some",
                                    Json.of(
                                            "sampler", Json.of("shard_size", SAMPLE),
                                            "aggs", Json.of("words", Json.of("significant_text", telling))))));
        }
        List<byte[]> answers = several.ask(asking);
        Map<Integer, List<Term>> found = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            List<Term> terms = new ArrayList<>();
            for (JsonNode bucket : Json.tree(answers.get(i)).at("/aggregations/some/words/buckets")) {
                String word = bucket.path("key").asText();
                if (tells(word) && terms.size() < size) {
                    terms.add(new Term(
                            word,
                            bucket.path("doc_count").asLong(),
                            bucket.path("bg_count").asLong()));
                }
            }
            found.put(numbers.get(i), terms);
        }
        return found;
    }

    /// The sample is drawn by a seeded score, so that the same question reads the same texts.
    @Override
    public List<String> standingOut(SearchQuery query, Filter group, String field, int size, Viewer viewer) {
        FieldSet fields = catalogue.type(query.type());
        Place place = catalogue.place(fields, field);
        QueryTranslator.Together together = translator.new Together(viewer, List.of());
        SearchQuery all = query.page(0, null).withFacets(List.of());
        Object background = query(translator.translate(all, together, false));
        Object exists = Json.exists(place.path());
        Map<String, Object> foreground = Json.of(
                "bool",
                Json.of(
                        "filter",
                        List.of(
                                background,
                                together.filter(catalogue.place(fields, group.field()), group.anyOf()),
                                exists)));
        Map<String, Object> telling = Json.of(
                "field",
                TermTranslator.WORDS,
                "source_fields",
                List.of(place.path()),
                "size",
                size * MORE,
                "min_doc_count",
                SHARED,
                "filter_duplicate_text",
                true,
                "background_filter",
                Json.of("bool", Json.of("filter", List.of(background, exists))),
                "chi_square",
                Json.of("include_negatives", false, "background_is_superset", false));
        Map<String, Object> body = Json.of(
                "size",
                0,
                "track_total_hits",
                false,
                "query",
                Json.of(
                        "function_score",
                        Json.of(
                                "query",
                                foreground,
                                "random_score",
                                Json.of("seed", 1, "field", "key"),
                                "boost_mode",
                                "replace")),
                "aggs",
                Json.of(
                        "some",
                        Json.of(
                                "sampler", Json.of("shard_size", READ),
                                "aggs", Json.of("words", Json.of("significant_text", telling)))));
        List<String> words = new ArrayList<>();
        byte[] answer = asking.ask("/" + Indices.serving(query.type()) + "/_search", Json.bytes(body));
        for (JsonNode bucket : Json.tree(answer).at("/aggregations/some/words/buckets")) {
            String word = bucket.path("key").asText();
            if (tells(word) && words.size() < size) {
                words.add(word);
            }
        }
        return words;
    }

    private static Object query(Translated translated) {
        return Objects.requireNonNull(translated.body().get("query"));
    }
}
