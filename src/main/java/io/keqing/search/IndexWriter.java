package io.keqing.search;

import io.keqing.record.Document;
import io.keqing.record.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The write side of the engine: one index per type behind an alias, and during a rebuild a second one beside it.
public interface IndexWriter {
    /// Puts what was found and deletes what was not, both with `version` (external_gte), into every index that is
    /// being fed. A put with a lower version than the engine holds is dropped by the engine: that is success.
    ///
    /// @return documents the engine refused, with its reason; everything else is acknowledged
    /// @throws IndexUnavailableException where the engine does not answer or has no room: nothing is then done
    List<Refused> put(RecordType type, long version, List<Document> found, Collection<Integer> gone);

    /// Creates what is missing (indices, aliases), after checking version and analysis plugins of the engine.
    ///
    /// @return whether an index was made by another version of its mapping: it serves meanwhile and wants a rebuild
    boolean prepare(Collection<RecordType> types);

    /// Makes everything acknowledged so far visible to searches.
    void refresh(RecordType type);

    /// Starts a new, empty index of the type that from now on is fed beside the serving one.
    void beginRebuild(RecordType type);

    /// Puts documents into the new index only.
    List<Refused> putRebuilt(RecordType type, long version, List<Document> found);

    /// Lets the new index serve, in one atomic step, and removes the old one.
    void finishRebuild(RecordType type);

    /// Removes the new index; the old one goes on serving.
    void abandonRebuild(RecordType type);

    /// Count and sum of checks of the documents in each bucket of `span` keys.
    Map<Integer, Bucket> buckets(RecordType type, int span);

    /// Key and check of every document whose key is in `[from, to)`.
    Map<Integer, Long> checks(RecordType type, int from, int to);

    record Refused(int key, String reason) {}

    record Bucket(long count, double sum) {}
}
