package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.Masking;
import io.keqing.privacy.TextMask;
import io.keqing.privacy.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The words of a question, each on its own: [TermTranslator] says how each is found, [ClauseTranslator] puts them
/// together.
final class WordsTranslator {
    /// They say nothing by themselves: found or not, the others decide.
    private static final Set<String> FUNCTION_WORDS = Set.of(
            "a", "an", "and", "are", "at", "be", "by", "can", "do", "does", "for", "from", "has", "have", "how", "i",
            "in", "is", "it", "me", "my", "not", "of", "on", "or", "that", "the", "there", "this", "to", "was", "what",
            "when", "where", "why", "will", "with", "you", "your", "的", "了", "吗", "呢");
    /// With so many words a question is a sentence.
    private static final int SENTENCE = 4;
    /// One may be missing of three to five, one in three of more.
    private static final String MOST_OF_A_SENTENCE = "2<-1 5<67%";

    private final FieldSet type;
    private final Viewer viewer;
    private final Words words;
    private final boolean tolerant;
    private final TermTranslator terms;

    /// @param tolerant also finds what differs by a slip
    WordsTranslator(FieldSet type, Viewer viewer, Words words, boolean tolerant) {
        this.type = type;
        this.viewer = viewer;
        this.words = words;
        this.tolerant = tolerant;
        this.terms = new TermTranslator(type, viewer, tolerant);
    }

    List<Place> texts() {
        return terms.texts();
    }

    List<Words.Term> asked() {
        return words.terms();
    }

    /// Whether a tolerant translation would find more.
    boolean tolerable() {
        return words.terms().stream().anyMatch(terms::tolerates) || isSentence();
    }

    /// What the term is found by; one that excludes is taken literally, since a guess must not hide a record.
    Map<String, Object> query(Words.Term term) {
        return term.negated() ? terms.literal(term) : terms.found(term);
    }

    boolean hasSearchedAttributes() {
        return terms.hasSearchedAttributes();
    }

    /// What a record must have of the words beside each other: all of them, or where slips are forgiven most of a
    /// sentence, which another one says in its own way.
    ///
    /// @param found the query of each
    List<Map<String, Object>> required(List<Map<String, Object>> found) {
        return tolerant && isSentence() && found.size() > 2
                ? List.of(Json.of("bool", Json.of("should", found, "minimum_should_match", MOST_OF_A_SENTENCE)))
                : found;
    }

    private boolean isSentence() {
        List<Words.Term> free = words.terms().stream()
                .filter(term -> !term.negated() && !term.exact())
                .toList();
        long meaningful = free.stream().filter(term -> !isFunctionWord(term)).count();
        return free.size() >= SENTENCE && (meaningful == 0 || meaningful > 2);
    }

    /// What is marked in the texts.
    Map<String, Object> highlightQuery() {
        List<Map<String, Object>> marks = new ArrayList<>();
        for (Words.Term term : words.terms()) {
            if (!term.negated()) {
                marks.addAll(terms.marks(term));
            }
        }
        return marks.isEmpty() ? Json.of("match_none", Map.of()) : Json.any(marks);
    }

    /// The whole of what was typed: as a number or address that somebody gave, only for those who may look them
    /// up, and as an id.
    List<Map<String, Object>> lookUps() {
        String normal = TextMask.normal(words.whole());
        List<Map<String, Object>> lookUps = new ArrayList<>();
        type.fields().stream()
                .filter(field -> field.sensitivity() == Sensitivity.SECRET && Masking.looksUp(field, viewer))
                .map(field -> Json.of(
                        "constant_score", Json.of("filter", Json.term(Place.path(field), normal), "boost", 100)))
                .forEach(lookUps::add);
        if (words.terms().size() > 1) {
            // an id with blanks in it
            lookUps.addAll(KnownIds.ways(type, words.whole()));
        }
        return lookUps;
    }

    static boolean isFunctionWord(Words.Term term) {
        return !term.exact() && FUNCTION_WORDS.contains(term.text().toLowerCase(Locale.ROOT));
    }
}
