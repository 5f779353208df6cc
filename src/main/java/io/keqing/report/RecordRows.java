package io.keqing.report;

import io.keqing.privacy.Viewer;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records of a report: which ones a question finds, and how each stood at the report's moment.
interface RecordRows {
    /// A moment, after waiting for a while until the index knows of it.
    Moment moment(String type) throws InterruptedException;

    /// Puts the keys of all that a question finds behind each other, in the question's order.
    ///
    /// @throws io.keqing.search.InvalidQueryException where the question breaks a rule
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    void find(SearchQuery query, Viewer viewer, RunFile into) throws IOException;

    /// Hands over the records of a run file, page by page, as the viewer may see them.
    ///
    /// @param fields names of the fields to read
    void read(String type, RunFile run, Moment moment, Viewer viewer, Set<String> fields, Pages pages)
            throws IOException;

    /// What takes the pages.
    interface Pages {
        /// @param from place of the first of them in the run file
        /// @param records null for one that did not exist at the moment, or is gone
        void take(long from, int[] keys, List<@Nullable Hit> records) throws IOException;
    }
}
