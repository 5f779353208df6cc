package io.keqing.ui;

import io.keqing.field.Label;
import io.keqing.search.SearchResult.How;
import io.keqing.search.SearchResult.Match;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Why a record was found, in one line: what was asked for and what stands there, wherever the two differ.
/// Where they do not, the marked text says it already.
final class MatchText {
    private static final int MOST = 3;
    private static final Label SCRIPT = new Label("繁简", "other characters");
    private static final Label REGION = new Label("地区用词", "word of another region");
    private static final Label ENDING = new Label("末几位", "end of the number");
    private static final Label INFLECTION = new Label("词形", "inflected");
    private static final Label WORDS = new Label("分词", "in parts");
    private static final Label PINYIN = new Label("拼音", "Pinyin");
    private static final Label HOMOPHONE = new Label("同音", "sounds the same");
    private static final Label TYPO = new Label("容错", "similar spelling");

    private MatchText() {}

    static String of(List<Match> matches, Locale locale) {
        return matches.stream()
                .filter(match -> match.how() != How.EXACT && match.how() != How.FORM)
                .map(match -> match.word() + " → " + match.found() + " ("
                        + label(match.how()).in(locale) + ")")
                .distinct()
                .limit(MOST)
                .collect(Collectors.joining(" · "));
    }

    private static Label label(How how) {
        return switch (how) {
            case EXACT, FORM, SCRIPT -> SCRIPT;
            case REGION -> REGION;
            case ENDING -> ENDING;
            case INFLECTION -> INFLECTION;
            case WORDS -> WORDS;
            case PINYIN -> PINYIN;
            case HOMOPHONE -> HOMOPHONE;
            case TYPO -> TYPO;
        };
    }
}
