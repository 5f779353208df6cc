package io.keqing.search.elastic;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Letters and signs that the engine's own filters leave as they are: signs that nobody sees, accents of Greek and
/// Cyrillic, accents that stand as characters of their own, full-width forms. One table, written into the
/// indices as
/// rules of a `mapping` filter and read by [Folding], so that engine and portal agree.
///
/// й, ї, ў, ѓ and ќ are letters, ё is an accented е: Russian dictionaries have it so, and ё is rarely typed.
final class Letters {
    /// Soft hyphens, joiners, zero-width blanks, directions of writing, variants of pictures.
    private static final int[][] UNSEEN = {
        {0xad, 0xad},
        {0x34f, 0x34f},
        {0x61c, 0x61c},
        {0x180e, 0x180e},
        {0x200b, 0x200f},
        {0x202a, 0x202e},
        {0x2060, 0x206f},
        {0xfe00, 0xfe0f},
        {0xfeff, 0xfeff},
        {0xfff9, 0xfffb},
    };
    private static final char FIRST_MARK = '\u0300';
    private static final char LAST_MARK = '\u036f';
    private static final String CYRILLIC_LETTERS = "йЙїЇўЎѓЃќЌ";
    private static final String CYRILLIC_ACCENTED = "ёЁѐЀѝЍ";
    private static final int[][] GREEK = {{0x370, 0x3ff}, {0x1f00, 0x1fff}};
    private static final char WIDE_FIRST = '\uff01';
    private static final char WIDE_LAST = '\uff5e';
    private static final int WIDE = 0xfee0;

    /// Signs inside names, codes and paths, between which people look for the parts: `O'Grady`, `ERR_RESET`,
    /// `note:fragile`, `José·Luis`.
    private static final String BORDERS = "_:'\u2019\u2018\u02bc`\u00b4\u00b7\u2027\u0387";
    /// Joins digits as a full stop does (`17.4.1`), and does not join letters (`shop.cart`).
    private static final char POINT = '\u2044';

    private static final Map<String, String> TABLE = new TreeMap<>();
    private static final Map<Character, String> SINGLE = new HashMap<>();

    static {
        for (int[] range : UNSEEN) {
            for (int c = range[0]; c <= range[1]; c++) {
                TABLE.put(Character.toString(c), "");
            }
        }
        for (char mark = FIRST_MARK; mark <= LAST_MARK; mark++) {
            TABLE.put(String.valueOf(mark), "");
        }
        for (int[] range : GREEK) {
            for (int c = range[0]; c <= range[1]; c++) {
                String letter = Character.toString(c);
                String plain = withoutMarks(letter);
                if (!plain.equals(letter) && Character.isLetter(c)) {
                    TABLE.put(letter, plain);
                }
            }
        }
        TABLE.put("ς", "σ");
        CYRILLIC_LETTERS.chars().forEach(c -> {
            String letter = Character.toString(c);
            TABLE.put(Normalizer.normalize(letter, Normalizer.Form.NFD), letter);
        });
        CYRILLIC_ACCENTED.chars().forEach(c -> TABLE.put(Character.toString(c), withoutMarks(Character.toString(c))));
        for (char wide = WIDE_FIRST; wide <= WIDE_LAST; wide++) {
            TABLE.put(String.valueOf(wide), String.valueOf((char) (wide - WIDE)));
        }
        TABLE.forEach((from, to) -> {
            if (from.length() == 1) {
                SINGLE.put(from.charAt(0), to);
            }
        });
    }

    private Letters() {}

    private static String withoutMarks(String letter) {
        return Normalizer.normalize(letter, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Rules `from=>to`: what is one letter to the reader becomes one.
    static List<String> rules() {
        List<String> rules = new ArrayList<>();
        TABLE.forEach((from, to) -> rules.add(escaped(from) + "=>" + escaped(to)));
        return rules;
    }

    /// Rules that part words at the signs inside them.
    static List<String> borders() {
        List<String> rules = new ArrayList<>();
        BORDERS.chars().forEach(c -> rules.add(escaped(Character.toString(c)) + "=>" + escaped(" ")));
        rules.add(escaped(".") + "=>" + escaped(String.valueOf(POINT)));
        return rules;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }

    /// The letter as it is compared, itself where the table has none.
    static String plain(char letter) {
        return SINGLE.getOrDefault(letter, String.valueOf(letter));
    }

    static boolean isBorder(int c) {
        return c == '.' || BORDERS.indexOf(c) >= 0;
    }

    static boolean isUnseen(int c) {
        for (int[] range : UNSEEN) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /// The text without what nobody sees.
    static String seen(String text) {
        return text.codePoints().anyMatch(Letters::isUnseen)
                ? text.codePoints()
                        .filter(c -> !isUnseen(c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }
}
