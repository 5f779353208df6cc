package io.keqing.search.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds a term where the same thing is written otherwise: codes parted at other borders (`FW501`, `FW-501`),
/// names
/// and words with or without their signs (`OGrady`, `O'Grady`), words of other regions (滑鼠, 鼠标), and long
/// numbers of
/// which somebody gave the end.
///
/// Nothing of it is asked for exact phrases, nor for what excludes.
record OtherWritings(List<Place> texts, boolean hasSearchedAttributes) {
    /// Before the word, in the name of the query for the ends of numbers.
    static final String BY_END = "ends:";

    private static final double LESS = 0.5;
    private static final double END = 0.5;
    private static final int PART_OF_A_CODE = 2;

    /// All ways to find the term.
    List<Map<String, Object>> found(Words.Term term) {
        List<Map<String, Object>> ways = new ArrayList<>(written(term));
        if (hasSearchedAttributes && isCode(term.text())) {
            ways.add(phrase(
                    TermTranslator.ATTRIBUTES_TEXT + ".codes",
                    term.text(),
                    LESS,
                    TermTranslator.IN_ATTRIBUTES + term.text()));
        }
        if (Codes.isEnd(term.text())) {
            Map<String, Object> ends =
                    Json.of("prefix", Json.of(Codes.ENDS, Json.of("value", Codes.reversed(term.text()))));
            ways.add(Json.of("constant_score", Json.of("filter", ends, "boost", END, "_name", BY_END + term.text())));
        }
        return ways;
    }

    /// What of the term is marked in the texts.
    List<Map<String, Object>> marks(Words.Term term) {
        List<Map<String, Object>> marks = new ArrayList<>(written(term));
        for (String part : term.parts()) {
            marks.addAll(codes(part));
        }
        if (Codes.isEnd(term.text()) && term.text().indexOf('-') < 0) {
            String end = "*" + term.text().toLowerCase(Locale.ROOT);
            texts.stream()
                    .filter(place -> Place.isRunning(place.field()))
                    .forEach(place -> marks.add(Json.of("wildcard", Json.of(place.path(), Json.of("value", end)))));
        }
        return marks;
    }

    private List<Map<String, Object>> written(Words.Term term) {
        List<Map<String, Object>> ways = new ArrayList<>(codes(term.text()));
        for (String other : Spellings.everywhere(term)) {
            texts.forEach(place -> ways.add(phrase(place.path(), other, LESS * weight(place), null)));
        }
        List<String> inNames = Spellings.inNames(term);
        for (Place place : texts) {
            if (!Place.isRunning(place.field())) {
                inNames.forEach(other -> ways.add(phrase(place.path(), other, LESS * weight(place), null)));
            }
        }
        for (String other : regions(term)) {
            texts.forEach(place -> ways.add(phrase(place.path(), other, LESS * weight(place), null)));
        }
        return ways;
    }

    /// The term as other regions say it.
    static List<String> regions(Words.Term term) {
        return term.hanCount() > 1 ? Regions.others(term.text()) : List.of();
    }

    /// The text where it is parted at other borders; running texts have whole English words in their stems.
    List<Map<String, Object>> codes(String text) {
        List<Map<String, Object>> ways = new ArrayList<>();
        if (isCode(text)) {
            boolean anywhere = Codes.hasDigit(text) || text.length() == PART_OF_A_CODE;
            for (Place place : texts) {
                if (anywhere || !Place.isRunning(place.field())) {
                    ways.add(phrase(place.codes(), text, LESS * weight(place), null));
                }
            }
        }
        return ways;
    }

    /// Letters, digits and signs between them. Other scripts hold no codes, and a small word is no part of one.
    private static boolean isCode(String text) {
        return (text.length() >= PART_OF_A_CODE || Codes.hasDigit(text))
                && text.codePoints().noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                && text.codePoints().anyMatch(Character::isLetterOrDigit)
                && !WordsTranslator.isFunctionWord(new Words.Term(text, false, false));
    }

    private static double weight(Place place) {
        return TermTranslator.weight(place.field());
    }

    private static Map<String, Object> phrase(String path, String text, double weight, @Nullable String name) {
        return TermTranslator.phrase(path, text, weight, name);
    }
}
