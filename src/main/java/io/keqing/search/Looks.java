package io.keqing.search;

import io.keqing.privacy.Viewer;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How far each person has looked at each saved search, and with it what is new to them.
///
/// New is a record that first appeared after the look and matches now. Keys are handed out in growing order,
/// one type taking turns, so a look is kept as the highest key there was, and new are those above it: no
/// field, no date and no list of what was seen. The price: a record that was there before and matches only
/// now, because it was edited, is not new; nor is a customer whose own row comes after somebody referred to
/// it.
@Singleton
final class Looks {
    private final LookRows rows;
    private final SearchCounts counts;
    private final IndexQueue queue;
    private final RecordTypes types;

    Looks(LookRows rows, SearchCounts counts, IndexQueue queue, RecordTypes types) {
        this.rows = rows;
        this.counts = counts;
        this.queue = queue;
        this.types = types;
    }

    /// A person's looks, by the id of the search.
    Map<Long, LookRow> of(Viewer person) {
        return rows.of(person.name()).stream().collect(Collectors.toMap(LookRow::searchId, look -> look));
    }

    /// The key above which records are new to whoever looks now. Asked before the search, so that what comes
    /// between is shown as new once more rather than missed. Indexers work side by side: a new record that
    /// still waits while a later one is found already counts as not seen, and all after it.
    int here(String type) {
        int waiting = queue.lowestNew(types.get(type));
        return Math.min(counts.highestKey(type), waiting - 1);
    }

    void note(Viewer person, Collection<Long> searches, int highestKey) {
        Instant now = Instant.now();
        List.copyOf(searches).forEach(search -> rows.put(search, person.name(), highestKey, now));
    }
}
