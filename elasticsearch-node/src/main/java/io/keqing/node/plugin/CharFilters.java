package io.keqing.node.plugin;

import com.ibm.icu.text.Normalizer2;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;

/// The official char filters that mappings may name.
final class CharFilters {
    static final Map<String, AnalysisProvider<CharFilterFactory>> ALL = Map.of(
            "html_strip",
            (index, environment, name, settings) -> {
                Set<String> kept = Set.copyOf(settings.getAsList("escaped_tags", List.of()));
                return new Plain(name, reader -> new HTMLStripCharFilter(reader, kept));
            },
            "icu_normalizer",
            (index, environment, name, settings) -> {
                Normalizer2 normalizer = Normalizers.of(settings);
                return new Normalizing(name, reader -> new ICUNormalizer2CharFilter(reader, normalizer));
            },
            "mapping",
            AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) -> {
                NormalizeCharMap map = map(name, settings);
                return new Normalizing(name, reader -> new MappingCharFilter(map, reader));
            }),
            "pattern_replace",
            AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) -> {
                Pattern pattern = pattern(name, settings, null);
                String replacement = settings.get("replacement", "");
                return new Normalizing(name, reader -> new PatternReplaceCharFilter(pattern, replacement, reader));
            }));

    private CharFilters() {}

    /// `pattern` and `flags` (`CASE_INSENSITIVE|COMMENTS`) as in the official ones.
    static Pattern pattern(String name, Settings settings, @org.jspecify.annotations.Nullable String otherwise) {
        String pattern = settings.get("pattern", otherwise);
        if (pattern == null || pattern.isEmpty()) {
            throw new IllegalArgumentException("[" + name + "] needs a pattern");
        }
        return Regex.compile(pattern, settings.get("flags"));
    }

    private static NormalizeCharMap map(String name, Settings settings) {
        if (settings.get("mappings_path") != null) {
            throw new IllegalArgumentException(
                    "[" + name + "] takes its mappings inline, mappings_path was " + settings.get("mappings_path"));
        }
        NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
        for (String rule : settings.getAsList("mappings")) {
            int arrow = rule.lastIndexOf("=>");
            if (arrow < 0) {
                throw new IllegalArgumentException("[" + name + "] mapping must read 'from => to', was '" + rule + "'");
            }
            map.add(
                    unescape(rule.substring(0, arrow).strip()),
                    unescape(rule.substring(arrow + 2).strip()));
        }
        return map.build();
    }

    /// The escapes of the official mapping filter: `\\` `\n` `\t` `\r` `\b` `\f` and `\` + `u` + four digits, which
    /// also write blanks at the ends.
    private static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (++at >= text.length()) {
                throw new IllegalArgumentException("a mapping must not end in a single backslash, was '" + text + "'");
            }
            switch (text.charAt(at)) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    if (at + 4 >= text.length()) {
                        throw new IllegalArgumentException(
                                "four digits must follow backslash and u, was '" + text + "'");
                    }
                    out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> out.append(text.charAt(at));
            }
        }
        return out.toString();
    }

    private record Plain(String name, UnaryOperator<Reader> wrap) implements CharFilterFactory {
        @Override
        public Reader create(Reader reader) {
            return wrap.apply(reader);
        }
    }

    private record Normalizing(String name, UnaryOperator<Reader> wrap) implements NormalizingCharFilterFactory {
        @Override
        public Reader create(Reader reader) {
            return wrap.apply(reader);
        }
    }
}
