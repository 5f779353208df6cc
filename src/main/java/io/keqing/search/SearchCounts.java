package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many records questions find, without fetching any: many questions in one request to the engine.
public interface SearchCounts {
    /// One answer for each question, in their order.
    ///
    /// @throws IndexUnavailableException where the engine does not answer
    List<Counted> count(List<Asked> questions, Viewer viewer);

    /// The highest key among all records of a type that can be found right now, 0 where there are none.
    int highestKey(String type);

    /// @param after count apart those whose key is higher, null for none
    record Asked(SearchQuery query, @Nullable Integer after) {}

    /// What one question came to.
    sealed interface Counted {
        /// @param newer those above [Asked#after], null where it was
        record Found(long total, @Nullable Long newer) implements Counted {}

        /// The question breaks a rule, or a part of it is wrong, for this viewer or for everybody.
        record Refused(Label reason) implements Counted {}
    }
}
