package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.FieldSet;
import io.keqing.privacy.Viewer;
import io.keqing.search.TellingTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `significant_text` over the Chinese and English words of a sample of each group, all groups in one request.
final class ElasticTellingTerms implements TellingTerms {
    private static final int SAMPLE = 200;
    private static final int LEAST = 2;
    /// A word names a group where at least one in so many of its records has it.
    private static final int SHARED = 3;
    /// Small words stand out by chance; they are left out of what is asked for more.
    private static final int MORE = 3;

    private final Asking asking;
    private final Catalogue catalogue;

    ElasticTellingTerms(Asking asking, Catalogue catalogue) {
        this.asking = asking;
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
}
