package io.keqing.search;

import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchResult.Hit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands before and behind a record in the order of a search. Asked anew each time from the
/// question alone: nobody keeps the list, so two windows on one address agree, and a record deep down
/// costs no more than the first.
public interface Neighbours {
    /// @return empty where the search does not find the record, or no more
    /// @throws InvalidQueryException where the question breaks a rule
    /// @throws IndexUnavailableException where the engine does not answer
    Optional<Beside> of(SearchQuery query, RecordId record, Viewer viewer);

    /// @param previous null for the first one
    /// @param next null for the last one
    /// @param total how many the search finds
    record Beside(@Nullable Hit previous, @Nullable Hit next, long total) {}
}
