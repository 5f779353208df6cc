package io.keqing.search;

/// Words with a star inside, `con*rt`. Between digits a star is a sign of its own: `10*20cm`.
final class WordPattern {
    private WordPattern() {}

    static boolean hasStarInside(String word) {
        for (int i = 1; i < word.length() - 1; i++) {
            boolean between = Character.isDigit(word.charAt(i - 1)) && Character.isDigit(word.charAt(i + 1));
            if (TypedText.isStar(word.charAt(i)) && !between) {
                return true;
            }
        }
        return false;
    }

    /// Chinese is indexed by characters: a star finds no way between them.
    static boolean isChinese(String word) {
        return word.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    /// With ASCII stars, one where several stood.
    static String normal(String word) {
        return word.replace('＊', '*').replaceAll("\\*+", "*");
    }
}
