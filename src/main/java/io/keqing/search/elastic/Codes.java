package io.keqing.search.elastic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Versions, models and numbers of things: `iOS 17.4.1`, `FW-501`, `SF-2049917733`. People write the borders
/// between their letters and digits as they like, and read out only the end of a long one.
final class Codes {
    /// The field that holds the ends of a record's id and of the long numbers in its texts, last character
    /// first, so
    /// that what ends so is found by a prefix.
    static final String ENDS = "ends";

    private static final int SHORTEST_END = 4;
    private static final int LONGEST_END = 32;
    private static final int SHORTEST_WHOLE = 8;
    private static final int FEWEST_DIGITS = 4;
    /// A text of many numbers is a table: who reads one out of it?
    private static final int MOST_IN_A_TEXT = 20;

    private Codes() {}

    static boolean hasDigit(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isDigit(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    /// The letters and digits of a code alone, small: what all its writings share.
    static String bare(String code) {
        StringBuilder bare = new StringBuilder();
        for (int at = 0; at < code.length(); at++) {
            char c = code.charAt(at);
            if (Character.isLetterOrDigit(c)) {
                bare.append(Character.toLowerCase(c));
            }
        }
        return bare.toString();
    }

    /// Whether somebody may have read out the end of a number, or all of it: four letters and digits at least,
    /// one a
    /// digit, hyphens between them.
    static boolean isEnd(String word) {
        int length = bare(word).length();
        return length >= SHORTEST_END
                && length <= LONGEST_END
                && hasDigit(word)
                && word.chars().allMatch(c -> isCode((char) c) || c == '-');
    }

    /// As [#ENDS] holds it.
    static String reversed(String end) {
        return new StringBuilder(bare(end)).reverse().toString();
    }

    /// Whether a number of eight letters and digits or more ends so.
    static boolean endsWith(String number, String end) {
        String bare = bare(number);
        return bare.length() >= SHORTEST_WHOLE && bare.endsWith(bare(end));
    }

    /// Whether it is the end of such a number and not all of it.
    static boolean isEndOf(String number, String end) {
        return endsWith(number, end) && bare(number).length() > bare(end).length();
    }

    /// The ends of an id and of the numbers in texts.
    static List<String> ends(String id, List<String> texts) {
        Set<String> ends = new LinkedHashSet<>();
        String bare = bare(id);
        if (bare.length() >= SHORTEST_WHOLE) {
            ends.add(end(bare));
        }
        for (String text : texts) {
            if (digits(text) >= FEWEST_DIGITS) {
                numbers(text).stream()
                        .map(number -> end(bare(text.substring(number.from, number.to))))
                        .limit(MOST_IN_A_TEXT)
                        .forEach(ends::add);
            }
        }
        return List.copyOf(ends);
    }

    private static String end(String bare) {
        return reversed(bare.substring(Math.max(0, bare.length() - LONGEST_END)));
    }

    /// Where a number of things stands in a text.
    ///
    /// @param from first and
    /// @param to one past the last of its characters
    record Number(int from, int to) {}

    /// Runs of letters and digits, hyphens between them, that are long enough to be read out by their ends. Days
    /// are none.
    static List<Number> numbers(String text) {
        List<Number> numbers = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!isCode(text.charAt(at))) {
                at++;
                continue;
            }
            int from = at;
            int length = 0;
            int digits = 0;
            while (at < text.length() && (isCode(text.charAt(at)) || isHyphen(text, at))) {
                length += isCode(text.charAt(at)) ? 1 : 0;
                digits += isDigit(text.charAt(at)) ? 1 : 0;
                at++;
            }
            if (length >= SHORTEST_WHOLE && digits >= FEWEST_DIGITS && !isDay(text.substring(from, at))) {
                numbers.add(new Number(from, at));
            }
        }
        return numbers;
    }

    private static boolean isDay(String text) {
        return text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
    }

    private static boolean isHyphen(String text, int at) {
        return text.charAt(at) == '-' && at + 1 < text.length() && isCode(text.charAt(at + 1));
    }

    private static int digits(String text) {
        int digits = 0;
        for (int at = 0; at < text.length() && digits < FEWEST_DIGITS; at++) {
            digits += isDigit(text.charAt(at)) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isCode(char c) {
        return isLetter(c) || isDigit(c);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
