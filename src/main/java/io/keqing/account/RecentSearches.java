package io.keqing.account;

import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// What each person asked for last, to be offered again to that person alone. It goes with the person, and
/// when the person says so.
@Singleton
public final class RecentSearches {
    /// So many a person; older ones are forgotten.
    public static final int KEPT = 20;

    private final RecentSearchRows rows;

    RecentSearches(RecentSearchRows rows) {
        this.rows = rows;
    }

    /// The latest first.
    public List<RecentSearch> of(Viewer person) {
        return rows.latest(person.name()).stream().map(RecentSearchRow::search).toList();
    }

    /// The same words asked again are one search, with the filters they had last.
    public void note(Viewer person, String type, String words, String address) {
        rows.put(person.name(), type, words, address, Instant.now());
        rows.deleteBeyond(person.name(), KEPT);
    }

    public void clear(Viewer person) {
        rows.deleteAll(person.name());
    }
}
