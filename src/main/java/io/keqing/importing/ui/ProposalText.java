package io.keqing.importing.ui;

import io.keqing.importing.ColumnProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a column leaves open, in words: a line for each thing that the mapping can keep.
final class ProposalText {
    private static final int MOST_WORDS = 5;

    private final RuleText.Texts texts;
    private final RuleText rules;

    ProposalText(RuleText.Texts texts) {
        this.texts = texts;
        this.rules = new RuleText(texts);
    }

    List<String> of(ColumnProposal proposal, Locale locale) {
        List<String> lines = new ArrayList<>();
        if (proposal.factor() != null) {
            lines.add(texts.of(locale, "importing.proposal.factor", proposal.unit(), proposal.factor()));
        }
        if (!proposal.nothing().isEmpty()) {
            lines.add(texts.of(locale, "importing.proposal.nothing", words(proposal.nothing())));
        }
        if (!proposal.words().isEmpty()) {
            lines.add(texts.of(locale, "importing.proposal.words", words(proposal.words())));
        }
        proposal.remarks()
                .forEach(remark ->
                        lines.add(remark.value() + " × " + remark.count() + ": " + rules.in(locale, remark.rule())));
        return lines;
    }

    private static String words(List<ColumnProposal.Word> words) {
        return words.stream()
                .limit(MOST_WORDS)
                .map(word ->
                        word.text() + (word.number().isEmpty() ? "" : " = " + word.number()) + " × " + word.count())
                .collect(Collectors.joining(", "));
    }
}
