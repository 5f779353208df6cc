package io.keqing.importing;

import io.keqing.importing.value.AnswerWords;
import io.keqing.importing.value.HeaderUnit;
import io.keqing.importing.value.NumberMarks;
import io.keqing.importing.value.NumberVotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a column leaves open or holds besides its values: shown before anything is written, and kept in the mapping.
///
/// @param decimal the decimal sign of its numbers, null where no number has one
/// @param factor that the unit in its name multiplies numbers by, null where there is none
/// @param nothing words that say that there is no value, the most frequent first
/// @param words answers in words, and the number that each is on a known scale
/// @param remarks how its numbers were read where they could be read otherwise
public record ColumnProposal(
        @Nullable Character decimal,
        @Nullable String factor,
        String unit,
        List<Word> nothing,
        List<Word> words,
        List<NumberVotes.Remark> remarks) {
    /// @param number of an answer, empty for a word that means nothing
    public record Word(String text, String number, long count) {}

    /// @param said what the mapping says about numbers, null where it leaves that open
    static ColumnProposal of(
            String name, ColumnVotes votes, CellForm form, @Nullable NumberMarks said, boolean isNumber) {
        NumberVotes numbers = votes.numbers();
        NumberVotes.Verdict verdict = said == null
                ? numbers.verdict(null, form.isEuropean(), form.isTyped())
                : new NumberVotes.Verdict(said, true, List.of());
        boolean hasSign =
                said != null || numbers.proven() != null || !verdict.remarks().isEmpty();
        HeaderUnit unit = isNumber ? HeaderUnit.of(name) : HeaderUnit.NONE;
        List<Word> answers = new ArrayList<>();
        votes.scale()
                .map(AnswerWords.Meaning::numbers)
                .orElse(Map.of())
                .forEach((word, number) ->
                        answers.add(new Word(word, number, votes.words().getOrDefault(word, 0L))));
        answers.sort((a, b) -> a.number().compareTo(b.number()));
        return new ColumnProposal(
                isNumber && hasSign ? verdict.marks().decimal() : null,
                unit.unit().isEmpty() ? null : unit.factor().toPlainString(),
                unit.unit(),
                asWords(votes.nothing()),
                answers,
                isNumber ? verdict.remarks() : List.of());
    }

    private static List<Word> asWords(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> new Word(entry.getKey(), "", entry.getValue()))
                .toList();
    }
}
