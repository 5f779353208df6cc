package io.keqing.search.elastic;

import io.keqing.field.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the engine marks in the texts of a hit.
final class Highlighting {
    private static final int FRAGMENT = 160;
    private static final int FRAGMENTS = 3;

    private Highlighting() {}

    static Map<String, Object> of(ClauseTranslator asked) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Place place : asked.words().texts()) {
            Field<?> field = place.field();
            boolean running = Place.isRunning(field);
            Map<String, Object> how = Json.of("number_of_fragments", running ? FRAGMENTS : 0);
            how.put(
                    "matched_fields",
                    running
                            ? List.of(place.path(), place.path() + ".stems", place.codes())
                            : List.of(place.path(), place.codes()));
            fields.put(place.path(), how);
        }
        return Json.of(
                "pre_tags",
                List.of(HitMark.START),
                "post_tags",
                List.of(HitMark.END),
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
