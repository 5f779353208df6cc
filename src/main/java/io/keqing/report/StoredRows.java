package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.search.IndexQueue;
import io.keqing.search.IndexWriter;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.WorkedOut;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The index says which records, PostgreSQL says what is in them. While one page is written the next
/// one is read.
@Singleton
final class StoredRows implements RecordRows {
    /// How long a report waits for an index that does not move, or for a writer that does not end, before it is
    /// made all the same, and says so.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /// How long a report waits for an index that moves.
    static final Duration LIMIT = Duration.ofMinutes(30);

    private static final int KEYS = 10_000;
    private static final int PAGE = 1_000;

    private final SearchIndex index;
    private final IndexQueue queue;
    private final IndexWriter writer;
    private final Database database;
    private final RecordStore store;
    private final RecordTypes types;
    private final RecordMasking masking;
    private final RunTimeFields runTimeFields;
    private final WorkedOut workedOut;
    private final ExecutorService ahead = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("report-rows-", 1).factory());

    StoredRows(
            SearchIndex index,
            IndexQueue queue,
            IndexWriter writer,
            Database database,
            RecordStore store,
            RecordTypes types,
            RecordMasking masking,
            RunTimeFields runTimeFields,
            WorkedOut workedOut) {
        this.index = index;
        this.queue = queue;
        this.writer = writer;
        this.database = database;
        this.store = store;
        this.types = types;
        this.masking = masking;
        this.runTimeFields = runTimeFields;
        this.workedOut = workedOut;
    }

    @Override
    public Moment moment(String type) throws InterruptedException {
        Instant at = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select clock_timestamp()");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant();
            }
        });
        long until = System.nanoTime() + PATIENCE.toNanos();
        // what a writer began before the moment bears an earlier time, and is to be seen before the index is asked
        while (isWrittenSince(at)) {
            if (System.nanoTime() > until) {
                return new Moment(at, false);
            }
            Thread.sleep(20);
        }
        boolean caughtUp = queue.awaitDone(type, PATIENCE, LIMIT);
        // a report is rare: rather one refresh too many than a record that was put and is not found
        writer.refresh(types.get(type));
        return new Moment(at, caughtUp);
    }

    private boolean isWrittenSince(Instant moment) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select exists (select from pg_stat_activity where datname = current_database() "
                            + "and backend_xid is not null and xact_start <= ? and pid <> pg_backend_pid())")) {
                select.setTimestamp(1, Timestamp.from(moment));
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    @Override
    public void find(SearchQuery query, Viewer viewer, RunFile into) throws IOException {
        into.clear();
        try {
            index.streamKeys(query, viewer, KEYS, keys -> {
                try {
                    into.add(keys);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void read(String type, RunFile run, Moment moment, Viewer viewer, Set<String> fields, Pages pages)
            throws IOException {
        Reading reading = new Reading(types.get(type), moment.at(), viewer, fields);
        Future<List<@Nullable Hit>> next = ahead(reading, run.keys(0, PAGE));
        for (long from = 0; from < run.size(); from += PAGE) {
            List<@Nullable Hit> records = await(next);
            next = ahead(reading, run.keys(from + PAGE, PAGE));
            pages.take(from, run.keys(from, PAGE), records);
        }
        await(next);
    }

    private Future<List<@Nullable Hit>> ahead(Reading reading, int[] keys) {
        return ahead.submit(() -> reading.records(keys));
    }

    private static List<@Nullable Hit> await(Future<List<@Nullable Hit>> page) {
        try {
            return page.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the report was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// What does not change from page to page.
    private final class Reading {
        private final RecordType type;
        private final Instant moment;
        private final Viewer viewer;
        private final List<Field<?>> fields;
        private final Map<String, Field<?>> worked = new LinkedHashMap<>();

        Reading(RecordType type, Instant moment, Viewer viewer, Set<String> wanted) {
            this.type = type;
            this.moment = moment;
            this.viewer = viewer;
            FieldSet all = type.fields();
            this.fields = all.fields().stream()
                    .filter(field -> wanted.contains(field.name()) && !(field.kind() instanceof ValueKind.RunTime))
                    .toList();
            for (Field<?> field : fields) {
                if (field.derived() && !type.derived().containsKey(field)) {
                    worked.put(field.name(), field);
                }
            }
            for (RunTimeField born : runTimeFields.all(type.name())) {
                if (born.facet() && wanted.contains(born.fullName())) {
                    worked.put(born.fullName(), born.asField());
                }
            }
        }

        List<@Nullable Hit> records(int[] keys) {
            Map<Integer, Document> found = new HashMap<>();
            store.loadAsOf(type, Arrays.stream(keys).boxed().toList(), moment)
                    .forEach(document -> found.put(document.key(), document));
            List<@Nullable Hit> records = new ArrayList<>(keys.length);
            for (int key : keys) {
                Document document = found.get(key);
                records.add(document == null ? null : seen(document));
            }
            return records;
        }

        private Hit seen(Document document) {
            Map<String, Object> values = new HashMap<>();
            for (Field<?> field : fields) {
                Object value = masking.seen(type.name(), field, document.value(field), viewer);
                if (value != null) {
                    values.put(field.name(), value);
                }
            }
            if (!worked.isEmpty()) {
                Map<String, Object> inside = workedOut.of(document);
                worked.forEach((name, field) -> {
                    Object value = Masking.seen(field, inside.get(name), viewer);
                    if (value != null) {
                        values.put(name, value);
                    }
                });
            }
            return new Hit(type.name(), document.key(), document.id(), 0, values, Map.of(), List.of());
        }
    }

    @PreDestroy
    void stop() {
        ahead.close();
    }
}
