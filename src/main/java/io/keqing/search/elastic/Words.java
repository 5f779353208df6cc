package io.keqing.search.elastic;

import io.keqing.search.Clause;
import java.util.ArrayList;
import java.util.List;

/// The words a person typed, as they are looked for: words, `"exact phrases"`, `-not`.
record Words(List<Term> terms) {
    /// @param exact stood in quotes: its words in this order, none of them inflected
    record Term(String text, boolean exact, boolean negated) {
        Term {
            text = Letters.seen(text);
        }

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

        /// Its runs of Chinese characters and of everything else, one where it has only one of them.
        List<String> parts() {
            List<String> parts = new ArrayList<>();
            int start = 0;
            boolean han = false;
            for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
                boolean now = Character.UnicodeScript.of(text.codePointAt(at)) == Character.UnicodeScript.HAN;
                if (at > start && now != han) {
                    parts.add(text.substring(start, at));
                    start = at;
                }
                han = now;
            }
            parts.add(text.substring(start));
            return parts.stream()
                    .filter(part -> part.codePoints().anyMatch(Character::isLetterOrDigit))
                    .toList();
        }
    }

    /// The words that records are to be found by, wherever they stand in the question; not those that exclude.
    static Words of(Clause clause) {
        List<Term> terms = new ArrayList<>();
        gather(clause, false, terms);
        return new Words(List.copyOf(terms));
    }

    private static void gather(Clause clause, boolean negated, List<Term> into) {
        switch (clause) {
            case Clause.Word word -> into.add(new Term(word.text(), false, negated));
            case Clause.Phrase phrase -> into.add(new Term(phrase.text(), true, negated));
            case Clause.Contact contact -> into.add(ContactTranslator.term(contact, negated));
            case Clause.All all -> all.of().forEach(part -> gather(part, negated, into));
            case Clause.Any any -> any.of().forEach(part -> gather(part, negated, into));
            case Clause.Not not -> gather(not.of(), !negated, into);
            case Clause.Prefix prefix -> {}
            case Clause.Pattern pattern -> {}
            case Clause.On on -> {}
            case Clause.Lately lately -> {}
            case Clause.Has has -> {}
            case Clause.Of of -> {}
            case Clause.InSegment in -> {}
        }
    }
}
