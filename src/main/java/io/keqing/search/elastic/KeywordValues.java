package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values of keywords (city, tier, product …) that words of a question meet. The engine keeps those of one record
/// in one text, `values`, so that a word costs two more look-ups and not one for each field; the hit itself says
/// which field it was. Only open fields stand there: everybody searches it.
///
/// Choices do not: `order`, `case`, `open`, `other` are words that texts are made of, and would find every order.
final class KeywordValues {
    static final String PATH = "values";
    private static final String WHOLE = PATH + ".whole";
    /// Little beside a word in a text or a name, so that these come first.
    private static final double WEIGHT = 0.3;

    private static final int SHORTEST = 2;
    private static final int SHORTEST_LATIN = 3;
    /// What may stand behind the name of a place, the longer first.
    private static final List<String> PLACES =
            List.of("维吾尔自治区", "特别行政区", "壮族自治区", "回族自治区", "自治区", "自治州", "地区", "省", "市", "区", "县");

    private KeywordValues() {}

    static List<Field<?>> fields(FieldSet type) {
        return type.fields().stream()
                .filter(field -> field.has(Use.SEARCH) && field.sensitivity() == Sensitivity.OPEN)
                .filter(field ->
                        field.kind() instanceof ValueKind.Keyword || field.kind() instanceof ValueKind.Keywords)
                .toList();
    }

    static List<Map<String, Object>> ways(Words.Term term) {
        if (!isAskable(term)) {
            return List.of();
        }
        List<Map<String, Object>> ways = new ArrayList<>();
        ways.add(scored(Json.of("match_phrase", Json.of(PATH, term.text()))));
        if (!term.exact()) {
            withoutPlace(term.text()).ifPresent(name -> ways.add(scored(Json.term(WHOLE, name))));
        }
        return ways;
    }

    static Map<String, Object> beginning(String start) {
        return scored(Json.of("match_bool_prefix", Json.of(PATH, Json.of("query", start, "operator", "and"))));
    }

    private static Map<String, Object> scored(Map<String, Object> query) {
        return Json.of("constant_score", Json.of("filter", query, "boost", WEIGHT));
    }

    /// One character of a name, and a word of two letters, would meet values by chance.
    private static boolean isAskable(Words.Term term) {
        int length = term.text().codePointCount(0, term.text().length());
        boolean letters = term.text().codePoints().allMatch(c -> Character.isLetter(c) && c < 0x250);
        return !WordsTranslator.isFunctionWord(term) && length >= (letters ? SHORTEST_LATIN : SHORTEST);
    }

    /// `武汉` of `武汉市`: some records have one, some the other.
    private static Optional<String> withoutPlace(String text) {
        String simplified = Folding.script(text);
        return PLACES.stream()
                .filter(place -> simplified.endsWith(place) && simplified.length() >= place.length() + 2)
                .findFirst()
                .map(place -> simplified.substring(0, simplified.length() - place.length()));
    }

    /// The part of a value that a word meets, null where it meets none.
    ///
    /// @param folded the word, folded
    static @Nullable String met(String value, String folded) {
        Folding.Folded whole = Folding.all(value);
        int at = whole.text().indexOf(folded);
        while (at >= 0) {
            if (isWord(whole.text(), at, at + folded.length())) {
                return whole.part(at, folded.length());
            }
            at = whole.text().indexOf(folded, at + 1);
        }
        boolean place = withoutPlace(folded).filter(whole.text()::equals).isPresent();
        return place ? value : null;
    }

    /// Chinese begins and ends anywhere, everything else where a word does.
    private static boolean isWord(String text, int from, int to) {
        return from == to
                || (from == 0 || isBorder(text.codePointBefore(from), text.codePointAt(from)))
                        && (to == text.length() || isBorder(text.codePointBefore(to), text.codePointAt(to)));
    }

    private static boolean isBorder(int before, int after) {
        return isHan(before) || isHan(after) || !Character.isLetterOrDigit(before) || !Character.isLetterOrDigit(after);
    }

    private static boolean isHan(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }
}
