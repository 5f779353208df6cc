package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.privacy.Viewer;
import io.keqing.search.Clause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Turns a whole text, as somebody pasted it, into a question for records that say the same. Unlike the words
/// of a search none of them must be there; how much each tells is the engine's BM25 over three readings of
/// the text: Chinese words, stems of English ones, characters side by side (codes, product names, half
/// words).
final class TextTranslator {
    /// Of a longer text only the words that tell most are asked: a question of a thousand words costs what a
    /// thousand searches cost, and finds the same.
    static final int LONG = 300;

    /// What is longer stands in no other record word for word.
    private static final int PHRASE = 100;

    private static final int MOST_WORDS = 40;
    private static final int MOST_CHARACTERS = 8_000;
    private static final int FRAGMENT = 200;
    private static final int FRAGMENTS = 2;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final FieldSet type;
    private final List<Place> texts;

    TextTranslator(FieldSet type, Viewer viewer) {
        this.type = type;
        this.texts = TermTranslator.searched(type, viewer).stream()
                .filter(place -> Place.isRunning(place.field()))
                .toList();
    }

    FieldSet type() {
        return type;
    }

    /// What the records found must have something of.
    Map<String, Object> alike(String text) {
        List<String> literal = texts.stream().map(Place::path).toList();
        List<String> stems = literal.stream().map(path -> path + ".stems").toList();
        if (text.length() > LONG) {
            List<String> read = new ArrayList<>(List.of(TermTranslator.WORDS));
            read.addAll(stems);
            return Json.of(
                    "more_like_this",
                    Json.of(
                            "fields",
                            read,
                            "like",
                            cut(text),
                            "min_term_freq",
                            1,
                            "min_doc_freq",
                            1,
                            "max_query_terms",
                            MOST_WORDS,
                            "minimum_should_match",
                            "10%"));
        }
        List<Map<String, Object>> readings = new ArrayList<>();
        readings.add(Json.of("match", Json.of(TermTranslator.WORDS, Json.of("query", text))));
        readings.add(Json.of(
                "multi_match", Json.of("query", text, "fields", stems, "type", "best_fields", "tie_breaker", 0.3)));
        readings.add(Json.of(
                "multi_match",
                Json.of("query", text, "fields", literal, "type", "best_fields", "tie_breaker", 0.3, "boost", 0.5)));
        if (text.length() <= PHRASE) {
            for (String path : literal) {
                readings.add(Json.of(
                        "match_phrase", Json.of(path, Json.of("query", text, "boost", 2, "_name", "whole:" + path))));
            }
        }
        return Json.any(readings);
    }

    /// What the records must hold that have a code: its characters in this order in one of their texts, or as
    /// their number.
    Map<String, Object> holding(String code) {
        List<Map<String, Object>> places = new ArrayList<>();
        texts.forEach(place -> places.add(Json.of("match_phrase", Json.of(place.path(), code))));
        places.add(Json.term("id", code));
        return Json.any(places);
    }

    /// What of them is marked: every word that tells something by itself.
    Map<String, Object> marks(String text) {
        List<Map<String, Object>> marks = new ArrayList<>();
        String telling = telling(text);
        if (telling.isBlank()) {
            return Json.of("match_none", Map.of());
        }
        for (Place place : texts) {
            marks.add(Json.of("match", Json.of(place.path(), telling)));
            marks.add(Json.of("match", Json.of(place.path() + ".stems", telling)));
        }
        return Json.any(marks);
    }

    Map<String, Object> highlight(String text) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Place place : texts) {
            fields.put(
                    place.path(),
                    Json.of(
                            "number_of_fragments",
                            FRAGMENTS,
                            "matched_fields",
                            List.of(place.path(), place.path() + ".stems")));
        }
        return Json.of(
                "pre_tags",
                List.of(HitMark.START),
                "post_tags",
                List.of(HitMark.END),
                "fragment_size",
                FRAGMENT,
                "order",
                "score",
                "highlight_query",
                marks(text),
                "fields",
                fields);
    }

    private static String telling(String text) {
        List<String> words = new ArrayList<>();
        for (String word : BETWEEN_WORDS.split(cut(text))) {
            if (!word.isEmpty() && !WordsTranslator.isFunctionWord(new Words.Term(word, false, false))) {
                words.add(word);
            }
        }
        return String.join(" ", words.subList(0, Math.min(words.size(), MOST_WORDS)));
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    /// No word is told apart from the others in a record found by a whole text.
    Matches matches(Viewer viewer) {
        return new Matches(type, viewer, Words.of(new Clause.All(List.of())).terms());
    }
}
