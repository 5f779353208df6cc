package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.TextMask;
import io.keqing.privacy.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns typed words into a query over what the viewer may search: every term must be found somewhere.
///
/// A term is found literally (its characters, folded, in this order: an index of characters and bigrams, so that one
/// character of a name and half a word are found too), as an English word in another inflection, or as the Chinese
/// words it consists of, which also ranks 京都 before 東京都.
final class WordsTranslator {
    /// The field that holds all running texts once more, cut into Chinese words.
    static final String WORDS = "words";

    static final String ATTRIBUTES_TEXT = "attributesText";
    private static final Set<String> FUNCTION_WORDS = Set.of(
            "a", "an", "and", "are", "at", "by", "for", "in", "is", "it", "of", "on", "or", "the", "to", "with", "的");

    private final FieldSet type;
    private final Viewer viewer;
    private final Words words;
    private final List<Place> texts;

    WordsTranslator(FieldSet type, Viewer viewer, Words words) {
        this.type = type;
        this.viewer = viewer;
        this.words = words;
        this.texts = type.fields().stream()
                .filter(field -> field.kind() instanceof ValueKind.Text && field.has(Use.SEARCH))
                .filter(field -> Masking.searches(field, viewer))
                .map(Place::of)
                .toList();
    }

    List<Place> texts() {
        return texts;
    }

    /// Running text has stems and words beside it; what results can be ordered by is a name.
    static boolean isRunning(Field<?> field) {
        return field.kind() instanceof ValueKind.Text && !field.has(Use.SORT);
    }

    Map<String, Object> query() {
        List<Map<String, Object>> must = new ArrayList<>();
        List<Map<String, Object>> should = new ArrayList<>();
        List<Map<String, Object>> mustNot = new ArrayList<>();
        boolean meaningful = words.terms().stream().anyMatch(term -> !term.negated() && !isFunctionWord(term));
        for (Words.Term term : words.terms()) {
            if (term.negated()) {
                mustNot.add(Json.any(literally(term, false)));
            } else if (meaningful && isFunctionWord(term)) {
                should.add(found(term));
            } else {
                must.add(found(term));
            }
        }
        Map<String, Object> asWords = words.terms().isEmpty()
                ? Json.of("match_none", Map.of())
                : Json.of("bool", Json.of("must", must, "should", should, "must_not", mustNot));
        List<Map<String, Object>> ways = new ArrayList<>(List.of(asWords));
        lookUps().forEach(ways::add);
        return Json.any(ways);
    }

    /// What is marked in the texts: more than must match, so that a record found by its Chinese words shows them.
    Map<String, Object> highlightQuery() {
        List<Map<String, Object>> marks = new ArrayList<>();
        for (Words.Term term : words.terms()) {
            if (!term.negated()) {
                marks.addAll(literally(term, false));
                if (!term.exact()) {
                    marks.addAll(inflected(term));
                    if (term.hanCount() > 2) {
                        texts.forEach(place -> marks.add(Json.of("match", Json.of(place.path(), term.text()))));
                    }
                }
            }
        }
        return marks.isEmpty() ? Json.of("match_none", Map.of()) : Json.any(marks);
    }

    private Map<String, Object> found(Words.Term term) {
        List<Map<String, Object>> ways = literally(term, true);
        if (!term.exact()) {
            ways.addAll(inflected(term));
            if (term.hanCount() > 1 && hasRunning()) {
                ways.add(Json.of(
                        "match",
                        Json.of(WORDS, Json.of("query", term.text(), "minimum_should_match", "3<75%", "boost", 2))));
            }
        }
        return Json.any(ways);
    }

    private List<Map<String, Object>> literally(Words.Term term, boolean named) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Place place : texts) {
            fields.add(phrase(place.path(), term.text(), weight(place.field()), null));
        }
        if (hasSearchedAttributes()) {
            fields.add(phrase(ATTRIBUTES_TEXT, term.text(), 1, named ? "attributes" : null));
        }
        Map<String, Object> id = Json.of("value", term.text(), "case_insensitive", true, "boost", 10);
        if (named) {
            id.put("_name", "id");
        }
        List<Map<String, Object>> ways = new ArrayList<>();
        ways.add(Json.of("dis_max", Json.of("queries", fields, "tie_breaker", 0.2)));
        ways.add(Json.of("term", Json.of("id", id)));
        return ways;
    }

    private List<Map<String, Object>> inflected(Words.Term term) {
        List<Map<String, Object>> ways = new ArrayList<>();
        if (term.isLatinWord()) {
            for (Place place : texts) {
                if (isRunning(place.field())) {
                    ways.add(Json.of(
                            "match", Json.of(place.path() + ".stems", Json.of("query", term.text(), "boost", 0.5))));
                }
            }
        }
        return ways;
    }

    /// The whole of what was typed, as a number or address that somebody gave. Only for those who may look them up.
    private List<Map<String, Object>> lookUps() {
        String normal = TextMask.normal(words.whole());
        return type.fields().stream()
                .filter(field -> field.sensitivity() == Sensitivity.SECRET && Masking.looksUp(field, viewer))
                .map(field -> Json.of(
                        "constant_score", Json.of("filter", Json.term(Place.path(field), normal), "boost", 100)))
                .toList();
    }

    private boolean hasRunning() {
        return texts.stream().anyMatch(place -> isRunning(place.field()));
    }

    private boolean hasSearchedAttributes() {
        return type.fields().stream()
                .anyMatch(field -> field.kind() instanceof ValueKind.RunTime && field.has(Use.SEARCH));
    }

    private static Map<String, Object> phrase(String path, String text, double weight, @Nullable String name) {
        Map<String, Object> phrase = Json.of("query", text);
        if (weight > 1) {
            phrase.put("boost", weight);
        }
        if (name != null) {
            phrase.put("_name", name);
        }
        return Json.of("match_phrase", Json.of(path, phrase));
    }

    /// A name says more than a title, a title more than a text.
    private static double weight(Field<?> field) {
        if (!isRunning(field)) {
            return 3;
        }
        return field.has(Use.COLUMN) ? 2 : 1;
    }

    private static boolean isFunctionWord(Words.Term term) {
        return !term.exact() && FUNCTION_WORDS.contains(term.text().toLowerCase(Locale.ROOT));
    }
}
