package io.keqing.sample;

import java.util.HashMap;
import java.util.Map;

/// Turns the Simplified texts into Traditional ones as written in Taiwan: words first (客服 stays, 质量 → 品質),
/// then characters. A table for our own word lists, not a converter for anything else.
final class Traditional {
    private final Map<String, String> words = new HashMap<>();
    private final Map<Character, Character> characters = new HashMap<>();
    private int longest;

    Traditional() {
        Words file = Words.of("traditional.txt");
        for (String[] pair : file.table("words", " ", 2)) {
            words.put(pair[0], pair[1]);
            longest = Math.max(longest, pair[0].length());
        }
        for (String line : file.list("chars")) {
            for (String pair : line.split(" ")) {
                characters.put(pair.charAt(0), pair.charAt(1));
            }
        }
    }

    String of(String simplified) {
        StringBuilder out = new StringBuilder(simplified.length());
        int at = 0;
        while (at < simplified.length()) {
            int word = wordAt(simplified, at);
            if (word > 0) {
                out.append(words.get(simplified.substring(at, at + word)));
                at += word;
            } else {
                char c = simplified.charAt(at++);
                out.append(characters.getOrDefault(c, c));
            }
        }
        return out.toString();
    }

    private int wordAt(String text, int at) {
        for (int length = Math.min(longest, text.length() - at); length > 1; length--) {
            if (words.containsKey(text.substring(at, at + length))) {
                return length;
            }
        }
        return 0;
    }
}
