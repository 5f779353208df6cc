package io.keqing.node.plugin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/// The official tokenizers that mappings may name; `standard` comes with the server.
final class Tokenizers {
    private static final int BUFFER = 256;

    /// `keyword` and `whitespace` are also what the server builds its normalizers on.
    static final Map<String, AnalysisProvider<TokenizerFactory>> ALL = Map.of(
            "smartcn_tokenizer",
            (index, environment, name, settings) -> TokenizerFactory.newFactory(name, HMMChineseTokenizer::new),
            "icu_tokenizer",
            (index, environment, name, settings) -> TokenizerFactory.newFactory(
                    name, () -> new ICUTokenizer(new DefaultICUTokenizerConfig(true, true))),
            "keyword",
            (index, environment, name, settings) -> {
                int buffer = settings.getAsInt("buffer_size", BUFFER);
                return TokenizerFactory.newFactory(name, () -> new KeywordTokenizer(buffer));
            },
            "whitespace",
            (index, environment, name, settings) -> TokenizerFactory.newFactory(name, WhitespaceTokenizer::new),
            "letter",
            (index, environment, name, settings) -> TokenizerFactory.newFactory(name, LetterTokenizer::new),
            "pattern",
            (index, environment, name, settings) -> {
                Pattern pattern = CharFilters.pattern(name, settings, "\\W+");
                int group = settings.getAsInt("group", -1);
                return TokenizerFactory.newFactory(name, () -> new PatternTokenizer(pattern, group));
            },
            "edge_ngram",
            (index, environment, name, settings) -> {
                int min = settings.getAsInt("min_gram", 1);
                int max = settings.getAsInt("max_gram", 2);
                IntPredicate kept = tokenChars(settings);
                return TokenizerFactory.newFactory(name, () -> edgeGrams(min, max, kept));
            },
            "ngram",
            (index, environment, name, settings) -> {
                int min = settings.getAsInt("min_gram", 1);
                int max = settings.getAsInt("max_gram", 2);
                Grams.checkSpread(name, "ngram", max - min, index.getMaxNgramDiff(), "index.max_ngram_diff");
                IntPredicate kept = tokenChars(settings);
                return TokenizerFactory.newFactory(name, () -> grams(min, max, kept));
            });

    private Tokenizers() {}

    private static Tokenizer edgeGrams(int min, int max, IntPredicate kept) {
        return new EdgeNGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int codePoint) {
                return kept.test(codePoint);
            }
        };
    }

    private static Tokenizer grams(int min, int max, IntPredicate kept) {
        return new NGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int codePoint) {
                return kept.test(codePoint);
            }
        };
    }

    private static IntPredicate tokenChars(Settings settings) {
        List<String> classes = settings.getAsList("token_chars", List.of());
        IntPredicate kept = classes.isEmpty() ? c -> true : c -> false;
        for (String one : classes) {
            IntPredicate next = switch (one.toLowerCase(Locale.ROOT)) {
                case "letter" -> Character::isLetter;
                case "digit" -> Character::isDigit;
                case "whitespace" -> Character::isWhitespace;
                case "punctuation" -> Tokenizers::isPunctuation;
                case "symbol" -> Tokenizers::isSymbol;
                case "custom" -> {
                    String custom = settings.get("custom_token_chars", "");
                    yield c -> custom.indexOf(c) >= 0;
                }
                default ->
                    throw new IllegalArgumentException(
                            "token_chars must be letter, digit, whitespace, punctuation, symbol or custom, was " + one);
            };
            kept = kept.or(next);
        }
        return kept;
    }

    private static boolean isPunctuation(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isSymbol(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CURRENCY_SYMBOL, Character.MATH_SYMBOL, Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL ->
                true;
            default -> false;
        };
    }
}
