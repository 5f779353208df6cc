package io.keqing.search.elastic;

import io.keqing.search.InvalidQueryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A text that values of a facet are looked through for. Values are kept as they came, so the text is widened
/// instead: each of its characters stands for all that people write in its place, 戶 for 户, A for a and Ａ.
final class ValueText {
    static final int LONGEST = 100;

    private static final int WIDE = 0xFEE0;
    /// Lucene's own, all of them.
    private static final String SPECIAL = ".?+*|{}[]()\"\\#@&<>~-^$/";

    private final String pattern;
    private final Pattern found;

    /// @throws InvalidQueryException where it is too long
    ValueText(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidQueryException(
                    "prefix must have at most " + LONGEST + " characters, had " + text.length());
        }
        StringBuilder classes = new StringBuilder();
        text.strip().codePoints().forEach(point -> classes.append(oneOf(point)));
        this.pattern = ".*" + classes + ".*";
        this.found = Pattern.compile(classes.toString());
    }

    /// The pattern of one whole value, blanks or none between its characters.
    static String whole(String value) {
        return pattern(value, false);
    }

    /// The pattern of values of a form, a star for anything.
    static String like(String form) {
        return pattern(form, true);
    }

    private static String pattern(String form, boolean stars) {
        StringBuilder pattern = new StringBuilder();
        form.strip().codePoints().filter(point -> !isBlank(point)).forEach(point -> {
            if (!pattern.isEmpty()) {
                pattern.append(" ?");
            }
            pattern.append(stars && point == '*' ? ".*" : oneOf(withAccents(point)));
        });
        return pattern.toString();
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    /// As the engine's regular expressions are written.
    String pattern() {
        return pattern;
    }

    boolean isIn(String value) {
        return found.matcher(value).find();
    }

    private static String oneOf(int point) {
        return oneOf(written(point));
    }

    private static String oneOf(Set<Integer> points) {
        StringBuilder all = new StringBuilder();
        for (int each : points) {
            if (each < 0x80 && SPECIAL.indexOf(each) >= 0) {
                all.append('\\');
            }
            all.appendCodePoint(each);
        }
        return "[" + all + "]";
    }

    /// All that is written for the character, itself first.
    private static Set<Integer> written(int point) {
        int narrow = narrow(point);
        Set<Integer> all = new LinkedHashSet<>();
        for (int each : new int[] {point, narrow, Character.toLowerCase(narrow), Character.toUpperCase(narrow)}) {
            all.add(each);
            if (each > ' ' && each < 0x7F) {
                all.add(each + WIDE);
            } else if (each == ' ') {
                all.add(0x3000);
            }
        }
        int simplified = Variants.SIMPLIFIED.getOrDefault(narrow, narrow);
        all.add(simplified);
        all.addAll(Variants.TRADITIONAL.getOrDefault(simplified, Set.of()));
        return all;
    }

    /// All that is written for the character, and for the letter below or above whose accent was left out.
    private static Set<Integer> withAccents(int point) {
        int base = Accents.base(Character.toLowerCase(point));
        Set<Integer> all = new LinkedHashSet<>(written(point));
        all.addAll(written(base));
        Accents.LETTERS.getOrDefault(base, Set.of()).forEach(letter -> {
            all.add(letter);
            all.add(Character.toUpperCase(letter));
        });
        return all;
    }

    /// Letters of Western and Central European languages by the letter without its accent.
    private static final class Accents {
        private static final int FIRST = 0xE0;
        private static final int LAST = 0x17F;
        static final Map<Integer, Set<Integer>> LETTERS = new HashMap<>();

        static {
            for (int letter = FIRST; letter <= LAST; letter++) {
                if (Character.isLowerCase(letter) && base(letter) != letter) {
                    LETTERS.computeIfAbsent(base(letter), key -> new LinkedHashSet<>())
                            .add(letter);
                }
            }
        }

        static int base(int letter) {
            return java.text.Normalizer.normalize(Character.toString(letter), java.text.Normalizer.Form.NFD)
                    .codePointAt(0);
        }
    }

    private static int narrow(int point) {
        if (point == 0x3000) {
            return ' ';
        }
        return point > WIDE + ' ' && point < WIDE + 0x7F ? point - WIDE : point;
    }

    /// Characters of Traditional Chinese with the one they are folded to in the index, read when first needed.
    private static final class Variants {
        static final Map<Integer, Integer> SIMPLIFIED = new HashMap<>();
        static final Map<Integer, Set<Integer>> TRADITIONAL = new HashMap<>();

        static {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Folding.open("traditional-simplified.txt"), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> {
                    int arrow = line.indexOf("=>");
                    int traditional = line.codePointAt(0);
                    if (arrow == Character.charCount(traditional)) {
                        int simplified = line.codePointAt(arrow + 2);
                        SIMPLIFIED.put(traditional, simplified);
                        TRADITIONAL
                                .computeIfAbsent(simplified, key -> new LinkedHashSet<>())
                                .add(traditional);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException("the folding table must be readable", e);
            }
        }
    }
}
