package io.keqing.search;

import io.keqing.record.Database;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares index and database without reading either whole: buckets of keys by count and sum of checks, and key by
/// key only where these differ. Keys that wait in the queue are on their way, not wrong.
@Singleton
public final class IndexCheck {
    static final int SPAN = 4_096;

    private final Database database;
    private final RecordStore store;
    private final RecordTypes types;
    private final IndexWriter writer;
    private final IndexQueue queue;

    IndexCheck(Database database, RecordStore store, RecordTypes types, IndexWriter writer, IndexQueue queue) {
        this.database = database;
        this.store = store;
        this.types = types;
        this.writer = writer;
        this.queue = queue;
    }

    /// @param differences missing, ghost and stale documents of all types, without those refused by the engine
    public record Report(long differences, Map<String, TypeReport> types, Instant checkedAt) {}

    /// @param missing keys with a row and no document
    /// @param ghost keys with a document and no row
    /// @param stale keys whose document is not that of the row
    /// @param refused keys that the engine did not take, whose reason is kept
    public record TypeReport(long rows, long documents, long missing, long ghost, long stale, long refused) {}

    public Report check() {
        Map<String, TypeReport> reports = new LinkedHashMap<>();
        long differences = 0;
        for (RecordType type : types.all()) {
            Differences found = compare(type);
            reports.put(
                    type.name(),
                    new TypeReport(
                            found.rows,
                            found.documents,
                            found.missing.size(),
                            found.ghost.size(),
                            found.stale.size(),
                            found.refused));
            differences += found.missing.size() + found.ghost.size() + found.stale.size();
        }
        return new Report(differences, reports, Instant.now());
    }

    /// Puts every key that differs back into the queue.
    ///
    /// @return how many
    public long repair() {
        long repaired = 0;
        for (RecordType type : types.all()) {
            Differences found = compare(type);
            List<Integer> keys = new ArrayList<>(found.missing);
            keys.addAll(found.ghost);
            keys.addAll(found.stale);
            queue.add(type.name(), keys.stream().mapToInt(Integer::intValue).toArray());
            repaired += keys.size();
        }
        return repaired;
    }

    private static final class Differences {
        long rows;
        long documents;
        long refused;
        final Set<Integer> missing = new HashSet<>();
        final Set<Integer> ghost = new HashSet<>();
        final Set<Integer> stale = new HashSet<>();
    }

    /// What differs when it is looked at twice: a record that is written and indexed between the reading
    /// of the rows and of the queue differs once.
    private Differences compare(RecordType type) {
        Differences first = compareOnce(type);
        if (first.missing.isEmpty() && first.ghost.isEmpty() && first.stale.isEmpty()) {
            return first;
        }
        Differences second = compareOnce(type);
        second.missing.retainAll(first.missing);
        second.ghost.retainAll(first.ghost);
        second.stale.retainAll(first.stale);
        return second;
    }

    private Differences compareOnce(RecordType type) {
        writer.refresh(type);
        Differences found = new Differences();
        Map<Integer, RecordStore.Bucket> rows = store.buckets(type, SPAN);
        Map<Integer, IndexWriter.Bucket> documents = writer.buckets(type, SPAN);
        found.rows = rows.values().stream().mapToLong(RecordStore.Bucket::count).sum();
        found.documents =
                documents.values().stream().mapToLong(IndexWriter.Bucket::count).sum();
        Set<Integer> buckets = new HashSet<>(rows.keySet());
        buckets.addAll(documents.keySet());
        for (int bucket : buckets) {
            RecordStore.Bucket row = rows.getOrDefault(bucket, new RecordStore.Bucket(0, 0));
            IndexWriter.Bucket document = documents.getOrDefault(bucket, new IndexWriter.Bucket(0, 0));
            if (row.count() != document.count() || Double.compare(row.sum(), document.sum()) != 0) {
                descend(type, bucket, found);
            }
        }
        setAside(type, found);
        return found;
    }

    private void descend(RecordType type, int bucket, Differences found) {
        Map<Integer, Long> rows = store.checks(type, bucket * SPAN, (bucket + 1) * SPAN);
        Map<Integer, Long> documents = writer.checks(type, bucket * SPAN, (bucket + 1) * SPAN);
        rows.forEach((key, check) -> {
            Long indexed = documents.get(key);
            if (indexed == null) {
                found.missing.add(key);
            } else if (!indexed.equals(check)) {
                found.stale.add(key);
            }
        });
        documents.keySet().stream().filter(key -> !rows.containsKey(key)).forEach(found.ghost::add);
    }

    /// Takes out what waits in the queue and what the engine refused.
    private void setAside(RecordType type, Differences found) {
        Set<Integer> waiting = keys("select distinct unnest(keys) from index_queue where type = ?", type);
        Set<Integer> refused = keys("select key from index_refused where type = ?", type);
        found.refused = refused.size();
        for (Set<Integer> keys : List.of(found.missing, found.ghost, found.stale)) {
            keys.removeIf(key -> waiting.contains(key) || refused.contains(key));
        }
    }

    private Set<Integer> keys(String sql, RecordType type) {
        return database.read(connection -> {
            Set<Integer> keys = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, type.name());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        keys.add(row.getInt(1));
                    }
                }
            }
            return keys;
        });
    }
}
