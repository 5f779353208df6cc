package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of nothing but keys.
///
/// @param lastSort sort values of the last of them
record KeyPage(
        int[] keys,
        List<@Nullable Object> lastSort,
        @Nullable String pit) {
    /// The house's own number of a record, in the index.
    static final String KEY = "key";

    static KeyPage read(byte[] answer) {
        JsonNode tree = Json.tree(answer);
        JsonNode hits = tree.at("/hits/hits");
        int[] keys = new int[hits.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = hits.get(i).path("fields").path(KEY).path(0).intValue();
        }
        List<@Nullable Object> sort = new ArrayList<>();
        if (keys.length > 0) {
            hits.get(keys.length - 1).path("sort").forEach(value -> sort.add(plain(value)));
        }
        return new KeyPage(keys, sort, tree.path("pit_id").textValue());
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isIntegralNumber()
                ? (Object) value.longValue()
                : value.isNumber() ? (Object) value.doubleValue() : value.asText();
    }
}
