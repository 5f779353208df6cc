package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns one term into a query over what the viewer may search.
///
/// A term is found literally (its characters, folded, in this order: an index of characters and bigrams, so
/// that one character of a name and half a word are found too), as an English word in another inflection, as
/// the Chinese words it consists of, which also ranks 京都 before 東京都, or, among names, by its Pinyin.
///
/// What is written otherwise and yet the same is found by [OtherWritings].
///
/// A tolerant translation also finds what differs by a slip: another letter, another character, a name that
/// sounds the same. It is asked only for words that hardly anything has as they stand, so that no count grows
/// by what was not meant. Numbers, codes and phrases in quotes are never touched.
final class TermTranslator {
    /// The field that holds all running texts once more, cut into Chinese words.
    static final String WORDS = "words";

    static final String ATTRIBUTES_TEXT = "attributesText";
    /// Before the word that was found in `attributesText`, in the name of its query.
    static final String IN_ATTRIBUTES = "attributes:";

    static final int SHORTEST_MISSPELT = 4;
    private static final int LONGEST_MISSPELT_HAN = 12;
    private static final int LONGEST_INITIALS = 6;
    /// One slip in 4 to 7 letters, two in more; the first letter holds.
    private static final String FUZZINESS = "AUTO:4,8";

    private static final int MOST_SPELLINGS = 20;
    private static final double SLIP = 0.2;
    /// A word of another region weighs less than the one that was typed.
    private static final double ELSEWHERE = 0.5;
    /// Of up to three Chinese words all, of more three quarters.
    private static final String MOST_WORDS = "3<75%";

    private static final String HALF_OF_THE_PAIRS = "3<50%";
    /// Characters from which on a term is more than a word.
    private static final int SENTENCE = 5;

    private final FieldSet type;
    private final boolean tolerant;
    private final List<Place> texts;
    /// Those of the record itself. Slips in a name copied from elsewhere are not forgiven: half the words of a
    /// text are somebody's name with one.
    private final List<Place> own;
    private final boolean hasSearchedAttributes;
    private final OtherWritings others;

    TermTranslator(FieldSet type, Viewer viewer, boolean tolerant) {
        this.type = type;
        this.tolerant = tolerant;
        this.texts = searched(type, viewer);
        this.own =
                texts.stream().filter(place -> !Place.isCopied(place.field())).toList();
        this.hasSearchedAttributes = type.fields().stream()
                .anyMatch(field -> field.kind() instanceof ValueKind.RunTime && field.has(Use.SEARCH));
        this.others = new OtherWritings(texts, hasSearchedAttributes);
    }

    static List<Place> searched(FieldSet type, Viewer viewer) {
        return type.fields().stream()
                .filter(field -> field.kind() instanceof ValueKind.Text && field.has(Use.SEARCH))
                .filter(field -> Masking.searches(field, viewer))
                .map(Place::of)
                .toList();
    }

    List<Place> texts() {
        return texts;
    }

    boolean hasSearchedAttributes() {
        return hasSearchedAttributes;
    }

    /// Whether a tolerant translation would find more.
    boolean tolerates(Words.Term term) {
        return !term.negated()
                && !term.exact()
                && (isMisspelt(term) || term.hanCount() >= SHORTEST_MISSPELT || hasNames() && isHomophone(term));
    }

    /// What the term is found by.
    Map<String, Object> found(Words.Term term) {
        List<Map<String, Object>> ways = literally(term, true);
        if (!term.exact()) {
            ways.addAll(inflected(term));
            if (term.hanCount() > 1 && hasRunning()) {
                ways.add(asWords(term));
                Regions.exchanges(term.text()).forEach(exchange -> ways.add(elsewhere(exchange)));
            }
            ways.addAll(others.found(term));
            List<String> parts = term.parts();
            if (parts.size() > 1) {
                ways.add(inParts(parts));
            }
            ways.addAll(typed(term));
            if (tolerant) {
                ways.addAll(misspelt(term));
            }
        }
        return Json.any(ways);
    }

    /// What a record that must not have the term has.
    Map<String, Object> literal(Words.Term term) {
        return Json.any(literally(term, false));
    }

    /// What of the term is marked in the texts: more than must match, so that a record found by its Chinese
    /// words shows them.
    List<Map<String, Object>> marks(Words.Term term) {
        List<Map<String, Object>> marks = new ArrayList<>();
        for (Place place : texts) {
            marks.add(phrase(place.path(), term.text(), 1, null));
        }
        if (!term.exact()) {
            marks.addAll(inflected(term));
            marks.addAll(others.marks(term));
            if (term.hanCount() > 2 || term.parts().size() > 1) {
                texts.forEach(place -> marks.add(Json.of("match", Json.of(place.path(), term.text()))));
            }
            if (tolerant && isMisspelt(term)) {
                marks.addAll(spelledOtherwise(term));
            }
        }
        return marks;
    }

    private List<Map<String, Object>> literally(Words.Term term, boolean named) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Place place : texts) {
            fields.add(phrase(place.path(), term.text(), weight(place.field()), null));
        }
        if (hasSearchedAttributes) {
            fields.add(phrase(ATTRIBUTES_TEXT, term.text(), 1, named ? IN_ATTRIBUTES + term.text() : null));
        }
        Map<String, Object> id = Json.of("value", term.text(), "case_insensitive", true, "boost", 10);
        if (named) {
            id.put("_name", "id");
        }
        List<Map<String, Object>> ways = new ArrayList<>();
        ways.add(Json.of("dis_max", Json.of("queries", fields, "tie_breaker", 0.2)));
        ways.add(Json.of("term", Json.of("id", id)));
        ways.addAll(KnownIds.ways(type, term.text()));
        ways.addAll(KeywordValues.ways(term));
        return ways;
    }

    private List<Map<String, Object>> inflected(Words.Term term) {
        List<Map<String, Object>> ways = new ArrayList<>();
        if (term.isLatinWord()) {
            for (Place place : texts) {
                if (Place.isRunning(place.field())) {
                    ways.add(Json.of(
                            "match", Json.of(place.path() + ".stems", Json.of("query", term.text(), "boost", 0.5))));
                }
            }
        }
        return ways;
    }

    /// The Chinese words it consists of, most of them where there are many. A sentence ranks by its pairs of
    /// characters too: its words alone say little of their order. With tolerance half of the pairs is enough,
    /// however a slip changed the cut into words.
    private Map<String, Object> asWords(Words.Term term) {
        Map<String, Object> words = Json.of(
                "match", Json.of(WORDS, Json.of("query", term.text(), "minimum_should_match", MOST_WORDS, "boost", 2)));
        if (term.hanCount() < SENTENCE) {
            return words;
        }
        List<Map<String, Object>> pairs = new ArrayList<>();
        List<Map<String, Object>> halves = new ArrayList<>(List.of(words));
        for (Place place : own) {
            pairs.add(Json.of("match", Json.of(place.path(), Json.of("query", term.text(), "boost", 0.5))));
            if (tolerant) {
                Map<String, Object> half =
                        Json.of("query", term.text(), "minimum_should_match", HALF_OF_THE_PAIRS, "boost", 0.5);
                halves.add(Json.of("match", Json.of(place.path(), half)));
            }
        }
        return Json.of("bool", Json.of("must", Json.any(halves), "should", pairs));
    }

    /// The word of another region as it is written, the rest by its words: smartcn takes words of Taiwan apart
    /// into characters, of which three in four say nothing.
    private Map<String, Object> elsewhere(Regions.Exchange exchange) {
        List<Map<String, Object>> fields = new ArrayList<>();
        texts.forEach(place -> fields.add(phrase(place.path(), exchange.word(), 1, null)));
        List<Map<String, Object>> both = new ArrayList<>();
        both.add(Json.of("dis_max", Json.of("queries", fields)));
        both.add(asWords(new Words.Term(exchange.rest(), false, false)));
        return Json.of("bool", Json.of("must", both, "boost", ELSEWHERE));
    }

    /// `WIFI信号`: letters and Chinese may also stand apart.
    private Map<String, Object> inParts(List<String> parts) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String part : parts) {
            List<Map<String, Object>> fields = new ArrayList<>();
            texts.forEach(place -> fields.add(phrase(place.path(), part, 0.5, null)));
            fields.addAll(inflected(new Words.Term(part, false, false)));
            fields.addAll(others.codes(part));
            all.add(Json.of("dis_max", Json.of("queries", fields)));
        }
        return Json.of("bool", Json.of("must", all));
    }

    /// Names by the Pinyin that was typed: `wangxiaoming`, a part of it, or `wxm`.
    private List<Map<String, Object>> typed(Words.Term term) {
        List<Map<String, Object>> ways = new ArrayList<>();
        if (texts.stream().allMatch(place -> Place.isRunning(place.field()))) {
            return ways;
        }
        List<List<String>> syllables = Pinyin.syllables(term.text());
        boolean initials = syllables.isEmpty() && isInitials(term);
        for (Place place : texts) {
            if (!Place.isRunning(place.field())) {
                boolean copied = Place.isCopied(place.field());
                String path = Place.pinyinPath(place.field());
                syllables.stream()
                        .filter(way -> !copied || way.size() > 1)
                        .forEach(way -> ways.add(phrase(path, String.join(" ", way), 1.5, null)));
                // in texts `pc` and `usb` are things, no people
                if (initials && !copied) {
                    ways.add(Json.of("match", Json.of(path, Json.of("query", term.text(), "boost", 1.5))));
                }
            }
        }
        return ways;
    }

    private List<Map<String, Object>> misspelt(Words.Term term) {
        List<Map<String, Object>> ways = new ArrayList<>();
        if (isMisspelt(term)) {
            ways.addAll(spelledOtherwise(term));
        }
        if (isMisspeltHan(term)) {
            own.forEach(place -> ways.add(withOneSlip(place, term)));
        }
        if (isHomophone(term)) {
            for (Place place : own) {
                if (!Place.isRunning(place.field())) {
                    Pinyin.readings(term.text())
                            .forEach(reading -> ways.add(phrase(Place.pinyinPath(place.field()), reading, SLIP, null)));
                }
            }
        }
        return ways;
    }

    private List<Map<String, Object>> spelledOtherwise(Words.Term term) {
        List<Map<String, Object>> ways = new ArrayList<>();
        for (Place place : own) {
            if (Place.isRunning(place.field())) {
                ways.add(spelledLike(place.path() + ".stems", term.text()));
            } else {
                ways.add(spelledLike(place.path(), term.text()));
                Spellings.bySound(term.text()).forEach(other -> ways.add(spelledLike(place.path(), other)));
            }
        }
        return ways;
    }

    private static Map<String, Object> spelledLike(String path, String word) {
        Map<String, Object> fuzzy = Json.of(
                "query",
                word,
                "fuzziness",
                FUZZINESS,
                "prefix_length",
                1,
                "max_expansions",
                MOST_SPELLINGS,
                "boost",
                SLIP);
        return Json.of("match", Json.of(path, fuzzy));
    }

    /// The characters in their order, one of them missing, wrong or too many. Asked character by character
    /// (`standard` cuts Chinese so, the portal folds), because a wrong character breaks two bigrams at once.
    private static Map<String, Object> withOneSlip(Place place, Words.Term term) {
        String folded = Folding.all(term.text()).text();
        List<Map<String, Object>> ways = new ArrayList<>();
        ways.add(inOrder(folded));
        for (int at = 0; at < folded.length(); at += Character.charCount(folded.codePointAt(at))) {
            ways.add(inOrder(
                    folded.substring(0, at) + folded.substring(at + Character.charCount(folded.codePointAt(at)))));
        }
        return Json.of(
                "intervals", Json.of(place.path(), Json.of("any_of", Json.of("intervals", ways), "boost", SLIP)));
    }

    private static Map<String, Object> inOrder(String characters) {
        return Json.of("match", Json.of("query", characters, "ordered", true, "max_gaps", 1, "analyzer", "standard"));
    }

    private boolean hasNames() {
        return own.stream().anyMatch(place -> !Place.isRunning(place.field()));
    }

    private boolean hasRunning() {
        return texts.stream().anyMatch(place -> Place.isRunning(place.field()));
    }

    private static boolean isInitials(Words.Term term) {
        return term.text().length() >= 2
                && term.text().length() <= LONGEST_INITIALS
                && term.text().chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z');
    }

    private static boolean isMisspelt(Words.Term term) {
        return term.isLatinWord() && term.text().length() >= SHORTEST_MISSPELT;
    }

    private static boolean isMisspeltHan(Words.Term term) {
        long han = term.hanCount();
        return han >= SHORTEST_MISSPELT && han <= LONGEST_MISSPELT_HAN && isHan(term);
    }

    private static boolean isHomophone(Words.Term term) {
        return term.hanCount() >= 2 && term.hanCount() <= SHORTEST_MISSPELT && isHan(term);
    }

    private static boolean isHan(Words.Term term) {
        return term.hanCount() == term.text().codePointCount(0, term.text().length());
    }

    static Map<String, Object> phrase(String path, String text, double weight, @Nullable String name) {
        Map<String, Object> phrase = Json.of("query", text);
        if (weight != 1) {
            phrase.put("boost", weight);
        }
        if (name != null) {
            phrase.put("_name", name);
        }
        return Json.of("match_phrase", Json.of(path, phrase));
    }

    /// A name says more than a title, a title more than a text.
    static double weight(Field<?> field) {
        if (!Place.isRunning(field)) {
            return Place.isCopied(field) ? 2 : 3;
        }
        return field.has(Use.COLUMN) ? 2 : 1;
    }
}
