package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.FieldSet;
import io.keqing.privacy.Viewer;
import io.keqing.search.Corrections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/// Asks the engine's `term` suggester for words that differ by a slip, and how many records have the word that was
/// typed, in one request. Latin words differ by a letter, long ones by two, the first one included, which the search
/// itself holds for right. A Chinese one has another character of the same sound (退宽, 退款), as input methods slip; and
/// in names that were copied from a customer, which the search forgives nothing in, every one that sounds alike.
///
/// Nothing here depends on a field that the viewer may not search, not even whether a word is offered: names and
/// former names are neither read nor compared for an ANALYST. Numbers and addresses of people are no words of the
/// texts in the index, so that none becomes a spelling.
final class ElasticCorrections implements Corrections {
    /// Letters left out, added, changed or swapped, as the engine counts them.
    private static final DamerauLevenshteinDistance SLIPS = new DamerauLevenshteinDistance();

    private static final int LONGEST_HAN = 4;
    private static final int LONG_LATIN = 7;
    private static final int OFFERED = 3;
    private static final int NEAR = 50;
    private static final int NAMES = 20;
    /// A word that some records have is misspelt where so many times as many have the other one.
    private static final int FAR_MORE = 10;

    private static final String TYPED = "typed";
    private static final String ALL = "all";

    private final Asking asking;
    private final Catalogue catalogue;

    ElasticCorrections(Asking asking, Catalogue catalogue) {
        this.asking = asking;
        this.catalogue = catalogue;
    }

    @Override
    public Map<String, List<String>> of(String type, List<String> words, Viewer viewer) {
        List<String> askable =
                words.stream().filter(ElasticCorrections::isAskable).toList();
        if (askable.isEmpty()) {
            return Map.of();
        }
        List<Words.Term> terms = askable.stream().map(ElasticCorrections::term).toList();
        FieldSet fields = catalogue.type(type);
        Where where = Where.of(TermTranslator.searched(fields, viewer));
        JsonNode answer = Json.tree(asking.ask(
                "/" + Indices.serving(type) + "/_search?allow_partial_search_results=false",
                Json.bytes(question(terms, where, new TermTranslator(fields, viewer, false)))));
        Map<String, List<String>> near = new LinkedHashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            List<String> nearest = nearest(terms.get(i), i, answer, where);
            if (!nearest.isEmpty()) {
                near.put(askable.get(i), nearest);
            }
        }
        return near;
    }

    /// Where near words are looked for.
    ///
    /// @param paths of words: names, values of keywords, and all running texts in one
    /// @param copied names of whom a record is about, that are read by their sound
    private record Where(List<String> paths, List<Place> copied) {
        static Where of(List<Place> searched) {
            Stream<String> names = searched.stream()
                    .filter(place -> !Place.isRunning(place.field()))
                    .map(Place::path);
            boolean running = searched.stream().anyMatch(place -> Place.isRunning(place.field()));
            Stream<String> open = Stream.of(KeywordValues.PATH, TermTranslator.WORDS)
                    .filter(path -> running || !path.equals(TermTranslator.WORDS));
            return new Where(
                    Stream.concat(names, open).toList(),
                    searched.stream()
                            .filter(place -> Place.isCopied(place.field()))
                            .toList());
        }
    }

    private static Words.Term term(String word) {
        return new Words.Term(word, false, false);
    }

    private static boolean isAskable(String word) {
        Words.Term term = term(word);
        return (isLatin(term) || isHan(term)) && !WordsTranslator.isFunctionWord(term);
    }

    private static boolean isLatin(Words.Term term) {
        return term.isLatinWord() && term.text().length() >= TermTranslator.SHORTEST_MISSPELT;
    }

    private static boolean isHan(Words.Term term) {
        long han = term.hanCount();
        return han >= 2
                && han <= LONGEST_HAN
                && han == term.text().codePointCount(0, term.text().length());
    }

    private static Map<String, Object> question(List<Words.Term> terms, Where where, TermTranslator translator) {
        Map<String, Object> typed = new LinkedHashMap<>();
        Map<String, Object> suggest = new LinkedHashMap<>();
        List<Map<String, Object>> alike = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Words.Term term = terms.get(i);
            typed.put("" + i, translator.found(term));
            for (String path : where.paths()) {
                if (isLatin(term) || path.equals(TermTranslator.WORDS)) {
                    suggest.put(i + " " + path, Json.of("text", folded(term), "term", near(path, term)));
                }
            }
            if (isHan(term)) {
                for (Place name : where.copied()) {
                    Pinyin.readings(term.text())
                            .forEach(reading ->
                                    alike.add(TermTranslator.phrase(Place.pinyinPath(name.field()), reading, 1, null)));
                }
            }
        }
        Map<String, Object> counts = Json.of(TYPED, Json.of("filters", Json.of("filters", typed)));
        return Json.of(
                "size",
                alike.isEmpty() ? 0 : NAMES,
                "track_total_hits",
                false,
                "_source",
                where.copied().stream().map(Place::path).toList(),
                "query",
                alike.isEmpty() ? Json.of("match_none", Map.of()) : Json.any(alike),
                "aggs",
                Json.of(ALL, Json.of("global", Map.of(), "aggs", counts)),
                "suggest",
                suggest);
    }

    private static String folded(Words.Term term) {
        return Folding.all(term.text()).text();
    }

    private static Map<String, Object> near(String path, Words.Term term) {
        return Json.of(
                "field",
                path,
                "analyzer",
                "keyword",
                "size",
                NEAR,
                "suggest_mode",
                "always",
                "max_edits",
                term.text().length() < LONG_LATIN ? 1 : 2,
                "prefix_length",
                0,
                "min_word_length",
                2,
                "max_term_freq",
                Integer.MAX_VALUE,
                "accuracy",
                0.3,
                "string_distance",
                "damerau_levenshtein");
    }

    private static List<String> nearest(Words.Term term, int at, JsonNode answer, Where where) {
        String typed = folded(term);
        Map<String, Long> records = new HashMap<>();
        for (String path : where.paths()) {
            for (JsonNode option :
                    answer.path("suggest").path(at + " " + path).path(0).path("options")) {
                String word = option.path("text").asText();
                if (isLike(term, word)) {
                    records.merge(word, option.path("freq").asLong(), Long::sum);
                }
            }
        }
        if (isHan(term)) {
            for (JsonNode hit : answer.path("hits").path("hits")) {
                where.copied().stream()
                        .flatMap(name -> texts(hit.path("_source").path(name.path())))
                        .flatMap(name -> alike(typed, name))
                        .forEach(part -> records.merge(part, 1L, Long::sum));
            }
        }
        long had = answer.path("aggregations")
                .path(ALL)
                .path(TYPED)
                .path("buckets")
                .path("" + at)
                .path("doc_count")
                .asLong();
        return records.entrySet().stream()
                .filter(each -> !each.getKey().equals(typed) && each.getValue() > FAR_MORE * had)
                .sorted(Comparator.<Map.Entry<String, Long>>comparingInt(each -> SLIPS.apply(typed, each.getKey()))
                        .thenComparing(each -> each.getKey().charAt(0) != typed.charAt(0))
                        .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(OFFERED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Stream<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText)
                : Stream.of(value.asText());
    }

    private static boolean isLike(Words.Term typed, String word) {
        return isLatin(typed) ? term(word).isLatinWord() : soundsAlike(folded(typed), word);
    }

    private static Stream<String> alike(String typed, String name) {
        String folded = Folding.all(name).text();
        return Stream.iterate(0, from -> from + typed.length() <= folded.length(), from -> from + 1)
                .map(from -> folded.substring(from, from + typed.length()))
                .filter(part -> soundsAlike(typed, part));
    }

    private static boolean soundsAlike(String one, String other) {
        return one.length() == other.length()
                && Pinyin.readings(one).stream().anyMatch(Pinyin.readings(other)::contains);
    }
}
