package io.keqing.search.ui;

import io.keqing.field.Field;
import io.keqing.privacy.Viewer;
import io.keqing.search.Completions;
import io.keqing.search.SearchResult;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// Beside the index in memory nothing is completed and no value of a facet is known.
@Singleton
@Replaces(Completions.class)
@Requires(property = "test.canned", value = "true")
final class CannedCompletions implements Completions {
    @Override
    public List<SearchResult.Hit> named(String type, Field<?> name, String typed, int size, Viewer viewer) {
        return List.of();
    }

    @Override
    public List<String> spelled(String value) {
        return List.of();
    }

    @Override
    public Map<Field<?>, Map<String, Long>> values(String type) {
        return Map.of();
    }
}
