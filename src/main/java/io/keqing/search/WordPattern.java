package io.keqing.search;

/// Words with a star inside, `con*rt`. Between digits a star is a sign of its own: `10*20cm`.
final class WordPattern {
    private WordPattern() {}

    /// A word without the stars around it.
    record Stars(String stem, boolean before, boolean behind) {
        /// What is looked for. A word that would be an operator by itself is meant as it stands.
        Clause clause() {
            if (hasStarInside(stem)) {
                return new Clause.Pattern(normal(behind ? stem + "*" : stem));
            } else if (behind) {
                return new Clause.Prefix(stem);
            }
            Operator operator = Operator.at(stem, 0);
            boolean meant = operator != null && operator.sure() && operator.to() == stem.length();
            return meant ? new Clause.Phrase(stem) : new Clause.Word(stem);
        }
    }

    /// A minus behind a star in front says nothing.
    static Stars stars(String word) {
        int first = 0;
        int end = word.length();
        while (end > 0 && TypedText.isStar(word.charAt(end - 1))) {
            end--;
        }
        while (first < end
                && (TypedText.isStar(word.charAt(first)) || first > 0 && TypedText.isNegation(word.charAt(first)))) {
            first++;
        }
        return new Stars(word.substring(first, end), first > 0, end < word.length());
    }

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
    private static String normal(String word) {
        return word.replace('＊', '*').replaceAll("\\*+", "*");
    }
}
