package io.keqing.satisfaction;

import io.keqing.search.SearchQuery;
import java.util.List;

/// A question why a score differs between two sides.
///
/// @param now the answers that are looked at
/// @param before those they are compared with
/// @param against what the two sides are
/// @param by the fields that the change is divided by; empty for every facet
public record ChangeQuery(Measure.Kind kind, SearchQuery now, SearchQuery before, Against against, List<String> by) {
    public ChangeQuery {
        by = List.copyOf(by);
    }

    /// What a side is compared with.
    public enum Against {
        /// The same in another time.
        PERIOD,
        /// Another group.
        GROUP,
        /// All others: `before` holds the answers of `now` as well, which are taken away.
        REST
    }

    public boolean isRest() {
        return against == Against.REST;
    }
}
