package io.keqing.search.elastic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the engine's analysis makes equal, done in the portal: Traditional and variant characters, width, case,
/// accents. It reads the very table that is written into the indices, so that both agree.
final class Folding {
    private static final List<String> TABLES = List.of("traditional-simplified.txt", "variants.txt");
    private static final int LAST_SIMPLE = 0x7f;
    /// What has no letter and accent to be taken apart, as the engine's `asciifolding` writes it.
    private static final Map<String, String> LATIN = Map.ofEntries(
            Map.entry("ß", "ss"),
            Map.entry("æ", "ae"),
            Map.entry("Æ", "ae"),
            Map.entry("œ", "oe"),
            Map.entry("Œ", "oe"),
            Map.entry("ø", "o"),
            Map.entry("Ø", "o"),
            Map.entry("ł", "l"),
            Map.entry("Ł", "l"),
            Map.entry("đ", "d"),
            Map.entry("Đ", "d"),
            Map.entry("ð", "d"),
            Map.entry("þ", "th"),
            Map.entry("ħ", "h"),
            Map.entry("ı", "i"),
            Map.entry("’", "'"),
            Map.entry("‘", "'"));

    private static final Map<String, String> SCRIPT = new HashMap<>();
    /// First characters of what the table changes: everything else is passed by without a look-up.
    private static final BitSet STARTS = new BitSet();

    private static final int LONGEST;

    static {
        int longest = 0;
        for (String line : lines()) {
            int arrow = line.indexOf("=>");
            String from = line.substring(0, arrow);
            SCRIPT.put(from, line.substring(arrow + 2));
            STARTS.set(from.charAt(0));
            longest = Math.max(longest, from.length());
        }
        LONGEST = longest;
    }

    private Folding() {}

    /// Rules `from=>to` for the engine's `mapping` filter.
    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        TABLES.forEach(table -> lines.addAll(read(table)));
        return lines;
    }

    /// The lines of a file among the mappings.
    static List<String> read(String name) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("index-mappings/" + name + " must be readable", e);
        }
    }

    static InputStream open(String name) {
        InputStream in = Folding.class.getResourceAsStream("/index-mappings/" + name);
        if (in == null) {
            throw new IllegalStateException("index-mappings/" + name + " must be on the class path");
        }
        return in;
    }

    /// A text as it is compared, and where each of its characters stood in the text before.
    record Folded(String text, int[] from, String original) {
        /// The part of the original that folds to `text` from `at` on.
        String part(int at, int length) {
            return original.substring(from[at], from[at + length]);
        }
    }

    /// Traditional and variant characters only.
    static String script(String text) {
        return fold(text, true, false).text;
    }

    /// Width, case and accents only.
    static String form(String text) {
        return fold(text, false, true).text;
    }

    static Folded all(String text) {
        return fold(text, true, true);
    }

    private static Folded fold(String text, boolean script, boolean form) {
        StringBuilder folded = new StringBuilder(text.length());
        int[] from = new int[text.length() * 4 + 1];
        int at = 0;
        while (at < text.length()) {
            int length = Character.charCount(text.codePointAt(at));
            String to = null;
            if (script && STARTS.get(text.charAt(at))) {
                for (int longer = Math.min(LONGEST, text.length() - at); longer > 0 && to == null; longer--) {
                    to = SCRIPT.get(text.substring(at, at + longer));
                    length = to == null ? length : longer;
                }
            }
            if (to == null) {
                to = text.substring(at, at + length);
            }
            if (form) {
                to = plain(to);
            }
            for (int i = 0; i < to.length() && folded.length() < from.length - 1; i++) {
                from[folded.length()] = to.length() == length ? at + i : at;
                folded.append(to.charAt(i));
            }
            at += length;
        }
        from[folded.length()] = text.length();
        return new Folded(folded.toString(), from, text);
    }

    private static String plain(String text) {
        if (text.length() == 1 && text.charAt(0) <= LAST_SIMPLE) {
            char c = text.charAt(0);
            return c >= 'A' && c <= 'Z' ? String.valueOf((char) (c + 32)) : text;
        } else if (Character.UnicodeScript.of(text.codePointAt(0)) == Character.UnicodeScript.HAN) {
            return text;
        }
        StringBuilder letters = new StringBuilder();
        for (char c : text.toCharArray()) {
            String letter = Letters.plain(c);
            letters.append(LATIN.getOrDefault(letter, letter));
        }
        boolean cyrillic = !letters.isEmpty()
                && Character.UnicodeScript.of(letters.codePointAt(0)) == Character.UnicodeScript.CYRILLIC;
        String lower = letters.toString().toLowerCase(Locale.ROOT);
        return cyrillic ? lower : withoutMarks(lower);
    }

    private static String withoutMarks(String text) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
