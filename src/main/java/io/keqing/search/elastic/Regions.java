package io.keqing.search.elastic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words of Taiwan, Hong Kong and the mainland that mean the same: 滑鼠 and 鼠标, 网路 and 网络. They are a further way to
/// find a word, asked beside it; what is indexed stays what people wrote. See
/// `docs/decisions/0049-how-words-meet-texts.md`.
final class Regions {
    private static final List<String> TABLES = List.of("regional-words.txt", "regional-everyday.txt");
    private static final String NONE = "=";
    private static final int MOST = 4;

    /// Each word, with those that mean the same elsewhere; none for a word that only looks as if it held one.
    private static final Map<String, List<String>> OTHERS = new HashMap<>();

    private static final Set<Character> STARTS = new HashSet<>();
    private static final int LONGEST;

    static {
        for (String table : TABLES) {
            for (String line : Folding.read(table)) {
                if (line.startsWith(NONE)) {
                    OTHERS.put(Folding.script(line.substring(NONE.length())), List.of());
                } else {
                    add(List.of(Folding.script(line).split(" ")));
                }
            }
        }
        OTHERS.keySet().forEach(word -> STARTS.add(word.charAt(0)));
        LONGEST = OTHERS.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private Regions() {}

    private static void add(List<String> group) {
        for (String word : group) {
            List<String> others = new ArrayList<>(OTHERS.getOrDefault(word, List.of()));
            group.stream()
                    .filter(other -> !other.equals(word) && !others.contains(other))
                    .forEach(others::add);
            OTHERS.put(word, List.copyOf(others));
        }
    }

    /// The text as other regions say it, in Simplified characters, at most four ways: its regional words are
    /// exchanged all at once, each for its first counterpart, then for its second.
    static List<String> others(String text) {
        String folded = Folding.script(text);
        List<String> ways = new ArrayList<>();
        for (int choice = 0; choice < MOST; choice++) {
            String other = exchanged(folded, choice);
            if (other.equals(folded) || ways.contains(other)) {
                break;
            }
            ways.add(other);
        }
        return ways;
    }

    /// A word of another region, and what else the text says.
    record Exchange(String word, String rest) {}

    /// The counterparts of the text's first regional word, each with the rest of the text; none where there is
    /// no rest.
    static List<Exchange> exchanges(String text) {
        String folded = Folding.script(text);
        for (int at = 0; at < folded.length(); at++) {
            String word = wordAt(folded, at);
            List<String> others = OTHERS.getOrDefault(word, List.of());
            String rest = folded.substring(0, at) + folded.substring(at + word.length());
            if (!others.isEmpty() && !rest.isEmpty()) {
                return others.stream()
                        .limit(MOST)
                        .map(other -> new Exchange(other, rest))
                        .toList();
            } else if (!word.isEmpty()) {
                at += word.length() - 1;
            }
        }
        return List.of();
    }

    private static String exchanged(String text, int choice) {
        StringBuilder other = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            String word = wordAt(text, at);
            if (word.isEmpty()) {
                other.append(text.charAt(at++));
            } else {
                List<String> others = OTHERS.getOrDefault(word, List.of());
                other.append(others.isEmpty() ? word : others.get(Math.min(choice, others.size() - 1)));
                at += word.length();
            }
        }
        return other.toString();
    }

    /// The longest that begins there, empty where none does.
    private static String wordAt(String text, int at) {
        if (STARTS.contains(text.charAt(at))) {
            for (int length = Math.min(LONGEST, text.length() - at); length > 1; length--) {
                String word = text.substring(at, at + length);
                if (OTHERS.containsKey(word)) {
                    return word;
                }
            }
        }
        return "";
    }
}
