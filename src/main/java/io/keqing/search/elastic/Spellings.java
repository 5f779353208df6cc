package io.keqing.search.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Other ways to write a word of Latin letters that are no slips: `OGrady` and `O'Grady`, `Mueller` and `Müller`,
/// `dont` and `don't`. What comes out is looked for as a phrase.
final class Spellings {
    /// Letters and digits around signs that analysis parts words at.
    private static final Pattern SIGNS = Pattern.compile("['’‘`´.-]");

    private static final Pattern PARTED = Pattern.compile("\\p{L}+(?:['’‘`´]\\p{L}+)+");
    private static final Pattern PARTICLE = Pattern.compile("(?i)([odlnm])(\\p{IsLatin}{3,})");
    private static final Pattern CONTRACTION = Pattern.compile("(?i)(\\p{IsLatin}{2,}n)(t)");
    private static final Map<String, String> UMLAUTS = Map.of("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa");
    /// First letters that sound the same in names; a slip else holds the first letter.
    private static final Map<String, String> SOUNDS = Map.of(
            "c", "k", "k", "c", "ph", "f", "f", "ph", "j", "y", "y", "j", "z", "s", "s", "z", "v", "w", "w", "v");

    private Spellings() {}

    /// In any text.
    static List<String> everywhere(Words.Term term) {
        List<String> others = new ArrayList<>();
        String text = term.text();
        if (PARTED.matcher(text).matches()) {
            others.add(SIGNS.matcher(text).replaceAll(""));
        } else if (CONTRACTION.matcher(text).matches()) {
            others.add(CONTRACTION.matcher(text).replaceAll("$1 $2"));
        }
        String spelledOut = spelledOut(text.toLowerCase(Locale.ROOT));
        if (!spelledOut.equals(text.toLowerCase(Locale.ROOT))) {
            others.add(spelledOut);
        }
        return others;
    }

    private static String spelledOut(String text) {
        String spelled = text;
        for (Map.Entry<String, String> umlaut : UMLAUTS.entrySet()) {
            spelled = spelled.replace(umlaut.getKey(), umlaut.getValue());
        }
        return spelled;
    }

    /// In names alone: elsewhere they would be other words.
    static List<String> inNames(Words.Term term) {
        List<String> others = new ArrayList<>();
        if (term.isLatinWord()) {
            String text = term.text().toLowerCase(Locale.ROOT);
            if (PARTICLE.matcher(text).matches()) {
                others.add(text.charAt(0) + " " + text.substring(1));
            }
            String plain = text.replace("ae", "a").replace("oe", "o").replace("ue", "u");
            if (!plain.equals(text)) {
                others.add(plain);
            }
        }
        return others;
    }

    /// The word with another first letter of the same sound, for names that slips are forgiven in.
    static List<String> bySound(String word) {
        String text = word.toLowerCase(Locale.ROOT);
        List<String> others = new ArrayList<>();
        SOUNDS.forEach((from, to) -> {
            if (text.startsWith(from)) {
                others.add(to + text.substring(from.length()));
            }
        });
        return others;
    }
}
