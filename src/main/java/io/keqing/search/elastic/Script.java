package io.keqing.search.elastic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The language of a text, by its script; among the languages of the Latin script by the small words that stand in
/// any sentence. A guess for a facet, nothing more.
final class Script {
    private static final int ENOUGH = 400;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}]+");
    private static final Map<String, Set<String>> SMALL_WORDS = Map.of(
            "en", Set.of("the", "and", "is", "to", "of", "was", "it", "my", "in", "not", "for", "this", "with", "very"),
            "pt", Set.of("o", "que", "não", "nao", "e", "muito", "um", "uma", "foi", "com", "produto", "do", "da"),
            "es", Set.of("el", "que", "y", "la", "muy", "los", "una", "con", "es", "por", "pero", "del", "se"),
            "fr", Set.of("le", "la", "les", "et", "est", "un", "une", "pas", "très", "je", "pour", "des", "vous"),
            "de", Set.of("der", "die", "und", "das", "ist", "nicht", "ich", "ein", "eine", "sehr", "mit", "zu", "war"));

    private Script() {}

    /// An ISO 639 code, null where there is nothing to read.
    static @Nullable String languageOf(List<String> texts) {
        int han = 0;
        int kana = 0;
        int hangul = 0;
        int cyrillic = 0;
        int arabic = 0;
        int thai = 0;
        int latin = 0;
        int seen = 0;
        for (String text : texts) {
            for (int at = 0; at < text.length() && seen < ENOUGH; ) {
                int c = text.codePointAt(at);
                at += Character.charCount(c);
                if (c < 0x250) {
                    if (Character.isLetter(c)) {
                        latin++;
                        seen++;
                    }
                    continue;
                }
                switch (Character.UnicodeScript.of(c)) {
                    case HAN -> han++;
                    case HIRAGANA, KATAKANA -> kana++;
                    case HANGUL -> hangul++;
                    case CYRILLIC -> cyrillic++;
                    case ARABIC -> arabic++;
                    case THAI -> thai++;
                    case LATIN -> latin++;
                    default -> seen--;
                }
                seen++;
            }
        }
        // a Chinese text may be full of product names: four Latin letters weigh as one character
        int words = latin / 4;
        if (kana > 0 && kana * 4 >= han && kana + han >= words) {
            return "ja";
        }
        int most = Math.max(Math.max(Math.max(han, hangul), Math.max(cyrillic, arabic)), Math.max(thai, words));
        if (seen <= 0) {
            return null;
        } else if (han == most) {
            return "zh";
        } else if (hangul == most) {
            return "ko";
        } else if (cyrillic == most) {
            return "ru";
        } else if (arabic == most) {
            return "ar";
        } else if (thai == most) {
            return "th";
        }
        return latin(texts);
    }

    private static String latin(List<String> texts) {
        String best = "en";
        int most = 0;
        String text = String.join(" ", texts);
        String[] words = BETWEEN_WORDS.split(
                text.substring(0, Math.min(text.length(), ENOUGH)).toLowerCase(Locale.ROOT));
        for (String language : List.of("en", "pt", "es", "fr", "de")) {
            int count = 0;
            for (String word : words) {
                if (SMALL_WORDS.getOrDefault(language, Set.of()).contains(word)) {
                    count++;
                }
            }
            if (count > most) {
                most = count;
                best = language;
            }
        }
        return best;
    }
}
