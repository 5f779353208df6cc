package io.keqing.search.elastic;

import io.keqing.search.InvalidQueryException;
import java.util.ArrayList;
import java.util.List;

/// What a person typed, cut into terms: words, `"exact phrases"`, `-not`.
///
/// @param whole the text as it came, without blanks at the ends
record Words(String whole, List<Term> terms) {
    static final int MOST_TERMS = 32;

    /// @param exact stood in quotes: its words in this order, none of them inflected
    record Term(String text, boolean exact, boolean negated) {
        boolean hasHan() {
            return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        }

        long hanCount() {
            return text.codePoints()
                    .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                    .count();
        }

        /// Letters only: the kind of word that has a plural.
        boolean isLatinWord() {
            return text.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                    && text.length() >= 3;
        }

        private boolean saysSomething() {
            return text.codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || Character.isExtendedPictographic(c));
        }
    }

    /// @throws InvalidQueryException where there are more than [#MOST_TERMS] terms
    static Words parse(String text) {
        List<Term> terms = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
                continue;
            }
            boolean negated = text.charAt(at) == '-' && at + 1 < text.length() && !isBlank(text.charAt(at + 1));
            int start = negated ? at + 1 : at;
            boolean exact = isQuote(text.charAt(start));
            int from = exact ? start + 1 : start;
            int to = from;
            while (to < text.length() && !(exact ? isQuote(text.charAt(to)) : isBlank(text.charAt(to)))) {
                to++;
            }
            Term term = new Term(text.substring(from, to).strip(), exact, negated);
            if (term.saysSomething()) {
                terms.add(term);
            }
            at = to + 1;
        }
        if (terms.size() > MOST_TERMS) {
            throw new InvalidQueryException("q must have at most " + MOST_TERMS + " terms, had " + terms.size());
        }
        return new Words(text.strip(), List.copyOf(terms));
    }

    boolean isEmpty() {
        return whole.isEmpty();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”' || c == '＂';
    }
}
