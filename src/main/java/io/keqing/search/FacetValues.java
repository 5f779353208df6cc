package io.keqing.search;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.keqing.field.Field;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The values of all facets that are made of words, in memory: half a word is compared with some thousands of
/// them in less time than a question to the engine takes to get there. Counted anew in the background while
/// somebody types, at most once in so long; the engine answers from its own cache where nothing changed.
@Singleton
final class FacetValues {
    private static final Duration KEPT_UNUSED = Duration.ofHours(1);

    private final LoadingCache<String, Known> byType;

    /// One value of one facet.
    ///
    /// @param forms itself and its labels, folded
    /// @param spelled the same in Pinyin
    record Value(Field<?> field, String value, long count, List<String> forms, List<String> spelled) {}

    /// @param fields the facets, those without any value among them
    private record Known(List<Field<?>> fields, List<Value> values) {}

    FacetValues(
            Completions completions,
            @Property(name = "keqing.suggest.values-known-for", defaultValue = "60s") Duration knownFor) {
        byType = Caffeine.newBuilder()
                .refreshAfterWrite(knownFor)
                .expireAfterAccess(KEPT_UNUSED)
                .build(type -> read(completions.values(type), completions));
    }

    private static Known read(Map<Field<?>, Map<String, Long>> counted, Completions completions) {
        List<Value> values = new ArrayList<>();
        counted.forEach((field, counts) -> counts.forEach((value, count) -> {
            if (!value.isEmpty()) {
                List<String> forms = forms(field, value);
                List<String> spelled = forms.stream()
                        .flatMap(form -> completions.spelled(form).stream())
                        .distinct()
                        .toList();
                values.add(new Value(field, value, count, forms, spelled));
            }
        }));
        return new Known(List.copyOf(counted.keySet()), List.copyOf(values));
    }

    private static List<String> forms(Field<?> field, String value) {
        SearchResult.Value listed = new SearchResult.Value(value, value, 0, false);
        return List.of(value, label(field, listed, Locale.CHINESE), label(field, listed, Locale.ENGLISH)).stream()
                .map(FacetValues::folded)
                .distinct()
                .toList();
    }

    private static String label(Field<?> field, SearchResult.Value value, Locale locale) {
        return FacetLabel.of(Optional.of(field), value, locale);
    }

    /// Width and case make no difference.
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /// @throws IndexUnavailableException where they were not known yet and the engine does not answer
    List<Value> of(String type) {
        return byType.get(type).values();
    }

    /// @throws IndexUnavailableException as [#of]
    List<Field<?>> fields(String type) {
        return byType.get(type).fields();
    }

    /// Has them counted beside the caller, so that they are there when somebody begins to type.
    void warm(String type) {
        if (byType.getIfPresent(type) == null) {
            CompletableFuture<?> unused = byType.refresh(type);
        }
    }
}
