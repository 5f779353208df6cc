package io.keqing.search;

import io.keqing.privacy.Viewer;
import java.time.Instant;
import org.roaringbitmap.RoaringBitmap;

/// Which customers a question finds, all of them at once: themselves, or those whose records it finds.
public interface CustomerKeys {
    /// Words are taken as they stand: a search forgives slips where it finds hardly anything, a group of people
    /// does not change its meaning by how many are in it.
    ///
    /// @throws InvalidQueryException where the question breaks a rule or a part of it is wrong
    /// @throws IndexUnavailableException where the engine does not answer
    RoaringBitmap of(SearchQuery query, Viewer viewer);

    /// What the same question would have found at a moment of the past: relative dates mean that moment, and
    /// records of customers that lie behind it are not there yet. Everything else has the values of today:
    /// what records say, facts, classes, segments.
    RoaringBitmap asOf(SearchQuery query, Instant moment, Viewer viewer);
}
