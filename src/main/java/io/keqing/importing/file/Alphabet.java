package io.keqing.importing.file;

import java.lang.Character.UnicodeScript;
import java.nio.charset.Charset;
import java.util.List;

/// Whether letters of one byte make words of one of the languages of a code page. Words of one script,
/// written as people write them (capitals in front or throughout), of letters that one language has
/// together.
final class Alphabet {
    private static final List<String> LATIN_WEST = List.of(
            "àâçéèêëîïôùûüÿœæ",
            "äöüß",
            "áéíñóúüªº",
            "áâãàçéêíóôõúü",
            "åäöæøé",
            "àèéìòù",
            "éëïöüè",
            "áðéíóúýþæö",
            "áéíóúàèò",
            "õäöüšž");
    private static final List<String> LATIN_CENTRAL =
            List.of("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž", "äöüß");
    private static final List<String> LATIN_BALTIC = List.of("ąčęėįšųūž", "āčēģīķļņšūž", "õäöüšž");
    private static final List<String> LATIN_TURKISH = List.of("çğıöşüâîİ");
    private static final List<String> CYRILLIC = List.of(
            "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш");
    private static final List<String> GREEK = List.of("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ");
    private static final String FREQUENT = "оеаинтсрвлкмдпуяαοιετσνηυρπκμλς";
    /// Marks that stand at words in any language.
    private static final String WINDOWS_MARKS = "’‘“”–—…€";
    private static final String TYPOGRAPHIC = "„«»·°§©®™\u00A0";
    private static final double OTHER_LETTER = 0.1;
    /// A mark that Windows' code pages have where others have letters or nothing.
    private static final double MARK = 0.9;
    /// A letter that stands alone.
    private static final double ALONE = 0.6;
    private static final double ODD_CASE = 0.2;
    private static final double RARE = 0.8;

    private Alphabet() {}

    /// 1 = all letters above 127 are of one language and stand in words of its script.
    static double score(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        List<String> alphabets = alphabets(charset.name());
        double[] sums = new double[alphabets.size()];
        double count = 0;
        double marks = 0;
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
            if (end == at) {
                char c = text.charAt(at);
                if (c > 127) {
                    boolean touches = at > 0 && isWord(text.charAt(at - 1))
                            || at + 1 < text.length() && isWord(text.charAt(at + 1));
                    double weight = TYPOGRAPHIC.indexOf(c) >= 0 ? 0.1 : 1;
                    count += weight;
                    marks += WINDOWS_MARKS.indexOf(c) >= 0 ? MARK : 0;
                    marks += WINDOWS_MARKS.indexOf(c) >= 0
                            ? 0
                            : isControl(c) || c == Cleaner.REPLACEMENT ? -1 : touches && weight == 1 ? 0 : 0.5 * weight;
                }
                at++;
                continue;
            }
            count += word(text.substring(at, end), alphabets, sums);
            at = end;
        }
        double best = 0;
        for (double sum : sums) {
            best = Math.max(best, sum);
        }
        return count == 0 ? 0 : (best + marks) / count;
    }

    private static List<String> alphabets(String charset) {
        return switch (charset) {
            case "windows-1250", "ISO-8859-2" -> LATIN_CENTRAL;
            case "windows-1251", "KOI8-R", "IBM866" -> CYRILLIC;
            case "windows-1253" -> GREEK;
            case "windows-1254" -> LATIN_TURKISH;
            case "windows-1257" -> LATIN_BALTIC;
            default -> LATIN_WEST;
        };
    }

    /// @return how many letters above 127 it has
    private static int word(String word, List<String> alphabets, double[] sums) {
        int count = 0;
        boolean latin = false;
        boolean other = false;
        boolean odd = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            count += c > 127 ? 1 : 0;
            boolean isLatin = UnicodeScript.of(c) == UnicodeScript.LATIN;
            latin |= isLatin;
            other |= !isLatin;
            odd |= i > 0 && Character.isUpperCase(c) && Character.isLowerCase(word.charAt(i - 1));
            // capitals in front of small letters: one is usual, two are no word
            odd |= !isLatin
                    && i > 1
                    && Character.isLowerCase(c)
                    && Character.isUpperCase(word.charAt(i - 1))
                    && Character.isUpperCase(word.charAt(i - 2));
        }
        if (count == 0 || latin && other) {
            return count;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) > 127) {
                char small = Character.toLowerCase(word.charAt(i));
                double weight = word.length() == 1 ? ALONE : other && FREQUENT.indexOf(small) < 0 ? RARE : 1;
                for (int a = 0; a < sums.length; a++) {
                    boolean known = alphabets.get(a).indexOf(small) >= 0
                            || alphabets.get(a).indexOf(word.charAt(i)) >= 0;
                    // Icelandic has it in front only; elsewhere it is the s of Turkish
                    known &= small != 'þ' || i == 0;
                    sums[a] += (known ? weight : OTHER_LETTER) * (odd ? ODD_CASE : 1);
                }
            }
        }
        return count;
    }

    private static boolean isWord(char c) {
        return Character.isLetter(c) && c != 'ª' && c != 'º';
    }

    private static boolean isControl(char c) {
        return c >= 0x80 && c < 0xA0 || Character.getType(c) == Character.PRIVATE_USE;
    }
}
