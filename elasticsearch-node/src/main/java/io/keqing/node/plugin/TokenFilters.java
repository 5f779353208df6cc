package io.keqing.node.plugin;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.UpperCaseFilter;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.ICUNormalizer2Filter;
import org.apache.lucene.analysis.icu.ICUTransformFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.LimitTokenCountFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.tartarus.snowball.ext.EnglishStemmer;

/// The official token filters that mappings may name; `stop`, `shingle` and the plain `lowercase` come with the
/// server.
final class TokenFilters {
    private static final Set<String> SCRIPTS = Set.of("han", "hiragana", "katakana", "hangul");

    private TokenFilters() {}

    static Map<String, AnalysisProvider<TokenFilterFactory>> all() {
        Map<String, AnalysisProvider<TokenFilterFactory>> all = new HashMap<>();
        // these change single characters, so normalizers of keyword fields may use them too
        all.put("cjk_width", normalizing((index, settings) -> CJKWidthFilter::new));
        all.put("lowercase", normalizing((index, settings) -> LowerCaseFilter::new));
        all.put("uppercase", normalizing((index, settings) -> UpperCaseFilter::new));
        all.put("trim", normalizing((index, settings) -> TrimFilter::new));
        all.put("decimal_digit", normalizing((index, settings) -> DecimalDigitFilter::new));
        all.put("asciifolding", TokenFilters::asciiFolding);
        all.put("icu_folding", normalizing((index, settings) -> {
            Normalizer2 folding = Normalizers.within(ICUFoldingFilter.NORMALIZER, settings);
            return in -> new ICUNormalizer2Filter(in, folding);
        }));
        all.put("icu_normalizer", normalizing((index, settings) -> {
            Normalizer2 normalizer = Normalizers.of(settings);
            return in -> new ICUNormalizer2Filter(in, normalizer);
        }));
        all.put("icu_transform", normalizing((index, settings) -> {
            int direction = "reverse".equals(settings.get("dir")) ? Transliterator.REVERSE : Transliterator.FORWARD;
            Transliterator transliterator = Transliterator.getInstance(settings.get("id", "Null"), direction);
            return in -> new ICUTransformFilter(in, transliterator);
        }));
        all.put("pattern_replace", AnalysisPlugin.requiresAnalysisSettings(normalizing((index, settings) -> {
            Pattern pattern = CharFilters.pattern("pattern_replace", settings, null);
            String replacement = settings.get("replacement", "");
            boolean every = settings.getAsBoolean("all", true);
            return in -> new PatternReplaceFilter(in, pattern, replacement, every);
        })));

        all.put("cjk_bigram", plain((index, settings) -> bigrams(settings)));
        all.put("edge_ngram", plain((index, settings) -> edgeGrams(settings)));
        all.put("ngram", plain(TokenFilters::grams));
        all.put("word_delimiter_graph", plain((index, settings) -> wordDelimiter(settings)));
        all.put("flatten_graph", plain((index, settings) -> FlattenGraphFilter::new));
        all.put("porter_stem", plain((index, settings) -> PorterStemFilter::new));
        all.put("kstem", plain((index, settings) -> KStemFilter::new));
        all.put("stemmer", plain((index, settings) -> stemmer(settings)));
        all.put("keyword_repeat", plain((index, settings) -> KeywordRepeatFilter::new));
        all.put("remove_duplicates", plain((index, settings) -> RemoveDuplicatesTokenFilter::new));
        all.put("unique", plain((index, settings) -> {
            boolean onlyOnSamePosition = settings.getAsBoolean("only_on_same_position", false);
            return in -> new UniqueFilter(in, onlyOnSamePosition);
        }));
        all.put("keyword_marker", AnalysisPlugin.requiresAnalysisSettings(plain((index, settings) -> {
            CharArraySet kept = words(settings.getAsList("keywords"), settings.getAsBoolean("ignore_case", false));
            return in -> new SetKeywordMarkerFilter(in, kept);
        })));
        all.put("length", plain((index, settings) -> {
            int min = settings.getAsInt("min", 0);
            int max = settings.getAsInt("max", Integer.MAX_VALUE);
            return in -> new LengthFilter(in, min, max);
        }));
        all.put("limit", plain((index, settings) -> {
            int count = settings.getAsInt("max_token_count", 1);
            boolean consumeAll = settings.getAsBoolean("consume_all_tokens", false);
            return in -> new LimitTokenCountFilter(in, count, consumeAll);
        }));
        all.put("truncate", AnalysisPlugin.requiresAnalysisSettings(plain((index, settings) -> {
            int length = settings.getAsInt("length", -1);
            return in -> new TruncateTokenFilter(in, length);
        })));
        all.put("smartcn_stop", (index, environment, name, settings) -> {
            CharArraySet chinese = SmartChineseAnalyzer.getDefaultStopSet();
            boolean ignoreCase = settings.getAsBoolean("ignore_case", false);
            CharArraySet stop = Analysis.parseWords(
                    environment, settings, "stopwords", chinese, Map.of("_smartcn_", chinese), ignoreCase);
            return new Plain(name, in -> new StopFilter(in, stop));
        });
        return Map.copyOf(all);
    }

    private static CharArraySet words(List<String> words, boolean ignoreCase) {
        return new CharArraySet(words, ignoreCase);
    }

    private static TokenFilterFactory asciiFolding(
            IndexSettings index, Environment environment, String name, Settings settings) {
        return new AsciiFolding(name, settings.getAsBoolean("preserve_original", false));
    }

    private static UnaryOperator<TokenStream> bigrams(Settings settings) {
        Set<String> scripts = new HashSet<>(SCRIPTS);
        for (String ignored : settings.getAsList("ignored_scripts", List.of())) {
            if (!scripts.remove(ignored)) {
                throw new IllegalArgumentException(
                        "ignored_scripts must be han, hiragana, katakana or hangul, each once, was " + ignored);
            }
        }
        int flags = 0;
        for (String script : scripts) {
            flags |= switch (script) {
                case "han" -> CJKBigramFilter.HAN;
                case "hiragana" -> CJKBigramFilter.HIRAGANA;
                case "katakana" -> CJKBigramFilter.KATAKANA;
                default -> CJKBigramFilter.HANGUL;
            };
        }
        int chosen = flags;
        boolean unigrams = settings.getAsBoolean("output_unigrams", false);
        return in -> new CJKBigramFilter(in, chosen, unigrams);
    }

    private static UnaryOperator<TokenStream> edgeGrams(Settings settings) {
        String side = settings.get("side", "front");
        if (!"front".equals(side)) {
            throw new IllegalArgumentException("edge_ngram takes side front only, was " + side);
        }
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        boolean original = settings.getAsBoolean("preserve_original", false);
        return in -> new EdgeNGramTokenFilter(in, min, max, original);
    }

    private static UnaryOperator<TokenStream> grams(IndexSettings index, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        Grams.checkSpread("ngram", "ngram", max - min, index.getMaxNgramDiff(), "index.max_ngram_diff");
        boolean original = settings.getAsBoolean("preserve_original", false);
        return in -> new NGramTokenFilter(in, min, max, original);
    }

    private static UnaryOperator<TokenStream> wordDelimiter(Settings settings) {
        int flags = flag(settings, "generate_word_parts", true, WordDelimiterGraphFilter.GENERATE_WORD_PARTS)
                | flag(settings, "generate_number_parts", true, WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS)
                | flag(settings, "catenate_words", false, WordDelimiterGraphFilter.CATENATE_WORDS)
                | flag(settings, "catenate_numbers", false, WordDelimiterGraphFilter.CATENATE_NUMBERS)
                | flag(settings, "catenate_all", false, WordDelimiterGraphFilter.CATENATE_ALL)
                | flag(settings, "split_on_case_change", true, WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE)
                | flag(settings, "preserve_original", false, WordDelimiterGraphFilter.PRESERVE_ORIGINAL)
                | flag(settings, "split_on_numerics", true, WordDelimiterGraphFilter.SPLIT_ON_NUMERICS)
                | flag(settings, "stem_english_possessive", true, WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE)
                | flag(settings, "ignore_keywords", false, WordDelimiterGraphFilter.IGNORE_KEYWORDS);
        List<String> kept = settings.getAsList("protected_words", List.of());
        CharArraySet whole = kept.isEmpty() ? null : words(kept, false);
        return in -> new WordDelimiterGraphFilter(in, flags, whole);
    }

    private static int flag(Settings settings, String name, boolean otherwise, int value) {
        return settings.getAsBoolean(name, otherwise) ? value : 0;
    }

    /// English only: Keqing's other language is Chinese, which has no stems.
    private static UnaryOperator<TokenStream> stemmer(Settings settings) {
        String language =
                settings.get("language", settings.get("name", "porter")).toLowerCase(Locale.ROOT);
        return switch (language) {
            case "english", "porter" -> PorterStemFilter::new;
            case "porter2" -> in -> new SnowballFilter(in, new EnglishStemmer());
            case "light_english", "kstem" -> KStemFilter::new;
            case "minimal_english" -> EnglishMinimalStemFilter::new;
            case "possessive_english" -> EnglishPossessiveFilter::new;
            default ->
                throw new IllegalArgumentException("this node stems english, light_english, minimal_english, "
                        + "possessive_english, porter and porter2, was asked for " + language);
        };
    }

    @FunctionalInterface
    private interface Recipe {
        UnaryOperator<TokenStream> by(IndexSettings index, Settings settings);
    }

    private static AnalysisProvider<TokenFilterFactory> plain(Recipe recipe) {
        return (index, environment, name, settings) -> new Plain(name, recipe.by(index, settings));
    }

    private static AnalysisProvider<TokenFilterFactory> normalizing(Recipe recipe) {
        return (index, environment, name, settings) -> new Normalizing(name, recipe.by(index, settings));
    }

    private record Plain(String name, UnaryOperator<TokenStream> wrap) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream in) {
            return wrap.apply(in);
        }
    }

    private record Normalizing(String name, UnaryOperator<TokenStream> wrap) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream in) {
            return wrap.apply(in);
        }
    }

    /// With `preserve_original` a normalizer must still see one token, so there it only folds.
    private record AsciiFolding(String name, boolean original) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream in) {
            return new ASCIIFoldingFilter(in, original);
        }

        @Override
        public TokenStream normalize(TokenStream in) {
            return new ASCIIFoldingFilter(in, false);
        }
    }
}
