package io.keqing.similar;

import io.keqing.search.TextIndex.Address;
import io.keqing.search.TextIndex.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes one list of two: of those found by words and those found by meaning.
///
/// Each list's scores are stretched to 0 … 1 and added by weight; absent = 0. A record whose text no model
/// has read yet is not far in meaning, that is only not known: its words count for both. A question of a few
/// words, which may be a number, a code or a name, is a look-up first: whoever holds it word for word comes
/// before the others, in the order of the words. In a longer one, whoever holds a rare code of it does.
/// Weights were chosen on one half of the questions of `bench similar` and reported on the other; see
/// `docs/decisions/0033-words-and-meaning-weighed.md`.
final class Fusion {
    /// What meaning weighs; words weigh the rest.
    static final double MEANING = 0.9;

    /// With more words than these a text is no look-up.
    static final int LOOK_UP = 4;

    private Fusion() {}

    /// @param score 0 … 1
    /// @param whole whether the record holds the text of a look-up word for word
    /// @param exact how much it tells that the record holds codes of the text, 0 where it holds none
    /// @param lexical by words, null where it is not in that list
    /// @param vector by meaning, null where it is not in that list; its score is the cosine
    record Fused(
            Address address,
            double score,
            boolean whole,
            double exact,
            @Nullable Placed lexical,
            @Nullable Placed vector) {
        /// Codes before words, words of a look-up before likeness.
        static final Comparator<Fused> EXACTNESS =
                Comparator.comparingDouble(Fused::exact).thenComparing(Fused::whole);
    }

    /// What is known of records besides both lists.
    ///
    /// @param unread those whose text no model has read yet
    /// @param exact those that hold rare codes of the text, with how much that tells
    record Beside(Set<Address> unread, Map<Address, Double> exact) {
        static final Beside NOTHING = new Beside(Set.of(), Map.of());
    }

    /// @param rank from 1
    /// @param share 0 for the list's last, 1 for its first
    record Placed(int rank, double score, double share, boolean whole) {}

    /// The best first; each record once.
    static List<Fused> of(ReadText text, List<Scored> lexical, List<Scored> vector) {
        return of(text, lexical, vector, Beside.NOTHING);
    }

    static List<Fused> of(ReadText text, List<Scored> lexical, List<Scored> vector, Beside beside) {
        Map<Address, Placed> byWords = placed(lexical);
        Map<Address, Placed> byMeaning = placed(vector);
        boolean lookUp = words(text.text()) <= LOOK_UP;
        // one list alone decides alone
        double meaning = lexical.isEmpty() ? 1 : vector.isEmpty() ? 0 : MEANING;
        Set<Address> all = new HashSet<>(byWords.keySet());
        all.addAll(byMeaning.keySet());
        all.addAll(beside.exact().keySet());
        List<Fused> fused = new ArrayList<>();
        for (Address address : all) {
            Placed words = byWords.get(address);
            Placed means = byMeaning.get(address);
            double exact = beside.exact().getOrDefault(address, 0.0);
            if (words == null
                    && exact == 0
                    && means != null
                    && means.score() < text.model().least()) {
                continue;
            }
            double score;
            boolean whole = words != null && lookUp && words.whole();
            if (words != null && (whole || means == null && beside.unread().contains(address))) {
                score = words.share();
            } else {
                score = (words == null ? 0 : (1 - meaning) * words.share())
                        + (means == null ? 0 : meaning * means.share());
            }
            fused.add(new Fused(address, score, whole, exact, words, means));
        }
        fused.sort(Fused.EXACTNESS
                .thenComparing(Fused::score)
                .reversed()
                .thenComparing(each -> each.address().type())
                .thenComparing(each -> each.address().key()));
        return fused;
    }

    /// Words with blanks between them; of Chinese characters two count as one.
    static long words(String text) {
        long words = 0;
        long han = 0;
        boolean counted = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            boolean isHan = Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
            han += isHan ? 1 : 0;
            if (Character.isWhitespace(c) || isHan) {
                counted = false;
            } else if (!counted && Character.isLetterOrDigit(c)) {
                counted = true;
                words++;
            }
        }
        return words + (han + 1) / 2;
    }

    private static Map<Address, Placed> placed(List<Scored> list) {
        double high = list.stream().mapToDouble(Scored::score).max().orElse(1);
        double low = list.stream().mapToDouble(Scored::score).min().orElse(0);
        Map<Address, Placed> placed = new HashMap<>();
        for (Scored scored : list) {
            double share = high > low ? (scored.score() - low) / (high - low) : 1;
            placed.putIfAbsent(scored.address(), new Placed(placed.size() + 1, scored.score(), share, scored.whole()));
        }
        return placed;
    }
}
