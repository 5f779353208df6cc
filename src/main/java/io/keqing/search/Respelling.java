package io.keqing.search;

import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A question with its misspelt words as the records spell them.
@Singleton
final class Respelling {
    /// More of them is a text, and no slip of the hand.
    private static final int MOST_WORDS = 8;
    /// Each is counted, and hardly anybody reads a third one.
    private static final int MOST_QUESTIONS = 2;
    /// Letters alone: a part of a code, an address or a number is no word.
    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}._@/'’-])\\p{L}{2,}+(?![\\p{M}\\p{N}_@/'’-]|\\.\\p{L})");

    private final Corrections corrections;

    Respelling(Corrections corrections) {
        this.corrections = corrections;
    }

    /// @param parts what the question asks for, all of it
    /// @return the parts of other questions, the likeliest first; none where every word is right, or none is near
    /// @throws IndexUnavailableException where the engine does not answer
    List<List<Clause>> of(String type, List<Clause> parts, Viewer viewer) {
        Set<String> words = new LinkedHashSet<>();
        parts.forEach(part ->
                WORD.matcher(text(part)).results().map(MatchResult::group).forEach(words::add));
        if (words.isEmpty() || words.size() > MOST_WORDS) {
            return List.of();
        }
        Map<String, List<String>> near = corrections.of(type, List.copyOf(words), viewer);
        int most = near.values().stream().mapToInt(List::size).max().orElse(0);
        List<List<Clause>> questions = new ArrayList<>();
        for (int choice = 0; choice < Math.min(most, MOST_QUESTIONS); choice++) {
            int next = choice;
            questions.add(parts.stream().map(part -> respelt(part, near, next)).toList());
        }
        return questions;
    }

    private static String text(Clause part) {
        return switch (part) {
            case Clause.Word(String text) -> text;
            case Clause.Phrase(String text) -> text;
            case Clause.Contact ignored -> "";
            case Clause.Prefix ignored -> "";
            case Clause.Pattern ignored -> "";
            case Clause.On ignored -> "";
            case Clause.Lately ignored -> "";
            case Clause.Has ignored -> "";
            case Clause.Of ignored -> "";
            case Clause.InSegment ignored -> "";
            case Clause.All ignored -> "";
            case Clause.Any ignored -> "";
            case Clause.Not ignored -> "";
        };
    }

    /// @param choice which of the near words is taken, the last one where a word has fewer
    private static Clause respelt(Clause part, Map<String, List<String>> near, int choice) {
        String other = WORD.matcher(text(part)).replaceAll(found -> {
            List<String> nearest = near.getOrDefault(found.group(), List.of());
            return nearest.isEmpty()
                    ? found.group()
                    : inCaseOf(found.group(), nearest.get(Math.min(choice, nearest.size() - 1)));
        });
        return part instanceof Clause.Phrase
                ? new Clause.Phrase(other)
                : part instanceof Clause.Word ? new Clause.Word(other) : part;
    }

    /// `Abigial` becomes `Abigail` and `REFNUD` `REFUND`.
    private static String inCaseOf(String typed, String word) {
        int first = typed.codePointAt(0);
        if (!Character.isUpperCase(first)) {
            return word;
        } else if (typed.equals(typed.toUpperCase(Locale.ROOT))) {
            return word.toUpperCase(Locale.ROOT);
        }
        int end = word.offsetByCodePoints(0, 1);
        return word.substring(0, end).toUpperCase(Locale.ROOT) + word.substring(end);
    }
}
