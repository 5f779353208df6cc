package io.keqing.search.elastic;

import io.keqing.field.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the engine marks in the texts of a hit.
final class Highlighting {
    /// Private-use characters around a hit: they come from no keyboard, and nothing here is ever read as
    /// markup.
    static final char HIT_START = '\uE000';

    static final char HIT_END = '\uE001';
    private static final int FRAGMENT = 160;
    private static final int FRAGMENTS = 3;

    private Highlighting() {}

    static Map<String, Object> of(ClauseTranslator asked) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Place place : asked.words().texts()) {
            Field<?> field = place.field();
            boolean running = Place.isRunning(field);
            Map<String, Object> how = Json.of("number_of_fragments", running ? FRAGMENTS : 0);
            if (running) {
                how.put("matched_fields", List.of(place.path(), place.path() + ".stems"));
            }
            fields.put(place.path(), how);
        }
        return Json.of(
                "pre_tags",
                List.of(String.valueOf(HIT_START)),
                "post_tags",
                List.of(String.valueOf(HIT_END)),
                "fragment_size",
                FRAGMENT,
                "order",
                "none",
                "highlight_query",
                asked.highlightQuery(),
                "fields",
                fields);
    }
}
